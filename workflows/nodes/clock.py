"""Deadlines as the flows start, move and end them. Built here, so that nodes and services build them alike."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from agreements.models import Clock
from agreements.selectors.clock import Holding
from agreements.working_days import STOCKHOLM, Due, Pause, add_length, extend_for_pauses
from workflows.models import Deadline, Process, Task, WorkItem
from workflows.models.work_item import last_day


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, STOCKHOLM)


def due_by(clock: Clock, started_at: datetime, on: date | None = None) -> datetime:
    """The moment from which it is late: after the length of `clock`, or after the day `on` where that is agreed."""
    if on is not None:
        return start_of(on + timedelta(days=1))
    return add_length(started_at, clock.length, clock.unit, roll_forward=clock.roll_forward).at


def shortest(holding: Sequence[Holding], unit: int, started_at: datetime, on: date | None = None) -> Clock:
    """Of the clocks that count for `unit`, the one that is due first; where two are, what holds for everybody."""
    counting = [each.clock for each in holding if each.unit in (None, unit)]
    return min(counting, key=lambda clock: (due_by(clock, started_at, on), clock.is_agreed, clock.pk))


def build_deadline(clock: Clock, started_at: datetime, on: date | None = None, **whose: Any) -> Deadline:
    """A deadline not yet saved; `whose` is its step, case, unit and task."""
    deadline = Deadline(clock=clock, clock_key=clock.key, started_at=started_at, **whose)
    deadline.first_due_at = due_by(clock, started_at, on)
    set_due(deadline, deadline.first_due_at)
    return deadline


def wakes_at(deadline: Deadline) -> datetime:
    """When sleeping work shows: as its last day begins."""
    return start_of(last_day(deadline.due_at))


def set_due(deadline: Deadline, due_at: datetime) -> None:
    """Moves what hangs on the due moment with it. An act already done is done again only if its time comes anew.

    Near and reminder begin with a local day, so many before the last one in time.
    """
    now, clock, last = timezone.now(), deadline.clock, last_day(due_at)
    deadline.due_at = due_at
    deadline.near_at = start_of(last - timedelta(days=clock.near_days))
    deadline.remind_at = start_of(last - timedelta(days=clock.remind_before_days))
    if deadline.remind_at > now:
        deadline.reminded_at = None
    if due_at > now:
        deadline.escalated_at = None


def due_after_pauses(deadline: Deadline, pauses: Iterable[tuple[datetime, datetime]]) -> datetime:
    """`first_due_at` moved by the time the clock stood still, begun and ended moments given."""
    return _extended(deadline.clock, deadline.first_due_at, pauses)


def due_under(clock: Clock, deadline: Deadline, pauses: Iterable[tuple[datetime, datetime]]) -> datetime:
    """When the running deadline would be due if it followed `clock`, another version of its own."""
    return _extended(clock, due_by(clock, deadline.started_at), pauses)


def _extended(clock: Clock, first: datetime, pauses: Iterable[tuple[datetime, datetime]]) -> datetime:
    due = Due(last_day(first), first)
    stood = [Pause(begun, ended) for begun, ended in pauses]
    return extend_for_pauses(due, stood, unit=clock.unit, roll_forward=clock.roll_forward).at


def settle_task(task: Task, at: datetime) -> None:
    """A task that ended waits in no inbox and has no clock any more."""
    WorkItem.objects.filter(task=task).delete()
    Deadline.objects.filter(task=task, closed_at=None).update(closed_at=at)


def release_clock(task: Task) -> None:
    """The clock runs on without its task, which is to be opened anew and takes it over again."""
    Deadline.objects.filter(task=task, closed_at=None).update(task=None)


def settle_process(process: Process, at: datetime) -> None:
    """No clock of the process runs any more, one that ran ahead of its task neither, nor does any work wait.

    Another flow in the same case, as the answer to a reporter, goes on.
    """
    WorkItem.objects.filter(case_id=process.case_id, task__process=process).delete()
    running = Deadline.objects.filter(Q(task=None) | Q(task__process=process), case_id=process.case_id, closed_at=None)
    running.update(closed_at=at)
