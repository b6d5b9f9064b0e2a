"""Grants: what no role gives. The one question asked of django-guardian."""

from django.db.models import Model, Q
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from accounts.models import Assignment, FamilyCentre, Grant

COORDINATE = "coordinate_centre"


def grants_in_force(assignment: Assignment, permission: str) -> "list[Grant]":
    """The grants this assignment carries today. A grant counts only together with its assignment and ends with it."""
    if not assignment.is_in_force:
        return []
    today = timezone.localdate()
    dated = Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
    return list(dated.filter(assignment=assignment, permission=permission))


def has_grant(assignment: Assignment, permission: str, target: Model) -> bool:
    """Whether the acting assignment holds `permission` on `target` now; both the row and guardian must say so."""
    keys = {grant.object_id for grant in grants_in_force(assignment, permission) if _is_about(grant, target)}
    return target.pk in keys and assignment.user.has_perm(f"{target._meta.app_label}.{permission}", target)


def coordinated_centres(assignment: Assignment) -> "list[FamilyCentre]":
    """The centres the acting assignment coordinates today, by name."""
    keys = [grant.object_id for grant in grants_in_force(assignment, COORDINATE)]
    held = get_objects_for_user(assignment.user, f"accounts.{COORDINATE}", FamilyCentre, accept_global_perms=False)
    return list(held.filter(pk__in=keys).order_by("name"))


def _is_about(grant: Grant, target: Model) -> bool:
    return grant.content_type.model_class() is type(target)
