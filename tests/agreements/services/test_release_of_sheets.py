"""What parents answered, released by each provider and shown in the report: suppressed, summed, in page and files."""

import csv
import io
import json

import pytest
from django.db import transaction

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.user import add_user, assign
from agreements.errors.agreement import NotYours, PeriodNotOver
from agreements.models import Report, Round, RuleSet
from agreements.reports.build import content_of
from agreements.reports.files import WRITERS, write_details_csv
from agreements.reports.release import PROVIDER
from agreements.reports.sheet_page import sheet_page
from agreements.services.report import draft_round_report, release_counts
from agreements.services.round import close_collecting
from agreements.services.round_sheet import enter_sheet
from tests.agreements.agreement import grant, in_force, make_agreement, region, town
from tests.agreements.rounds import begin_round
from tests.cast import LONG_AGO, Cast, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule_set(cast: Cast) -> RuleSet:
    rule_set = make_agreement(town(cast), region(cast))
    in_force(rule_set, of_cases="meeting_in_time")
    grant(cast.coordinator, "coordinate_agreement", rule_set)
    return rule_set


@pytest.fixture
def parents(rule_set: RuleSet, cast: Cast) -> Round:
    return begin_round(rule_set, cast.coordinator, slug="parents-2012")


def answered(round_: Round, by: Assignment, **given: int) -> None:
    """So many sheets of the unit per answer to whether they are worried."""
    for code, number in given.items():
        for _each in range(number):
            with acting_as(by):
                enter_sheet(round_=round_, unit=by.unit, answers={"worried": code}, by=by)


def head_of(unit_of: Assignment) -> Assignment:
    with act_as(None, reason="test"):
        user = add_user(email=f"head{unit_of.pk}@example.test", full_name="Head Test", password=None, by=None)
        return assign(user=user, unit=unit_of.unit, role=Role.UNIT_MANAGER, valid_from=LONG_AGO, by=None)


def report_of(round_: Round, cast: Cast) -> Report:
    with acting_as(cast.coordinator):
        round_ = close_collecting(round_=round_, by=cast.coordinator)
        return draft_round_report(round_=round_, by=cast.coordinator)


def release(report: Report, by: Assignment) -> None:
    provider = by.unit.provider
    if provider.is_authority:
        grant(by, "release_counts", report.rule_set.parties.get(principal=provider.principal_id))
    with acting_as(by):
        release_counts(report=report, provider=provider, by=by)


def worried(report: Report) -> dict[tuple[str, str], int | None]:
    """(unit or provider's own name, answer) → number."""
    sheets = content_of(report)["sheets"]
    [question] = [each for each in sheets["questions"] if each["key"] == "worried"]
    parts = {(each["name"] or each["provider"], each["option"]): each["number"] for each in question["parts"]}
    return parts | {("together", each["option"]): each["number"] for each in question["together"]}


def test_released_answers_are_shown_per_unit_and_together(parents: Round, cast: Cast) -> None:
    answered(parents, cast.counsellor, yes=8, no=6)
    answered(parents, cast.teacher, yes=7, no=9)
    report = report_of(parents, cast)

    release(report, head_of(cast.counsellor))
    release(report, head_of(cast.teacher))

    shown = worried(report)
    assert (shown["Addiction", "yes"], shown["Addiction", "no"], shown["School board", "no"]) == (8, 6, 9)
    assert (shown["together", "yes"], shown["together", "no"], shown["together", "unknown"]) == (15, 15, 0)
    assert content_of(report)["sheets"]["sheets"] == {"number": 30, "providers_shown": 2, "providers_released": 2}


def test_small_answers_and_what_would_tell_them_are_hidden_in_page_and_file(parents: Round, cast: Cast) -> None:
    answered(parents, cast.counsellor, yes=2, no=11)
    report = report_of(parents, cast)
    release(report, head_of(cast.counsellor))

    content = content_of(report)
    page = sheet_page(content)
    rows = list(csv.DictReader(io.StringIO(write_details_csv(content).decode())))

    assert worried(report)["Addiction", "yes"] is None
    assert worried(report)["Addiction", "no"] is None
    assert page is not None
    [table] = [each for each in page.tables if "orolig" in each.heading]
    assert [row.numbers[:2] for row in table.rows] == [[None, None], [None, None]]
    asked = [row for row in rows if row["question"] == "worried" and row["answer"] in ("yes", "no")]
    assert {row["number"] for row in asked} == {""}
    assert {row["suppressed"] for row in asked} == {"True"}
    assert json.loads(WRITERS["json"](content))["answers"]
    assert WRITERS["pdf"](content).startswith(b"%PDF")
    assert WRITERS["xlsx"](content)


def test_a_unit_with_four_sheets_shows_nothing(parents: Round, cast: Cast) -> None:
    answered(parents, cast.counsellor, no=4)
    report = report_of(parents, cast)

    release(report, head_of(cast.counsellor))

    sheets = content_of(report)["sheets"]
    assert {each["number"] for each in sheets["parts"]} == {None}
    assert not any(each["parts"] for each in sheets["questions"])


def test_another_provider_and_the_leader_release_nothing_of_it(parents: Round, cast: Cast) -> None:
    answered(parents, cast.counsellor, yes=8, no=6)
    report = report_of(parents, cast)

    release(report, head_of(cast.teacher))

    assert content_of(report)["sheets"]["parts"] == []
    for by in (cast.coordinator, cast.counsellor, cast.auditor):
        with pytest.raises(NotYours), acting_as(by):
            release_counts(report=report, provider=by.unit.provider, by=by)


def test_nothing_is_released_while_sheets_come_in(parents: Round, cast: Cast) -> None:
    answered(parents, cast.counsellor, yes=8)
    with acting_as(cast.coordinator):
        report = draft_round_report(round_=parents, by=cast.coordinator)

    with pytest.raises(PeriodNotOver), transaction.atomic():
        release(report, head_of(cast.counsellor))


def test_a_review_of_records_is_suppressed_alike(rule_set: RuleSet, cast: Cast) -> None:
    records = begin_round(rule_set, cast.coordinator, slug="record-review")
    for code, number in (("yes", 12), ("no", 3)):
        for _each in range(number):
            with acting_as(cast.counsellor):
                answers = {"children_documented": code}
                enter_sheet(round_=records, unit=cast.counsellor.unit, answers=answers, by=cast.counsellor)
    report = report_of(records, cast)

    release(report, head_of(cast.counsellor))

    sheets = content_of(report)["sheets"]
    assert sheets["kind"] == "record_review"
    [question] = [each for each in sheets["questions"] if each["key"] == "children_documented"]
    numbers = {(each["part"] == PROVIDER, each["option"]): each["number"] for each in question["parts"]}
    assert numbers[True, "no"] is None
    assert numbers[True, "yes"] is None
