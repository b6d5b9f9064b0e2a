from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.http import Http404

from accounts.models import Assignment
from accounts.roles import Action
from cases.models import Case
from cases.services.access import get_case_for
from workflows.models import Deadline, Outcome, Step, Task, WorkItem


@dataclass(frozen=True, slots=True)
class Hands:
    """In whose hands an open task is, and what the reader may do about it. `to` are those it can be handed to."""

    item: WorkItem
    is_mine: bool
    may_take: bool
    may_hand_back: bool
    to: list[Assignment]


def hands_of(task: Task, assignment: Assignment) -> Hands | None:
    """None for a task that waits in no queue of the acting unit. Two statements at most."""
    item = WorkItem.objects.select_related("taken_by").filter(task=task, unit_id=assignment.unit_id).first()
    if item is None:
        return None
    rights = assignment.rights
    is_mine = item.taken_by_id in assignment.user_ids
    may_hand_over = Action.HAND_OVER in rights.actions and (is_mine or rights.manages or item.taken_by is None)
    return Hands(
        item,
        is_mine,
        may_take=item.taken_by is None and Action.WRITE in rights.actions,
        may_hand_back=item.taken_by is not None and (is_mine or rights.manages),
        to=_colleagues(item, assignment) if may_hand_over else [],
    )


def _colleagues(item: WorkItem, assignment: Assignment) -> list[Assignment]:
    there = Assignment.objects.in_force().select_related("user").filter(unit_id=item.unit_id)
    there = there.exclude(user_id__in=[assignment.user_id, item.taken_by_id or 0]).order_by("user__full_name")
    return [each for each in there if Action.WRITE in each.rights.actions]


def get_task_for(assignment: Assignment, pk: UUID) -> Task:
    """The task with its case, open or done, for whoever may see the case; the reading is logged with the step.

    Whether it can be done by this assignment is said by complete_task, not here. Raises Http404, and what
    get_case_for raises.
    """
    task = Task.objects.select_related("process", "unit", "owner").filter(pk=pk).first()
    if task is None or task.unit_id is None:
        raise Http404
    task.process.case = task.case = get_case_for(assignment, task.case_id, Action.SEE, what=f"task:{task.step}")
    return task


def was_of_the_unit(task: UUID) -> bool:
    """Whether it is or was a task of the acting unit, to whose queue the one who acts has access."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT was_of_the_unit(%s)", [task])
        return bool(cursor.fetchone()[0])


def due_of(task: Task) -> datetime | None:
    """The moment from which the open task is late, pauses counted; None where no clock runs."""
    return (
        Deadline.objects.filter(task=task, unit=task.unit_id, closed_at=None).values_list("due_at", flat=True).first()
    )


def open_task_of(case: Case, step: Step) -> Task | None:
    """The open task of this step; where several units have one, the oldest."""
    return next((task for task in open_tasks_of(case) if task.step == step), None)


def open_tasks_of(case: Case) -> list[Task]:
    """What is going on in the case now, in whose unit; the oldest first."""
    tasks = Task.objects.filter(case=case, finished=None, unit__isnull=False).select_related("process", "unit")
    return list(tasks.order_by("created", "pk"))


def steps_taken(case: Case) -> list[Task]:
    """What people have done or what ended by itself, the newest first: the timeline's part of the flow."""
    tasks = Task.objects.filter(case=case, finished__isnull=False, unit__isnull=False).exclude(outcome=Outcome.NONE)
    return list(tasks.select_related("unit", "owner").order_by("-finished", "-pk"))
