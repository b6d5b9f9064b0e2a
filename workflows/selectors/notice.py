from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Assignment
from workflows.models import Notice


def notices_for(assignment: Assignment) -> QuerySet[Notice]:
    """What this assignment has been told and not yet seen, the newest first."""
    to_me = Q(to_user_id__in=assignment.user_ids) | Q(to_user=None, to_role__in=["", assignment.role])
    of_units = Q(to_me, to_unit_id=assignment.unit_id)
    unseen = Notice.objects.filter(of_units | Q(to_assignment=assignment), seen_at=None)
    return unseen.select_related("unit", "round__rule_set", "round_centre__centre").order_by("-created_at", "-pk")


def withdrawn_of(task: UUID, assignment: Assignment) -> Notice | None:
    """That the own unit was told that this task is no longer needed; also when its case is not open to it any more."""
    told = Notice.objects.filter(task_id=task, to_unit_id=assignment.unit_id, kind=Notice.Kind.WITHDRAWN)
    return told.order_by("-created_at").first()
