"""A person stops and moves a clock; a new version of it by itself moves nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.acting import act_as
from agreements.models import Clock
from agreements.services.clock import change_clock
from agreements.working_days import Unit
from tests.cast import Cast, acting_as
from tests.conftest import IS_LONG, Acting
from tests.workflows import plain_calendar as plain
from tests.workflows.plan import Plan
from workflows.demo.clock import moved_to
from workflows.models import Deadline, DeadlineMove, DeadlinePause, PauseReason, Task, WorkItem
from workflows.services.clocks import run_clocks
from workflows.services.deadline import move_deadline, pause_deadline, resume_deadline
from workflows.services.errors import NotPaused


def first_task(plan: Plan) -> Task:
    [task] = plan.open_tasks()
    return task


def pause(plan: Plan, days: int) -> Deadline:
    return pause_deadline(
        task=first_task(plan),
        until=timezone.localdate() + timedelta(days=days),
        reason=PauseReason.FAMILY_THINKS,
        by=plan.cast.worker,
    )


def running(plan: Plan) -> tuple[Deadline, WorkItem]:
    with acting_as(plan.cast.worker):
        return Deadline.objects.get(case=plan.case, closed_at=None), WorkItem.objects.get(case=plan.case)


def longer_clock(days: int) -> Clock:
    with act_as(None, reason="test"):
        return change_clock(
            key="obtain_consent",
            length=days,
            unit=Unit.CALENDAR_DAYS,
            source="test",
            certainty=Clock.Certainty.LOCAL_ROUTINE,
            valid_from=date(2026, 1, 1),
            by=None,
        )


def test_pause_moves_the_due_day_by_the_days_it_stands_still(plan: Plan) -> None:
    before, _item = running(plan)

    pause(plan, 10)

    deadline, item = running(plan)
    assert deadline.due_at.date() - before.due_at.date() == timedelta(days=10)
    assert (item.due_at, item.pause_reason) == (deadline.due_at, "family_thinks")
    assert item.is_paused(timezone.now())


def test_pause_keeps_the_task_open_and_tells_nobody_while_it_lasts(plan: Plan, as_worker: Acting) -> None:
    pause(plan, 10)
    with acting_as(plan.cast.worker):
        Deadline.objects.update(remind_at=timezone.now(), due_at=timezone.now())

    with as_worker():
        ticked = run_clocks(timezone.now() + timedelta(days=5))

    assert (ticked.reminded, ticked.escalated) == (0, 0)
    assert plan.open_steps() == ["obtain_consent"]


def test_pause_ends_by_itself(plan: Plan) -> None:
    pause(plan, 10)

    _deadline, item = running(plan)

    assert not item.is_paused(timezone.now() + timedelta(days=11))


def test_resume_the_same_day_gives_the_first_due_day_back(plan: Plan) -> None:
    before, _item = running(plan)
    pause(plan, 10)

    resume_deadline(task=first_task(plan), by=plan.cast.worker)

    deadline, item = running(plan)
    assert (deadline.due_at, deadline.paused_until) == (before.due_at, None)
    assert (item.paused_until, item.pause_reason) == (None, "")


def test_second_pause_takes_the_first_ones_place(plan: Plan) -> None:
    before, _item = running(plan)
    pause(plan, 10)

    pause(plan, 4)

    deadline, _item = running(plan)
    assert deadline.due_at.date() - before.due_at.date() == timedelta(days=4)
    with acting_as(plan.cast.worker):
        assert DeadlinePause.objects.filter(deadline=deadline, ended_by=plan.cast.worker).count() == 1


def test_resume_what_runs_is_refused(plan: Plan) -> None:
    with pytest.raises(NotPaused), transaction.atomic():
        resume_deadline(task=first_task(plan), by=plan.cast.worker)


def test_pause_that_ends_today_is_a_mistake(plan: Plan) -> None:
    with pytest.raises(ValueError, match="day ahead"), transaction.atomic():
        pause(plan, 0)


def test_new_version_of_the_clock_moves_no_running_deadline(plan: Plan) -> None:
    before, _item = running(plan)

    longer_clock(30)

    assert running(plan)[0].due_at == before.due_at


def test_move_deadline_follows_the_new_version_and_keeps_who_did_it(plan: Plan) -> None:
    before, _item = running(plan)
    clock = longer_clock(30)

    move_deadline(task=first_task(plan), clock=clock, by=plan.cast.worker)

    deadline, item = running(plan)
    assert deadline.due_at.date() - before.due_at.date() == timedelta(days=23)
    assert item.due_at == deadline.due_at
    with acting_as(plan.cast.worker):
        move = DeadlineMove.objects.get(deadline=deadline)
        assert (move.from_due_at, move.to_clock, move.moved_by) == (before.due_at, clock, plan.cast.worker)


@dataclass
class Act:
    """So many days and hours after the act before: stop until so many days ahead, run again, or another length."""

    days: int
    hours: int
    what: str
    number: int
    unit: str


acts = st.builds(
    Act,
    days=st.integers(0, 12),
    hours=st.integers(0, 23),
    what=st.sampled_from(["pause", "pause", "resume", "move"]),
    number=st.integers(1, 20),
    unit=st.sampled_from(Unit.values),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100 if IS_LONG else 6)
@given(st.dates(date(2025, 9, 1), date(2026, 8, 1)), st.lists(acts, max_size=5))
def test_what_people_do_to_a_clock_leaves_the_day_that_the_reference_walks_to(
    cast: Cast, began: date, done: list[Act]
) -> None:
    now = started = plain.midnight(began) + timedelta(hours=8)
    pauses: list[tuple[datetime, datetime]] = []
    with transaction.atomic():
        with moved_to(started):
            plan = Plan(cast)
        length, unit = 7, str(Unit.CALENDAR_DAYS)
        for act in done:
            now += timedelta(days=act.days, hours=act.hours)
            with moved_to(now):
                stopped = act_on(plan, act, now, pauses)
            if act.what == "move":
                length, unit = act.number, act.unit
            elif act.what == "resume" or stopped:
                pauses = [(begun, min(ended, now)) for begun, ended in pauses]
            pauses += stopped

        deadline, item = running(plan)
        last = plain.held(plain.last_day(began, length, unit), pauses, unit, roll=False)
        assert deadline.due_at == item.due_at == plain.midnight(last + timedelta(days=1))
        assert item.near_at == deadline.near_at == plain.midnight(last - timedelta(days=deadline.clock.near_days))
        assert item.is_paused(now) == any(begun <= now < ended for begun, ended in pauses)
        transaction.set_rollback(True)


def act_on(
    plan: Plan, act: Act, now: datetime, pauses: list[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """Does it, and returns the pause it made."""
    by, task = plan.cast.worker, first_task(plan)
    if act.what == "pause":
        until = plain.local_day(now) + timedelta(days=act.number)
        pause_deadline(task=task, until=until, reason=PauseReason.FAMILY_THINKS, by=by)
        return [(now, plain.midnight(until))]
    if act.what == "move":
        Clock.objects.filter(key="obtain_consent").update(length=act.number, unit=act.unit)
        move_deadline(task=task, clock=Clock.objects.get(key="obtain_consent"), by=by)
    elif any(begun <= now < ended for begun, ended in pauses):
        resume_deadline(task=task, by=by)
    return []
