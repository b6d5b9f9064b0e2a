from uuid import UUID

from django.http import Http404

from accounts.models import Assignment
from accounts.roles import Action
from cases.models import Case
from cases.services.access import get_case_for
from workflows.models import Outcome, Step, Task


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
