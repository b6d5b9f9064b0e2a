"""A silent referral is never silent: back with the sender, and told to both managers, each once."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.roles import Role
from agreements.models import Clock
from agreements.working_days import Unit
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows import plain_calendar as plain
from tests.workflows.handover import Handover
from workflows.models import Deadline, Notice, Step, WorkItem
from workflows.services.clocks import run_clocks


def told(handover: Handover) -> Counter[tuple[str, str, str]]:
    with acting_as(handover.cast.nurse):
        notices = Notice.objects.filter(case=handover.case).select_related("to_unit")
        return Counter((each.kind, each.to_unit.name if each.to_unit else "", each.to_role) for each in notices)


def test_after_a_week_of_standstill_everything_that_was_due_comes_once(cast: Cast, as_worker: Acting) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)

    with as_worker():
        for _again in range(3):
            run_clocks(timezone.now() + timedelta(days=40))

    assert told(handover) == {
        ("remind", "Preschool", ""): 1,
        ("escalate", "Preschool", Role.UNIT_MANAGER): 1,
        ("silent", "Child health", ""): 1,
        ("escalate", "Child health", Role.UNIT_MANAGER): 1,
    }


def test_the_sender_gets_it_at_the_top_of_the_inbox_and_the_receiver_keeps_the_task(
    cast: Cast, as_worker: Acting
) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)

    with as_worker():
        run_clocks(timezone.now() + timedelta(days=9))

    with acting_as(cast.nurse):
        items = WorkItem.objects.filter(case=handover.case).order_by("step")
        assert [(each.step, each.unit_id) for each in items] == [
            (Step.ANSWER_REFERRAL, cast.teacher.unit_id),
            (Step.SILENT_REFERRAL, cast.nurse.unit_id),
        ]
    assert ("escalate", "Child health", Role.UNIT_MANAGER) not in told(handover)


def test_an_answer_ends_both_clocks(cast: Cast, as_worker: Acting) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    with as_worker():
        run_clocks(timezone.now() + timedelta(days=9))

    handover.answer("accepted", cast.teacher)  # type: ignore[arg-type]

    with acting_as(cast.nurse):
        running = Deadline.objects.filter(case=handover.case, closed_at=None)
        assert [each.step for each in running] == [Step.CONTACT_FAMILY]
        assert not WorkItem.objects.filter(case=handover.case, step=Step.SILENT_REFERRAL).exists()


@pytest.mark.parametrize(
    ("answer_by", "length", "unit", "back_by"),
    [
        # Summer time begins on 29 March and ends on 25 October.
        (date(2026, 3, 20), 10, Unit.CALENDAR_DAYS, date(2026, 3, 30)),
        (date(2026, 10, 19), 10, Unit.CALENDAR_DAYS, date(2026, 10, 29)),
        # Good Friday and Easter Monday do not count; a month may be shorter.
        (date(2026, 4, 1), 3, Unit.WORKING_DAYS, date(2026, 4, 8)),
        (date(2025, 12, 31), 2, Unit.CALENDAR_MONTHS, date(2026, 2, 28)),
        (date(2026, 3, 20), 0, Unit.CALENDAR_DAYS, date(2026, 3, 20)),
    ],
)
def test_the_senders_clock_counts_as_all_others_from_the_last_day_in_time(
    cast: Cast, as_worker: Acting, answer_by: date, length: int, unit: Unit, back_by: date
) -> None:
    with act_as(None, reason="test"):
        Clock.objects.filter(key="referral_silence").update(length=length, unit=unit)
    handover = Handover(cast).to_waiting(cast.teacher)
    with acting_as(cast.nurse):
        late = plain.midnight(answer_by + timedelta(days=1))
        Deadline.objects.filter(case=handover.case, closed_at=None).update(due_at=late, remind_at=late)

    with as_worker():
        run_clocks(timezone.now())

    with acting_as(cast.nurse):
        back = Deadline.objects.get(case=handover.case, step=Step.SILENT_REFERRAL)
    assert back.due_at == plain.midnight(back_by + timedelta(days=1))
