"""The deadline of a task that opens, and its place in an inbox."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from viewflow.workflow.activation import Activation

from accounts.acting import acting
from accounts.models import Assignment
from agreements.selectors.clock import clocks_holding
from workflows.models import Deadline, DeadlinePause, Task, WorkItem
from workflows.models.step import WITHDRAWN
from workflows.nodes.clock import build_deadline, shortest, wakes_at

if TYPE_CHECKING:
    from workflows.nodes.human import HumanTask


def open_work(node: "HumanTask", previous: Activation, tasks: list[Task]) -> None:
    """Deadlines and work items of `tasks`, all of one node; and the clock of a later task, if this starts it."""
    now = timezone.now()
    deadlines = _adopted(node, tasks) if node.clock_runs_before else []
    if not deadlines:
        deadlines = _new_deadlines(node, previous, tasks, now)
    carriers = _carriers(tasks)
    WorkItem.objects.bulk_create(
        _work_item(node, deadline, carriers.get(deadline.unit_id or 0), now) for deadline in deadlines
    )
    if node.starts_clock_of is not None:
        _start_ahead(node.starts_clock_of, previous, now)


def _new_deadlines(node: "HumanTask", previous: Activation, tasks: list[Task], now: datetime) -> list[Deadline]:
    holding = clocks_holding(node.clock_for(previous), timezone.localdate(now), previous.process.case_id)
    on, since = node.due_on(previous), node.starts_at(previous, now)
    back = _way_back(node, previous, now)
    return Deadline.objects.bulk_create(
        build_deadline(
            shortest(holding, task.unit_id, since, on),
            since,
            on,
            step=node.name,
            case_id=task.case_id,
            unit_id=task.unit_id,
            task=task,
            **back,
        )
        for task in tasks
    )


def _way_back(node: "HumanTask", previous: Activation, now: datetime) -> dict[str, Any]:
    unit = node.returns_to(previous)
    if unit is None:
        return {}
    holding = clocks_holding(node.return_clock_key, timezone.localdate(now), previous.process.case_id)
    return {"returns_to_id": unit, "return_clock": shortest(holding, unit, now)}


def _start_ahead(node: "HumanTask", previous: Activation, now: datetime) -> None:
    """Once: where the meeting is prepared anew, its clock has gone on all the while."""
    case, unit = previous.process.case_id, node.unit_for(previous)
    if Deadline.objects.filter(case_id=case, step=node.name, closed_at=None).exists():
        return
    since = node.starts_at(previous, now)
    clock = shortest(clocks_holding(node.clock_for(previous), timezone.localdate(now), case), unit, since)
    build_deadline(clock, since, step=node.name, case_id=case, unit_id=unit).save(force_insert=True)


def _adopted(node: "HumanTask", tasks: list[Task]) -> list[Deadline]:
    """The clock that ran ahead of its task, now the task's own; none where it never started."""
    (task,) = tasks
    running = Deadline.objects.filter(case_id=task.case_id, step=node.name, task=None, closed_at=None)
    deadline = running.order_by("started_at").first()
    if deadline is None:
        return []
    deadline.task, deadline.unit_id = task, task.unit_id
    deadline.save(update_fields=["task", "unit"])
    return [deadline]


def _work_item(node: "HumanTask", deadline: Deadline, carrier: int | None, now: datetime) -> WorkItem:
    opens_at = wakes_at(deadline) if node.sleeps else None
    return WorkItem(
        task=deadline.task,
        case_id=deadline.case_id,
        unit_id=deadline.unit_id,
        step=deadline.step,
        created_at=now,
        due_at=deadline.due_at,
        near_at=deadline.near_at,
        opens_at=opens_at,
        is_open=opens_at is None or opens_at <= now,
        taken_by_id=carrier,
        taken_at=now if carrier else None,
        **_pause_of(deadline, now),
    )


def _pause_of(deadline: Deadline, now: datetime) -> dict[str, Any]:
    """A clock that was taken over standing still stands still here too."""
    if deadline.paused_until is None or deadline.paused_until <= now:
        return {}
    pause = DeadlinePause.objects.filter(deadline=deadline, ends_at=deadline.paused_until).latest("begun_at")
    return {"paused_until": pause.ends_at, "pause_reason": pause.reason}


def _carriers(tasks: list[Task]) -> dict[int, int]:
    """Unit → user who goes on with the work there: the one who acts, else who last did a step of the process.

    Only somebody who still works in the unit; for the others the work is free.
    """
    units = {task.unit_id for task in tasks}
    who = acting.get()
    # Where the system stands in for a unit, nobody of it acts.
    mine = {who.assignment.unit_id: who.assignment.user_id} if who and who.assignment and who.assignment.pk else {}
    if units <= mine.keys():
        return mine
    done = Task.objects.filter(
        process_id=tasks[0].process_id,
        unit__in=units,
        finished__isnull=False,
        assignment__in=Assignment.objects.in_force(),
    )
    done = done.exclude(outcome__in=WITHDRAWN).order_by("unit_id", "-finished").distinct("unit_id")
    return dict(done.values_list("unit_id", "owner_id")) | mine
