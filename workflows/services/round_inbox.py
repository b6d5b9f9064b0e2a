"""Whose inboxes the open tasks of rounds are in: of those who hold the right that day, whenever they were appointed."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from agreements.models import RuleSet
from agreements.permissions import Right, holders
from workflows.flows.agreement_review import AgreementReviewFlow
from workflows.models import Deadline, WorkItem
from workflows.nodes.round import put_in_inboxes


def settle_round_inboxes(rule_set: RuleSet | None = None) -> int:
    """Brings the inboxes up to date, of one agreement's rounds or of all; answers with how many tasks moved.

    Who is appointed finds what is open, who is dismissed or has left does not; a centre's task whose respondent has
    left is of those who lead the round. Reads deadlines and work items alone: the worker sees no tasks.
    """
    running = _running()
    if rule_set is not None:
        running = running.filter(round__rule_set=rule_set)
    return sum(_settle(key) for key in list(running.order_by("pk").values_list("pk", flat=True)))


def _running() -> QuerySet[Deadline]:
    return Deadline.objects.filter(round__isnull=False, task__isnull=False, closed_at=None)


@transaction.atomic
def _settle(key: UUID) -> bool:
    # Ending the task closes its deadline: whoever is at it now is left alone, and so is what is done already.
    rows = _running().select_for_update(of=("self",), skip_locked=True).filter(pk=key)
    deadline = rows.select_related(
        "round__rule_set", "round_centre__respondent__user", "round_centre__respondent__unit"
    ).first()
    if deadline is None:
        return False
    _name_who_is_told(deadline)
    node = AgreementReviewFlow.instance.node(deadline.step)
    shall = {each.pk for each in node.doers(deadline)}
    if shall == set(WorkItem.objects.filter(task=deadline.task_id).values_list("assignment", flat=True)):
        return False
    put_in_inboxes(node, deadline)
    return True


def _name_who_is_told(deadline: Deadline) -> None:
    """Somebody who leads the round now is told when it is late."""
    round_, _task = deadline.of_round
    leads = holders(round_.rule_set, Right.LEAD)
    if deadline.told_when_late not in leads and (leads or deadline.told_when_late):
        deadline.told_when_late = leads[0] if leads else None
        deadline.save(update_fields=["told_when_late"])
