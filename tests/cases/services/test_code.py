"""Codes from a file: dated, imported whole or not at all, never changed where they have been in force."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.acting import act_as
from cases.errors import CaseError
from cases.models import CareCode
from cases.selectors.parenthood import code_for
from cases.services.code import COLUMNS, import_codes, read_codes
from tests.cast import Cast, acting_as

HEAD = ";".join(COLUMNS)
NEW = "KVÅ;DU555;Samtal;talk_patient;Socialstyrelsen;high;2027-01-01;"


def command(path: Path, *lines: str) -> str:
    path.write_text("\n".join((HEAD, *lines)), encoding="utf-8")
    said = StringIO()
    call_command("import_codes", str(path), stdout=said)
    return said.getvalue()


def test_shipped_codes_are_those_of_the_two_talks(db: None) -> None:
    assert {each.code: each.use for each in CareCode.objects.all()} == {
        "DU055": "talk_patient",
        "DU056": "talk_patient_and_child",
    }


def test_new_version_ends_the_one_before_and_a_second_import_writes_nothing(db: None, tmp_path: Path) -> None:
    anew = "KVÅ;DU055;Ny lydelse;talk_patient;Socialstyrelsen;high;2027-01-01;"

    assert "1 lines" in command(tmp_path / "codes.csv", anew)
    assert "0 lines" in command(tmp_path / "codes.csv", anew)

    old, new = CareCode.objects.filter(code="DU055")
    assert (old.valid_to, new.label) == (date(2026, 12, 31), "Ny lydelse")
    assert code_for("talk_patient", date(2026, 12, 31)) == old
    assert code_for("talk_patient", date(2027, 1, 1)) == new
    assert CareCode.history.filter(code="DU055").exclude(history_change_reason="import_codes").count() == 0  # type: ignore[attr-defined]


def test_code_that_ends_is_shown_no_more(db: None, tmp_path: Path) -> None:
    [row] = CareCode.objects.filter(code="DU055")
    ended = f'KVÅ;DU055;{row.label};talk_patient;"{row.source}";medium;2010-01-01;2026-12-31'

    command(tmp_path / "codes.csv", ended)

    assert code_for("talk_patient", date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    "line",
    [
        "KVÅ;DU055;Något annat;talk_patient;-;high;2010-01-01;",
        "KVÅ;DU055;Tidigare;talk_patient;-;high;2009-01-01;",
        "KVÅ;DU777;Samtal;talk_patient;-;high;1 januari;",
        "KVÅ;DU777;Samtal;talk_patient;-;high;2027-01-01;2026-01-01",
        "KVÅ;DU777;Samtal;something;-;high;2027-01-01;",
        "KVÅ;DU777;Samtal;;-;certain;2027-01-01;",
        "KVÅ;;Samtal;;-;high;2027-01-01;",
        "KVÅ;DU777;" + "x" * 201 + ";;-;high;2027-01-01;",
        "KVÅ;DU777",
        "KVÅ;DU777;" + "x" * 200_000 + ";;-;high;2027-01-01;",
    ],
    ids=[
        *(
            "changed",
            "earlier",
            "no day",
            "ends before",
            "no use",
            "no certainty",
            "no code",
            "too long",
            "too short",
            "no cell",
        ),
    ],
)
def test_wrong_line_is_refused_and_nothing_is_imported(db: None, tmp_path: Path, line: str) -> None:
    with pytest.raises(CommandError) as refused:
        command(tmp_path / "codes.csv", NEW, line)

    assert refused.value.returncode == 2
    assert not CareCode.objects.filter(code="DU555").exists()


@pytest.mark.parametrize("text", ["", "code,label", HEAD + "\n\x00"], ids=["empty", "other columns", "no text"])
def test_file_without_its_columns_is_refused(text: str) -> None:
    with pytest.raises(CaseError):
        read_codes(text)


def test_codes_are_changed_by_an_administrator_alone(cast: Cast) -> None:
    rows = read_codes(f"{HEAD}\n{NEW}")
    with acting_as(cast.counsellor), pytest.raises(CaseError):
        import_codes(rows=rows, by=cast.counsellor)

    with act_as(cast.administrator):
        assert import_codes(rows=rows, by=cast.administrator) == 1
