"""Whose inboxes the open tasks of rounds are in: of those who hold the right that day, whenever they were appointed."""

from collections import defaultdict
from functools import cache
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from agreements.models import RuleSet
from agreements.permissions import Right, holders
from workflows.flows.agreement_review import AgreementReviewFlow
from workflows.models import Deadline, WorkItem
from workflows.nodes.round import Holders, put_in_inboxes


def settle_round_inboxes(rule_set: RuleSet | None = None) -> int:
    """Brings the inboxes up to date, of one agreement's rounds or of all; answers with how many tasks moved.

    Who is appointed finds what is open, who is dismissed or has left does not; a centre's task whose respondent has
    left is of those who lead the round. Reads deadlines and work items alone: the worker sees no tasks.
    """
    running = _running()
    if rule_set is not None:
        running = running.filter(round__rule_set=rule_set)
    return sum(_settle(key) for key in _unsettled(running))


def _unsettled(running: QuerySet[Deadline]) -> list[UUID]:
    """The deadlines of tasks that are in other inboxes than they should be, or of which another should be told.

    Who holds a right is asked once of each agreement. What is found is asked again under the lock of the task.
    """
    ask, inboxes = cache(holders), defaultdict[UUID | None, set[int | None]](set)
    deadlines = list(_with_whose(running).order_by("pk"))
    items = WorkItem.objects.filter(task__in={each.task_id for each in deadlines})
    for task, assignment in items.values_list("task", "assignment"):
        inboxes[task].add(assignment)
    return [
        each.pk
        for each in deadlines
        if _told(each, ask) != each.told_when_late_id or _shall(each, ask) != inboxes[each.task_id]
    ]


def _running() -> QuerySet[Deadline]:
    return Deadline.objects.filter(round__isnull=False, task__isnull=False, closed_at=None)


@transaction.atomic
def _settle(key: UUID) -> bool:
    # Ending the task closes its deadline: whoever is at it now is left alone, and so is what is done already.
    rows = _running().select_for_update(of=("self",), skip_locked=True).filter(pk=key)
    deadline = _with_whose(rows).first()
    if deadline is None:
        return False
    told = _told(deadline, holders)
    if told != deadline.told_when_late_id:
        deadline.told_when_late_id = told
        deadline.save(update_fields=["told_when_late"])
    if _shall(deadline, holders) == set(
        WorkItem.objects.filter(task=deadline.task_id).values_list("assignment", flat=True)
    ):
        return False
    put_in_inboxes(AgreementReviewFlow.instance.node(deadline.step), deadline)
    return True


def _with_whose(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    return rows.select_related("round__rule_set", "round_centre__respondent__user", "round_centre__respondent__unit")


def _shall(deadline: Deadline, ask: Holders) -> set[int | None]:
    node = AgreementReviewFlow.instance.node(deadline.step)
    return {each.pk for each in node.doers(deadline, ask)}


def _told(deadline: Deadline, ask: Holders) -> int | None:
    """Who leads the round now, and is told when it is late: whoever was named, as long as that one leads."""
    round_, _task = deadline.of_round
    leads = [each.pk for each in ask(round_.rule_set, Right.LEAD)]
    if deadline.told_when_late_id in leads:
        return deadline.told_when_late_id
    return leads[0] if leads else None
