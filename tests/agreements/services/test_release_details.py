"""What stands below a released figure: by code, in days, by principal; in the report, its page and its files."""

import csv
import io
import json
from typing import Any

import pytest

from agreements.models import Report, Rollup, RollupPersons
from agreements.reports.build import content_of
from agreements.reports.files import WRITERS, write_details_csv
from agreements.reports.page import page_rows
from agreements.reports.pdf_parts import parts_on_paper
from agreements.services.report import release_counts
from tests.agreements.services.test_release import FIRST, draft
from tests.agreements.working import working
from tests.cast import Cast

pytestmark = pytest.mark.django_db

REASONS, DAYS = "closed_goals_met", "days_need_to_plan"


def count(cast: Cast, key: str, rows: dict[tuple[str, int | None], tuple[int, int]]) -> None:
    """(code, days) → met and counted: so many families of the worker's unit, as the fold would store them."""
    unit = cast.worker.unit
    same: dict[str, Any] = {"provider": unit.provider, "indicator": key}
    with working():
        persons: dict[tuple[Any, ...], int] = {}
        for (code, days), (met, of) in rows.items():
            Rollup.objects.create(
                unit=unit, quarter=FIRST, code=code, days=days, counted=of, met=met, unknown=0, **same
            )
            for part in (unit, None):
                for kind in {None, code or None}:
                    for measure, number in (("counted", of), ("met", met), ("not_met", of - met)):
                        cell = (part, kind, measure)
                        persons[cell] = persons.get(cell, 0) + number
        for (part, kind, measure), number in persons.items():
            RollupPersons.objects.create(unit=part, code=kind, measure=measure, quarter=FIRST, persons=number, **same)


def released(cast: Cast, key: str, rows: dict[tuple[str, int | None], tuple[int, int]]) -> Report:
    report = draft(cast, keys=(key,))
    count(cast, key, rows)
    release_counts(report=report, provider=cast.manager.unit.provider, by=cast.manager)
    return report


def indicator(report: Report) -> dict[str, Any]:
    return content_of(report)["clauses"][0]["indicators"][0]


def by_code(report: Report) -> dict[str, int | None]:
    return {row["code"]: row["denominator"] for row in indicator(report)["codes"]}


def test_reasons_are_told_where_they_are_many(cast: Cast) -> None:
    report = released(
        cast, REASONS, {("goals_met", None): (20, 20), ("moved", None): (0, 7), ("not_needed", None): (0, 9)}
    )

    assert by_code(report) == {"goals_met": 20, "moved": 7, "not_needed": 9}
    [party] = page_rows(content_of(report))
    [row] = party.clauses[0].indicators
    assert next((each.label, each.is_count) for each in row.codes) == ("Målen är nådda", True)


def test_a_small_reason_and_its_neighbour_are_hidden(cast: Cast) -> None:
    report = released(
        cast, REASONS, {("goals_met", None): (20, 20), ("moved", None): (0, 3), ("not_needed", None): (0, 9)}
    )

    assert by_code(report) == {"goals_met": 20, "moved": None, "not_needed": None}
    assert (indicator(report)["numerator"], indicator(report)["denominator"]) == (20, 32)


def test_paper_says_that_a_reason_is_hidden(cast: Cast) -> None:
    report = released(
        cast, REASONS, {("goals_met", None): (20, 20), ("moved", None): (0, 3), ("not_needed", None): (0, 9)}
    )

    [_units, by_reason] = parts_on_paper(content_of(report))

    assert [line[2] for line in by_reason["rows"]] == ["20", "Dold", "Dold"]


def test_no_reason_is_told_where_the_figure_is_hidden(cast: Cast) -> None:
    report = released(cast, REASONS, {("goals_met", None): (3, 3), ("not_needed", None): (0, 9)})

    assert indicator(report)["numerator"] is None
    assert by_code(report) == {}


def test_days_are_told_from_eleven_families(cast: Cast) -> None:
    report = released(cast, DAYS, {("", 12): (6, 6), ("", 30): (5, 5)})

    [whole] = [row for row in indicator(report)["parts"] if row["part"] == "provider"]
    assert (whole["median"], whole["ninetieth"]) == (12, None)
    rows = list(csv.DictReader(io.StringIO(write_details_csv(content_of(report)).decode())))
    assert [row["median_days"] for row in rows if row["kind"] == "provider"] == ["12"]
    assert [row["share"] for row in rows if row["kind"] in ("provider", "unit")] == ["", ""]
    [detail] = [row for row in json.loads(WRITERS["json"](content_of(report)))["details"] if row["kind"] == "provider"]
    assert detail["median_days"] == 12


def test_days_of_ten_families_are_not_told(cast: Cast) -> None:
    report = released(cast, DAYS, {("", 12): (6, 6), ("", 30): (4, 4)})

    assert {row.get("median") for row in indicator(report)["parts"]} == {None}


def test_each_principal_has_its_sum(cast: Cast) -> None:
    report = released(cast, REASONS, {("goals_met", None): (20, 20), ("moved", None): (0, 7)})

    [town] = indicator(report)["principals"]

    assert (town["principal"], town["numerator"], town["denominator"]) == ("Town", 20, 27)
    assert WRITERS["pdf"](content_of(report)).startswith(b"%PDF")
    assert WRITERS["xlsx"](content_of(report))
