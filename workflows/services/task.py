"""The one door through which a task is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from viewflow.workflow.base import Flow
from viewflow.workflow.exceptions import FlowLockFailed

from accounts.acting import act
from accounts.models import Assignment
from agreements.errors.round import NotYours
from cases.errors import CaseNotVisible, NotAllowed
from workflows.models import Outcome, Task
from workflows.services.errors import TaskDone, TaskNotYours

# What is read with the task, for one of a case and for one of a round.
_RELATED = {
    False: ("process__case", "unit", "owner"),
    True: ("process__round__rule_set", "round_centre__respondent", "owner"),
}


@act
def complete_task(
    *, task: Task, do: Callable[[], Outcome | None], by: Assignment, then: Callable[[], object] | None = None
) -> Task:
    """Does the act of truth `do`, ends the task with the outcome it answers and opens what comes next: all or nothing.

    Where `do` answers None the task stays open. `then` comes after what comes next was opened: who leaves the case by
    the act still sees it till then. Answers with the task as it is now. Raises TaskNotYours for another
    unit's task, TaskDone when somebody was first or it is no longer wanted, CaseNotVisible and NotAllowed as the case
    itself does, NotYours as a round does, ValueError for an outcome the step does not have, and whatever `do` raises.
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
        if then is not None:
            then()
    return current


@contextmanager
def locked_task(task: Task, by: Assignment) -> Iterator[Task]:
    """The open task of the acting unit, read after process and case were locked, and `may` asked again.

    Of a round the task is of whoever has the right. Raises TaskNotYours, TaskDone, CaseNotVisible, NotAllowed, and of
    a round NotYours.
    """
    with locked_process(task.flow_task.flow_class, task.process_id, by=by, case=task.case_id, what=task.step):
        current = Task.objects.select_related(*_RELATED[task.case_id is None]).get(pk=task.pk)
        node = current.flow_task
        if not node.is_for(by, current):
            raise TaskNotYours
        if not current.is_open:
            raise TaskDone(current)
        if not node.may_do(by, current):
            raise NotYours if current.case_id is None else NotAllowed(by, current.case_id, current.step)
        yield current


@contextmanager
def locked_process(flow: type[Flow], process: UUID, *, by: Assignment, case: UUID | None, what: str) -> Iterator[None]:
    """Process and case are the transaction's own until it ends. Raises CaseNotVisible to whom it does not exist.

    Without a case it is the process of a round, which exists for everybody who acts.
    """
    try:
        with flow.lock(process):
            yield
    except FlowLockFailed:
        if case is None:
            raise NotYours from None
        raise CaseNotVisible(by, case, what) from None
