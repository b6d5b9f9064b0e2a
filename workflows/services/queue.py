"""Whose hands a task is in. A unit's queue is shared: nobody's work dies with the person."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from accounts.roles import Action
from cases.errors import NeedNotStated, NotAllowed
from cases.models import Case, Participation
from cases.permissions import visible_to
from cases.services.participation import name_on_case
from workflows.models import Notice, Task, WorkItem
from workflows.models.step import BY_NAME, CONSULTATION_STEPS
from workflows.nodes.telling import tell_about
from workflows.selectors.task import was_of_the_unit
from workflows.services.errors import (
    CannotTakeOver,
    NobodyChosen,
    NotTheTaker,
    TaskDone,
    TaskGone,
    TaskNotVisible,
    TaskNotYours,
    TaskTaken,
)
from workflows.services.task import locked_process


@act
def take_task(*, task: UUID, by: Assignment) -> WorkItem:
    """The task is in the acting user's hands. In a unit that takes part by name this names the user on the case.

    Raises TaskTaken, TaskDone, TaskGone, TaskNotVisible, TaskNotYours, NotAllowed.
    """
    item = _item_of(task, by)
    if Action.WRITE not in by.rights.actions:
        raise NotAllowed(by, item.of_case, "take_task")
    _let_in(item, by, by, Participation.Reason.TOOK_TASK)
    with _locked_item(task, by) as (_task, item):
        if item.taken_by_id == by.user_id:
            return item
        if item.taken_by is not None and item.taken_at is not None and item.taken_by_id not in by.user_ids:
            raise TaskTaken(item.taken_by, item.taken_at)
        return _give(item, by.user_id)


@act
def hand_back(*, task: UUID, by: Assignment) -> WorkItem:
    """The task is free again, for the unit. Raises NotTheTaker, TaskDone, TaskGone, TaskNotVisible, TaskNotYours."""
    with _locked_item(task, by) as (_task, item):
        if item.taken_by_id not in by.user_ids and not by.rights.manages:
            raise NotTheTaker
        return _give(item, None)


@act
def hand_over(*, task: UUID, to: Assignment | None, by: Assignment) -> WorkItem:
    """A colleague gets the task and is told; in a unit that takes part by name the colleague is named on the case.

    By the one who has it, the manager, or anybody of the unit while it is free. Raises CannotTakeOver for somebody
    of another unit, without the right or whose assignment is not in force, and NobodyChosen for nobody; NotTheTaker,
    TaskDone, TaskGone, TaskNotVisible, TaskNotYours, NotAllowed, NeedNotStated.
    """
    with _locked_item(task, by) as (current, item):
        if Action.HAND_OVER not in by.rights.actions:
            raise NotAllowed(by, item.of_case, "hand_over")
        if item.taken_by_id not in (None, *by.user_ids) and not by.rights.manages:
            raise NotTheTaker
        if to is None:
            raise NobodyChosen
        if to.unit_id != by.unit_id or not to.is_in_force or Action.WRITE not in to.rights.actions:
            raise CannotTakeOver
        _let_in(item, to, by, Participation.Reason.HANDED_OVER)
        tell_about([current], Notice.Kind.HANDED_OVER, to_user=to.user)
        return _give(item, to.user_id)


@contextmanager
def _locked_item(pk: UUID, by: Assignment) -> Iterator[tuple[Task, WorkItem]]:
    case = _item_of(pk, by).of_case
    task = Task.objects.filter(pk=pk).first()
    if task is None:
        raise NeedNotStated(by, case, "task")
    with locked_process(task.flow_task.flow_class, task.process_id, by=by, case=case, what=task.step):
        yield task, _item_of(pk, by)


def _item_of(task: UUID, by: Assignment) -> WorkItem:
    """The place of the task in the acting unit's queue; says why when there is none."""
    item = WorkItem.objects.select_related("unit", "taken_by").filter(task_id=task, unit_id=by.unit_id).first()
    if item is not None:
        return item
    gone = Task.objects.select_related("owner").filter(pk=task).first()
    if gone is None:
        raise TaskGone if was_of_the_unit(task) else TaskNotVisible
    raise TaskNotYours if gone.unit_id != by.unit_id else TaskDone(gone)


def _let_in(item: WorkItem, who: Assignment, by: Assignment, reason: Participation.Reason) -> None:
    # A consultation names nobody: there everybody of a closed unit reads it.
    if item.unit is None or item.step in CONSULTATION_STEPS or not (item.unit.is_closed or item.step in BY_NAME):
        return
    if who == by and visible_to(by).filter(pk=item.of_case).exists():
        return
    name_on_case(case=Case(pk=item.of_case), user=who.user, unit=item.unit, reason=reason, by=by)


def _give(item: WorkItem, user: int | None) -> WorkItem:
    item.taken_by_id, item.taken_at = user, timezone.now() if user else None
    item.save(update_fields=["taken_by", "taken_at"])
    return item
