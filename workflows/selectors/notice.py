from django.db.models import Q, QuerySet

from accounts.models import Assignment
from workflows.models import Notice


def notices_for(assignment: Assignment) -> QuerySet[Notice]:
    """What this assignment has been told and not yet seen, the newest first."""
    to_me = Q(to_user_id__in=assignment.user_ids) | Q(to_user=None, to_role__in=["", assignment.role])
    unseen = Notice.objects.filter(to_me, to_unit_id=assignment.unit_id, seen_at=None)
    return unseen.select_related("unit").order_by("-created_at", "-pk")
