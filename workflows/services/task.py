"""The one door through which a task is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from viewflow.workflow.base import Flow
from viewflow.workflow.exceptions import FlowLockFailed

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseNotVisible, NotAllowed
from cases.permissions import may
from workflows.models import Outcome, Task
from workflows.services.errors import TaskDone, TaskNotYours


@act
def complete_task(*, task: Task, do: Callable[[], Outcome | None], by: Assignment) -> Task:
    """Does the act of truth `do`, ends the task with the outcome it answers and opens what comes next: all or nothing.

    Where `do` answers None the task stays open. Answers with the task as it is now. Raises TaskNotYours for another
    unit's task, TaskDone when somebody was first or it is no longer wanted, CaseNotVisible and NotAllowed as the case
    itself does, ValueError for an outcome the step does not have, and whatever `do` raises.
    """
    with locked_task(task, by) as current:
        outcome = do()
        if outcome is None:
            return current
        node = current.flow_task
        if outcome not in node.outcomes:
            raise ValueError(f"{node.name} does not end with {outcome!r}")
        activation = node.activation_class(current)
        activation.perform(by, outcome)
        activation.activate_next()
    return current


@contextmanager
def locked_task(task: Task, by: Assignment) -> Iterator[Task]:
    """The open task of the acting unit, read after process and case were locked, and `may` asked again.

    Raises TaskNotYours, TaskDone, CaseNotVisible, NotAllowed.
    """
    with locked_process(task.flow_task.flow_class, task.process_id, by=by, case=task.case_id, what=task.step):
        current = Task.objects.select_related("process__case", "unit", "owner").get(pk=task.pk)
        if current.unit_id != by.unit_id:
            raise TaskNotYours
        if not current.is_open:
            raise TaskDone(current)
        if not may(by, current.flow_task.action, current.process.case):
            raise NotAllowed(by, current.case_id, current.step)
        yield current


@contextmanager
def locked_process(flow: type[Flow], process: UUID, *, by: Assignment, case: UUID, what: str) -> Iterator[None]:
    """Process and case are the transaction's own until it ends. Raises CaseNotVisible to whom it does not exist."""
    try:
        with flow.lock(process):
            yield
    except FlowLockFailed:
        raise CaseNotVisible(by, case, what) from None
