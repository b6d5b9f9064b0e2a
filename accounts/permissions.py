"""Grants: what no role gives. The one question asked of django-guardian."""

from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from accounts.models import Assignment, FamilyCentre, Grant

COORDINATE = "coordinate_centre"
M = TypeVar("M", bound=Model)


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


def granted(assignment: Assignment, permission: str, model: type[M]) -> "QuerySet[M]":
    """The objects of `model` on which the acting assignment holds `permission` now: `has_grant` as a list."""
    about = ContentType.objects.get_for_model(model).pk
    grants = grants_in_force(assignment, permission)
    keys = [grant.object_id for grant in grants if grant.content_type_id == about]
    # Asked of guardian only where there is something to ask for.
    if not keys:
        return model._default_manager.none()
    name = f"{model._meta.app_label}.{permission}"
    held = get_objects_for_user(assignment.user, name, model, accept_global_perms=False)
    return held.filter(pk__in=keys)


def coordinated_centres(assignment: Assignment) -> "list[FamilyCentre]":
    """The centres the acting assignment coordinates today, by name."""
    return list(granted(assignment, COORDINATE, FamilyCentre).order_by("name"))


def _is_about(grant: Grant, target: Model) -> bool:
    return grant.content_type.model_class() is type(target)
