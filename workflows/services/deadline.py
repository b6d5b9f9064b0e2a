"""Stopping and moving a running clock. Only a person does, and it is kept who."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from agreements.models import Clock
from workflows.models import Deadline, DeadlineMove, DeadlinePause, PauseReason, Task, WorkItem
from workflows.models.step import NEVER_PAUSED
from workflows.nodes.clock import due_after_pauses, due_by, set_due, start_of, wakes_at
from workflows.services.errors import NotPausable, NotPaused
from workflows.services.task import locked_task


@act
def pause_deadline(
    *,
    task: Task,
    until: date,
    reason: PauseReason,
    by: Assignment,
    do: Callable[[], object] | None = None,
) -> Deadline:
    """The task stays open, but its clock stands still to the beginning of `until`; then it runs on by itself.

    `do` is an act of truth done together with it (the family's "later"). A pause that still runs is ended first.
    Raises ValueError for a day that is not ahead, NotPausable where the clock never stands still, and what locked_task
    raises.
    """
    now = timezone.now()
    if start_of(until) <= now:
        raise ValueError("A pause ends on a day ahead")
    if task.step in NEVER_PAUSED:
        raise NotPausable
    with locked_task(task, by) as current:
        if do is not None:
            do()
        deadline = _running(current)
        _end_pause(deadline, now, by)
        case, unit = deadline.whose
        DeadlinePause(
            deadline=deadline,
            case_id=case,
            unit=unit,
            begun_at=now,
            ends_at=start_of(until),
            reason=reason,
            paused_by=by,
        ).save(force_insert=True)
        return _recount(deadline, paused_until=start_of(until), reason=reason)


@act
def resume_deadline(*, task: Task, by: Assignment) -> Deadline:
    """The clock runs again from now. Raises NotPaused, and what locked_task raises."""
    now = timezone.now()
    with locked_task(task, by) as current:
        deadline = _running(current)
        if not _end_pause(deadline, now, by):
            raise NotPaused
        return _recount(deadline)


@act
def move_deadline(*, task: Task, clock: Clock, by: Assignment, on: date | None = None) -> Deadline:
    """The task's deadline follows `clock`, a newer version of its own, from when it started; or `on`, an agreed day.

    Raises ValueError for another clock, and what locked_task raises.
    """
    with locked_task(task, by) as current:
        deadline = _running(current)
        if clock.key != deadline.clock_key:
            raise ValueError(f"{clock.key} is not the clock of {deadline.step}")
        before, clock_before = deadline.due_at, deadline.clock
        deadline.clock = clock
        deadline.first_due_at = due_by(clock, deadline.started_at, on)
        _recount(deadline, paused_until=deadline.paused_until)
        case, unit = deadline.whose
        DeadlineMove(
            deadline=deadline,
            case_id=case,
            unit=unit,
            from_due_at=before,
            to_due_at=deadline.due_at,
            from_clock=clock_before,
            to_clock=clock,
            moved_by=by,
        ).save(force_insert=True)
        return deadline


def _running(task: Task) -> Deadline:
    return Deadline.objects.select_related("clock", "unit").get(task=task, unit=task.unit_id, closed_at=None)


def _end_pause(deadline: Deadline, now: datetime, by: Assignment) -> bool:
    running = DeadlinePause.objects.filter(deadline=deadline, begun_at__lte=now, ends_at__gt=now)
    return bool(running.update(ends_at=now, ended_by=by))


def _recount(deadline: Deadline, *, paused_until: datetime | None = None, reason: str | None = None) -> Deadline:
    pauses = DeadlinePause.objects.filter(deadline=deadline).values_list("begun_at", "ends_at")
    set_due(deadline, due_after_pauses(deadline, pauses))
    deadline.paused_until = paused_until
    deadline.save()
    shown: dict[str, object] = {"due_at": deadline.due_at, "near_at": deadline.near_at}
    if paused_until is None or reason is not None:
        shown |= {"paused_until": paused_until, "pause_reason": reason or ""}
    items = WorkItem.objects.filter(task=deadline.task)
    items.update(**shown)
    opens_at = wakes_at(deadline)
    items.filter(opens_at__isnull=False).update(opens_at=opens_at, is_open=opens_at <= timezone.now())
    return deadline
