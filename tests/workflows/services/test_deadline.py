"""A person stops and moves a clock; a new version of it by itself moves nothing."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.acting import act_as
from agreements.models import Clock
from agreements.services.clock import change_clock
from agreements.working_days import Unit
from tests.cast import acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan
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
