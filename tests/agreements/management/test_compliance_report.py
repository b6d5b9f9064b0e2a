"""The command as an office uses it: every format, every option, good and bad."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from agreements.models import Report
from agreements.reports.content import COLUMNS
from agreements.services.report import adopt_report, set_words
from tests.agreements.orebro import Orebro, expected_rows, told_orebro
from tests.cast import Cast

pytestmark = pytest.mark.django_db

COMPARED = ("clause", "party", "indicator", "numerator", "denominator", "of_which_limited", "words", "assessment")
ROUND = ("--agreement", "orebro-2010", "--round", "2011")
Ask = Callable[..., Path]


@pytest.fixture
def orebro(cast: Cast) -> Orebro:
    return told_orebro(cast)


@pytest.fixture
def ask(tmp_path: Path, orebro: Orebro) -> Ask:
    def ask(*options: str) -> Path:
        file = tmp_path / "rapport"
        call_command("compliance_report", *options, "--output", str(file))
        return file

    return ask


def compared(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in COMPARED)


def test_json_has_every_row_of_the_report_of_2011(ask: Ask) -> None:
    found = json.loads(ask(*ROUND, "--format", "json").read_text())

    assert [compared(row) for row in found["rows"]] == expected_rows()
    assert {name: found[name] for name in found if name != "rows"} == {
        "agreement": "orebro-2010",
        "period": "2011",
        "status": "draft",
    }
    assert {tuple(row) for row in found["rows"]} == {COLUMNS}


def test_json_gives_shares_with_four_decimals_and_suppresses_no_centre(ask: Ask) -> None:
    rows = {row["indicator"]: row for row in json.loads(ask(*ROUND, "--format", "json").read_text())["rows"]}

    assert rows["health_centre_with_near_centre"]["share"] == 0.6667
    assert rows["same_building_no_shared_entrance"]["share"] == 0.2
    assert rows["user_council"]["share"] is None
    assert (rows["user_council"]["source"], rows["user_council"]["unknown"]) == ("words", 20)
    assert not any(row["suppressed"] for row in rows.values())


def test_excel_has_every_row_with_real_numbers(ask: Ask) -> None:
    sheet = load_workbook(io.BytesIO(ask(*ROUND, "--format", "xlsx").read_bytes()))["rows"]

    head, *rows = sheet.iter_rows(values_only=True)
    assert head == COLUMNS
    assert [compared(dict(zip(head, row, strict=True))) for row in rows] == expected_rows()
    assert isinstance(rows[0][head.index("numerator")], int)


def test_excel_of_an_adopted_report_says_who_adopted_it(orebro: Orebro, ask: Ask) -> None:
    adopt_report(report=orebro.report, by=orebro.judge, is_signed_in_anew=True)

    book = load_workbook(io.BytesIO(ask(*ROUND, "--format", "xlsx").read_bytes()))

    about = dict(book["about"].iter_rows(values_only=True))
    assert (about["status"], about["adopted_by"]) == ("adopted", "Manager Test")
    assert [sheet.title for sheet in book] == ["rows", "parts", "before", "assessments", "rules", "about"]
    assert pikepdf.open(ask(*ROUND, "--format", "pdf")).pages


def test_csv_has_every_row(ask: Ask) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(*ROUND, "--format", "csv").read_text())))

    as_text = [tuple("" if value is None else str(value) for value in row) for row in expected_rows()]
    assert [compared(row) for row in rows] == as_text


def test_csv_words_begin_no_formula(orebro: Orebro, ask: Ask) -> None:
    said = orebro.report.words.select_related("indicator__clause")[0]
    set_words(report=orebro.report, indicator=said.indicator, text="=1+1", by=orebro.leader)

    rows = csv.DictReader(io.StringIO(ask(*ROUND, "--format", "csv").read_text()))

    assert "'=1+1" in [row["words"] for row in rows]


def test_pdf_is_tagged_swedish_and_titled(ask: Ask) -> None:
    pdf = pikepdf.open(ask(*ROUND, "--format", "pdf"))

    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "sv"
    assert "/StructTreeRoot" in pdf.Root
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert "Principöverenskommelse" in about["dc:title"]


def test_pdf_has_a_table_with_headers_for_each_clause(ask: Ask) -> None:
    with pikepdf.open(ask(*ROUND, "--format", "pdf")) as pdf:
        kinds = tags(pdf.Root.StructTreeRoot)

    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 3
    assert kinds.count("/H3") == 14
    assert kinds.count("/Table") == 14
    assert kinds.count("/TH") == 14 * 5


def tags(node: Any) -> list[str]:
    """Every kind of element below, in order."""
    below = node.get("/K", [])
    below = below if isinstance(below, pikepdf.Array) else [below]
    found = []
    for each in below:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            found += [str(each.S), *tags(each)]
    return found


def test_without_output_it_is_printed(orebro: Orebro, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("compliance_report", *ROUND, "--format", "json")

    assert len(json.loads(capsys.readouterr().out)["rows"]) == 17


def test_it_stores_nothing(orebro: Orebro, ask: Ask) -> None:
    before = Report.objects.count()

    ask("--agreement", "orebro-2010", "--from", "2011-01-01", "--to", "2011-03-31", "--format", "json")

    assert Report.objects.count() == before


@pytest.mark.parametrize(("first", "last"), [("2012-01-01", "2012-12-31"), ("2012-04-01", "2012-09-30")])
def test_whole_quarters_and_years_are_a_period(ask: Ask, first: str, last: str) -> None:
    file = ask("--agreement", "orebro-2010", "--from", first, "--to", last, "--format", "json")

    assert json.loads(file.read_text())["period"] == f"{first}/{last}"


@pytest.mark.parametrize(
    "options",
    [
        ("--round", "2011", "--format", "json"),
        ("--agreement", "oerebro", "--round", "2011", "--format", "json"),
        ("--agreement", "orebro-2010", "--format", "json"),
        ("--agreement", "orebro-2010", "--round", "2012", "--format", "json"),
        ("--agreement", "orebro-2010", "--round", "i fjol", "--format", "json"),
        ("--agreement", "orebro-2010", "--round", "20111", "--format", "json"),
        (*ROUND, "--from", "2011-01-01", "--to", "2011-03-31", "--format", "json"),
        (*ROUND,),
        (*ROUND, "--format", "docx"),
        ("--agreement", "orebro-2010", "--from", "2011-01-01", "--format", "json"),
        ("--agreement", "orebro-2010", "--to", "2011-03-31", "--format", "json"),
        ("--agreement", "orebro-2010", "--from", "2011-01-02", "--to", "2011-03-31", "--format", "json"),
        ("--agreement", "orebro-2010", "--from", "2011-01-01", "--to", "2011-03-30", "--format", "json"),
        ("--agreement", "orebro-2010", "--from", "2011-02-01", "--to", "2011-04-30", "--format", "json"),
        ("--agreement", "orebro-2010", "--from", "2011-04-01", "--to", "2011-03-31", "--format", "json"),
        ("--agreement", "orebro-2010", "--from", "1 jan 2011", "--to", "2011-03-31", "--format", "json"),
        ("--agreement", "orebro-2010", "--from", "2009-01-01", "--to", "2009-12-31", "--format", "json"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(orebro: Orebro, options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as no:
        call_command("compliance_report", *options)

    assert no.value.returncode == 2
    assert len(str(no.value).splitlines()) == 1


def test_a_file_that_cannot_be_written_is_told(orebro: Orebro, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written") as no:
        call_command("compliance_report", *ROUND, "--format", "pdf", "--output", str(tmp_path / "no" / "file"))

    assert no.value.returncode == 2
