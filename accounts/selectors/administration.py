"""What a system administrator administers: what lies under the own principal, and nothing for anybody else.

Pages list and fetch from here, and services ask here again before they write.
"""

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.errors import NotAdministered
from accounts.models import Assignment, CareUnit, FamilyCentre, Grant, Placement, Provider, User
from accounts.selectors.service_account import providers_with_people, units_with_people


def own_providers(by: Assignment) -> QuerySet[Provider]:
    here = Provider.objects.filter(principal_id=by.unit.provider.principal_id)
    providers = providers_with_people(here).order_by("name")
    return providers if by.rights.administers else providers.none()


def own_units(by: Assignment) -> QuerySet[CareUnit]:
    units = units_with_people(CareUnit.objects.filter(provider__in=own_providers(by).order_by()))
    return units.select_related("provider", "successor").order_by("provider__name", "name")


def units_still_there(by: Assignment) -> QuerySet[CareUnit]:
    """Those that have not been closed down, also those that have not begun."""
    return own_units(by).filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))


def own_assignments(by: Assignment) -> QuerySet[Assignment]:
    mine = Assignment.objects.filter(unit__in=own_units(by))
    return mine.select_related("user", "unit__provider", "substitute_for__user").order_by("user__full_name", "pk")


def own_users(by: Assignment) -> QuerySet[User]:
    """Whoever has, or had, an assignment under the own principal. What they have under another is not told."""
    assigned = Exists(own_assignments(by).filter(user=OuterRef("pk")).order_by())
    return User.objects.filter(assigned).order_by("full_name", "pk")


def with_own_assignments(users: QuerySet[User], by: Assignment) -> QuerySet[User]:
    """Each user with `own_assignments`: those in force today, under the own principal."""
    in_force = own_assignments(by).in_force()  # type: ignore[attr-defined]
    return users.prefetch_related(Prefetch("assignments", in_force, to_attr="own_assignments"))


def own_grants(by: Assignment) -> QuerySet[Grant]:
    mine = Grant.objects.filter(assignment__in=own_assignments(by).order_by())
    return mine.select_related("assignment__user", "assignment__unit").order_by("valid_from", "pk")


def own_placements(by: Assignment) -> QuerySet[Placement]:
    return Placement.objects.filter(unit__in=own_units(by).order_by()).select_related("unit", "centre")


def shared_centres(by: Assignment) -> QuerySet[FamilyCentre]:
    """The centres where a unit of the own principal is placed, today or later: several principals share one."""
    today = timezone.localdate()
    placed = own_placements(by).filter(Q(valid_to=None) | Q(valid_to__gte=today), centre=OuterRef("pk"))
    return FamilyCentre.objects.filter(Exists(placed)).order_by("name")


def require_own(row: Model, rows: QuerySet) -> None:
    """Raises NotAdministered unless `row` is one of `rows`."""
    if not rows.filter(pk=row.pk).exists():
        raise NotAdministered
