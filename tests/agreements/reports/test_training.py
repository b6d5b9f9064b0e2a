"""Joint training in a report: its row, the year before, what is behind it, and what was recorded after adoption."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accounts.acting import act_as
from agreements.indicators.definition import Source
from agreements.models import Clause, Report
from agreements.reports.behind import behind
from agreements.reports.build import build_content
from agreements.reports.compare import Why, compare_report
from agreements.services.clause import IndicatorFacts, add_clause, add_indicator
from agreements.services.report import adopt_report, assess_clause, draft_period_report
from agreements.services.version import put_in_force
from tests.agreements.agreement import facts, grant
from tests.agreements.arenas import NURSE, Meeting, make_meeting
from tests.cast import Cast, acting_as

LAST_YEAR = timezone.localdate().year - 1
FIRST, LAST = date(LAST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """With a version in force all last year whose clause is measured by joint training."""
    found = make_meeting(cast)
    version = found.rule_set.versions.get()
    with act_as(None, reason="test"):
        version.is_draft = True
        version.save()
        clause = add_clause(version=version, facts=facts("T1"), by=None)
        for key in ("training_days_joint", "units_in_joint_training"):
            add_indicator(clause=clause, facts=IndicatorFacts(key), by=None)
        put_in_force(version=version, by=None)
    grant(found.leader, "adopt_report", found.rule_set)
    return found


def ago(day: date) -> int:
    return (timezone.localdate() - day).days


def report_of(meeting: Meeting) -> Report:
    with acting_as(meeting.leader):
        return draft_period_report(rule_set=meeting.rule_set, first_day=FIRST, last_day=LAST, by=meeting.leader)


def row(report: Report, key: str) -> dict[str, Any]:
    rows = [each for clause in build_content(report)["clauses"] for each in clause["indicators"]]
    return next(each for each in rows if each["id"] == key)


def test_report_counts_days_and_units_and_hides_nothing(meeting: Meeting) -> None:
    meeting.train_both(ago=ago(date(LAST_YEAR, 3, 1)))
    meeting.train((meeting.cast.worker.unit, NURSE, 1), ago=ago(date(LAST_YEAR, 4, 1)))
    meeting.train_both(ago=ago(date(LAST_YEAR - 1, 12, 31)))
    report = report_of(meeting)

    days, units = row(report, "training_days_joint"), row(report, "units_in_joint_training")

    assert (days["numerator"], days["denominator"], days["counted"]) == (1, 2, "training_days")
    assert (units["numerator"], units["denominator"], units["share"]) == (2, 3, 0.6667)
    assert (units["source"], units["suppressed"], units["parts"]) == (Source.RECORDS.value, False, [])
    assert (days["previous"]["numerator"], days["previous"]["denominator"]) == (1, 1)
    assert (days["trend"], units["trend"]) == ("down", "same")


def test_behind_the_figures_stand_units_and_days(meeting: Meeting) -> None:
    meeting.train_both(ago=ago(date(LAST_YEAR, 3, 1)))
    meeting.train((meeting.cast.worker.unit, NURSE, 1), ago=ago(date(LAST_YEAR, 4, 1)))
    report = report_of(meeting)

    units, days = behind(report, "units_in_joint_training"), behind(report, "training_days_joint")

    assert [each.names for each in units] == [("Child health", "Preschool"), ("Families",)]
    assert [each.names for each in days] == [(f"{LAST_YEAR}-03-01 Attachment",), (f"{LAST_YEAR}-04-01 Attachment",)]


def test_a_day_recorded_after_adoption_is_told_and_changes_nothing(meeting: Meeting) -> None:
    meeting.train_both(ago=ago(date(LAST_YEAR, 3, 1)))
    report, by = report_of(meeting), meeting.leader
    with acting_as(by):
        for clause in Clause.objects.filter(version=report.version):
            assess_clause(report=report, clause=clause, level="met", why="Seen", by=by)  # type: ignore[arg-type]
        adopted = adopt_report(report=report, by=by, is_signed_in_anew=True)
    assert compare_report(adopted, by=by) == []

    meeting.train((meeting.cast.worker.unit, NURSE, 1), ago=ago(date(LAST_YEAR, 5, 1)))

    [late] = compare_report(adopted, by=by)
    assert (late.indicator, late.name, late.adopted, late.now, late.why) == (
        *("training_days_joint", "denominator", 1, 2),
        Why.LATE,
    )
