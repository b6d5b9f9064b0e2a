"""The rows of a flow: its process and tasks, with their deadlines and places in an inbox, as the nodes leave them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils import timezone
from viewflow.workflow.fields import get_flow_ref, get_task_ref
from viewflow.workflow.status import PROCESS, STATUS

from accounts.models import Assignment
from agreements.models import Clock
from agreements.selectors.clock import clock_in_force
from workflows.demo.bulk.rows import Rows, Values
from workflows.models import Deadline, Outcome, Process, Task, WorkItem
from workflows.nodes.clock import build_deadline, wakes_at


@dataclass(slots=True)
class Opened:
    """The latest task of a process; `deadline` of one that a person does."""

    process: Values
    task: Values
    deadline: Values


def begin_process(rows: Rows, case: Values, flow: Any, node: Any, by: Assignment) -> Opened:
    """The flow begins at `node`, done at once by `by`."""
    process = rows.add(
        Process, flow_class=get_flow_ref(flow), status=PROCESS.NEW.value, created=rows.at, case_id=case["id"]
    )
    whose = {"owner_id": by.user_id, "assignment_id": by.pk, "unit_id": by.unit_id}
    return Opened(process, _task(rows, process, node, **whose, **_at_once(rows)), {})


def open_task(
    rows: Rows, previous: Opened, node: Any, by: Assignment, *, waits: bool, on: date | None = None
) -> Opened:
    """A task of the acting unit; in an inbox only where it `waits` still today. `on`: the agreed day."""
    process = previous.process
    task = _task(rows, process, node, unit_id=by.unit_id)
    _follows(rows, task, previous.task)
    clock = _clock(node.clock_key, timezone.localdate(rows.at))
    counted = build_deadline(clock, rows.at, on)
    times = {name: getattr(counted, name) for name in ("first_due_at", "due_at", "near_at", "remind_at")}
    whose = {"step": node.name, "case_id": process["case_id"], "unit_id": by.unit_id, "task_id": task["id"]}
    deadline = rows.add(Deadline, clock_id=clock.pk, clock_key=clock.key, started_at=rows.at, **whose, **times)
    if waits:
        opens_at = wakes_at(counted) if node.sleeps else None
        rows.add(
            WorkItem,
            created_at=rows.at,
            due_at=counted.due_at,
            near_at=counted.near_at,
            opens_at=opens_at,
            is_open=opens_at is None or opens_at <= rows.at,
            taken_by_id=by.user_id,
            taken_at=rows.at,
            **whose,
        )
    return Opened(process, task, deadline)


def end_task(rows: Rows, opened: Opened, outcome: Outcome, by: Assignment) -> None:
    """It is done by `by`: it waits in no inbox, and its clock stands."""
    done = {"status": STATUS.DONE.value, "started": rows.at, "finished": rows.at}
    opened.task |= done | {"owner_id": by.user_id, "assignment_id": by.pk, "outcome": outcome.value}
    opened.deadline["closed_at"] = rows.at


def pass_gateway(rows: Rows, previous: Opened, node: Any) -> Opened:
    """A decision, or the end: written once, already done."""
    task = _task(rows, previous.process, node, **_at_once(rows))
    _follows(rows, task, previous.task)
    return Opened(previous.process, task, {})


def end_process(rows: Rows, previous: Opened, node: Any) -> None:
    pass_gateway(rows, previous, node)
    previous.process |= {"status": PROCESS.DONE.value, "finished": rows.at}


def _at_once(rows: Rows) -> Values:
    return {"status": STATUS.DONE.value, "started": rows.at, "finished": rows.at}


def _task(rows: Rows, process: Values, node: Any, **values: Any) -> Values:
    return rows.add(
        Task,
        process_id=process["id"],
        case_id=process["case_id"],
        flow_task=get_task_ref(node),
        flow_task_type=node.task_type,
        token="start",  # noqa: S106  the engine's word for where in the graph it is
        created=rows.at,
        **values,
    )


def _follows(rows: Rows, task: Values, previous: Values) -> None:
    rows.add(Task.previous.through, from_task_id=task["id"], to_task_id=previous["id"])


@cache
def _clock(key: str, on: date) -> Clock:
    """The clock that holds for everybody: no agreement of the demo has one of its own for these."""
    return clock_in_force(key, on)
