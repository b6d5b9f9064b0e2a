"""The clocks of a report of concern against dates, and who receives it at which hour (SoL 19:6 and 20:1–3)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from agreements.working_days import STOCKHOLM
from cases.errors import CaseError
from cases.models import Case, IntakeDecision, ReportReceipt
from tests.cast import Cast, acting_as
from tests.workflows.concern import Code, Reported, other_town, receiving
from workflows.demo.clock import moved_to
from workflows.models import Deadline, DeadlineMove, Step
from workflows.models.work_item import last_day
from workflows.selectors.receivers import receivers
from workflows.services.concern import extend_time, hand_on, request_feedback

NOON = time(12)


def at(day: str, clock: time = NOON) -> datetime:
    return datetime.combine(date.fromisoformat(day), clock, STOCKHOLM)


@pytest.fixture
def reported(cast: Cast) -> Reported:
    """Reported on 30 January 2026 at noon."""
    with moved_to(at("2026-01-30")):
        return Reported(cast)


def due(reported: Reported, step: Step) -> tuple[str, date]:
    """The clock that runs for the step, and the last day that is in time."""
    with acting_as(reported.cast.worker):
        row = Deadline.objects.get(case=reported.intake, step=step, closed_at=None)
        return row.clock_key, last_day(row.due_at)


def test_protection_is_assessed_by_the_local_routines_day(reported: Reported) -> None:
    assert due(reported, Step.ASSESS_PROTECTION) == ("protection_assessment_local", date(2026, 1, 31))


def test_fourteen_days_count_from_the_report_and_run_before_the_step_opens(reported: Reported) -> None:
    before = due(reported, Step.DECIDE_OPENING)

    with moved_to(at("2026-02-05")):
        reported.assess()

    assert before == due(reported, Step.DECIDE_OPENING) == ("preliminary_assessment", date(2026, 2, 13))


def test_four_months_count_from_the_opening_to_the_same_number_or_the_months_last(reported: Reported) -> None:
    with moved_to(at("2026-01-31")):
        reported.assess().decide()

    assert due(reported, Step.INVESTIGATE) == ("child_investigation", date(2026, 5, 31))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2026-02-01", ("reporter_feedback", date(2026, 2, 10))),
        ("2026-02-08", ("reporter_feedback", date(2026, 2, 10))),
        ("2026-02-10", ("reporter_feedback", date(2026, 2, 10))),
        ("2026-02-11", ("reporter_feedback_late", date(2026, 2, 11))),
        ("2026-09-01", ("reporter_feedback_late", date(2026, 9, 1))),
    ],
)
def test_answer_comes_within_a_week_of_the_decision_or_at_once(
    reported: Reported, asked: str, expected: tuple[str, date]
) -> None:
    """Decided on 3 February; asked before it, within the week, on its last day, the day after, months later."""
    with moved_to(at("2026-02-01", time(11))):
        reported.assess()
        if asked == "2026-02-01":
            reported.ask()
    with moved_to(at("2026-02-03")):
        reported.decide()
    if asked != "2026-02-01":
        with moved_to(at(asked)):
            reported.ask()

    assert due(reported, Step.ANSWER_REPORTER) == expected


def test_answer_is_at_once_where_an_investigation_was_running(reported: Reported) -> None:
    with moved_to(at("2026-02-02")):
        reported.assess()
        reported.ask()
    with moved_to(at("2026-02-03")):
        reported.decide(Code.ALREADY_RUNNING)

    assert due(reported, Step.ANSWER_REPORTER) == ("reporter_feedback_late", date(2026, 2, 3))


def test_answer_is_given_years_later(reported: Reported) -> None:
    with moved_to(at("2026-02-03")):
        reported.assess().decide(Code.NOT_OPENED)

    with moved_to(at("2026-11-20")):
        request_feedback(report=reported.report, by=reported.cast.teacher)
        reported.answer()

    with acting_as(reported.cast.teacher):
        assert ReportReceipt.objects.get(report=reported.report).answer == "not_opened"


def test_longer_time_is_a_definite_day_with_its_own_reason(reported: Reported) -> None:
    reported.assess()
    until = timezone.localdate() + timedelta(days=10)
    task = reported.open(Step.DECIDE_OPENING)
    assert task is not None

    with acting_as(reported.cast.worker):
        extend_time(task=task, until=until, text="Nobody reaches the family", by=reported.cast.worker)

    assert due(reported, Step.DECIDE_OPENING) == ("preliminary_assessment", until)
    with acting_as(reported.cast.worker):
        assert DeadlineMove.objects.filter(case=reported.intake).count() == 1
        code = IntakeDecision.objects.values_list("code", flat=True).get(case=reported.intake, kind="extension")
    assert code == "synnerliga_skal"


def test_investigation_gets_longer_time_for_special_reasons(cast: Cast) -> None:
    reported = Reported(cast).assess().decide()
    until = timezone.localdate() + timedelta(days=200)
    task = reported.open(Step.INVESTIGATE)
    assert task is not None

    with acting_as(cast.worker):
        extend_time(task=task, until=until, text="The report of the experts is late", by=cast.worker)
        code = IntakeDecision.objects.values_list("code", flat=True).get(case=reported.intake, kind="extension")

    assert code == "sarskilda_skal"
    assert due(reported, Step.INVESTIGATE) == ("child_investigation", until)


def test_protection_gets_no_longer_time(cast: Cast) -> None:
    reported = Reported(cast)
    task = reported.open(Step.ASSESS_PROTECTION)
    assert task is not None

    with pytest.raises(CaseError), acting_as(cast.worker):
        extend_time(task=task, until=timezone.localdate() + timedelta(days=9), text="-", by=cast.worker)


def test_longer_time_is_no_earlier_day(cast: Cast) -> None:
    reported = Reported(cast).assess()
    task = reported.open(Step.DECIDE_OPENING)
    assert task is not None

    with pytest.raises(CaseError), acting_as(cast.worker):
        extend_time(task=task, until=timezone.localdate() + timedelta(days=3), text="-", by=cast.worker)


def test_another_municipality_counts_from_when_it_is_handed_on(reported: Reported) -> None:
    other = other_town()

    with moved_to(at("2026-02-05")):
        hand_on(case=reported.intake, to=other.unit, text="They live there", by=reported.cast.worker)

    with acting_as(other):
        rows = dict(Deadline.objects.filter(unit=other.unit).values_list("step", "due_at"))
    assert last_day(rows[Step.DECIDE_OPENING]) == date(2026, 2, 19)


def test_another_unit_of_the_municipality_goes_on_counting(reported: Reported) -> None:
    day_unit = receiving(reported.cast.neighbour.unit, service="social_children")

    with moved_to(at("2026-02-05")):
        hand_on(case=reported.intake, to=day_unit, text="By day", by=reported.cast.worker)

    with acting_as(reported.cast.neighbour):
        rows = dict(Deadline.objects.filter(unit=day_unit).values_list("step", "due_at"))
    assert last_day(rows[Step.DECIDE_OPENING]) == date(2026, 2, 13)


@pytest.mark.parametrize(
    ("moment", "receiver"),
    [
        (at("2026-11-20", time(8)), "Families"),
        (at("2026-11-20", time(16, 29)), "Families"),
        (at("2026-11-20", time(16, 30)), "Adults"),
        (at("2026-11-20", time(7, 59)), "Adults"),
        (at("2026-11-21"), "Adults"),
        # Midsummer's Eve, a Friday that equals a holiday (lag 1930:173).
        (at("2026-06-19"), "Adults"),
        # Summer time ends in the night before: the hours are those of the clock on the wall.
        (at("2026-10-26", time(8)), "Families"),
    ],
)
def test_report_goes_to_who_is_on_call_outside_office_hours(cast: Cast, moment: datetime, receiver: str) -> None:
    receiving(cast.worker.unit, office_from=time(8), office_to=time(16, 30))
    receiving(cast.neighbour.unit, service="social_children", answers_out_of_hours=True)

    [found] = receivers()

    assert found.at(moment).name == receiver


def test_report_waits_with_the_unit_by_day_where_nobody_is_on_call(cast: Cast) -> None:
    receiving(cast.worker.unit, office_from=time(8), office_to=time(16, 30))

    [found] = receivers()

    assert found.at(at("2026-11-21")).name == "Families"


def test_case_is_opened_when_the_report_came_in(reported: Reported) -> None:
    with acting_as(reported.cast.worker):
        opened = Case.objects.get(pk=reported.intake.pk).opened_at

    assert timezone.localdate(opened) == date(2026, 1, 30)
