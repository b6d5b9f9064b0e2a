"""Who takes part in a case now."""

from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Assignment, CareUnit, User
from accounts.roles import Action
from cases.models import Case, Participation
from cases.permissions import is_allowed


def participations(case: Case) -> list[Participation]:
    """The participations in force, the owner first, then by unit in the order they came."""
    rows = Participation.objects.filter(Q(valid_to=None) | Q(valid_to__gt=Now()), case=case, valid_from__lte=Now())
    ordered = rows.select_related("unit__provider__principal", "user").order_by("valid_from", "pk")
    return sorted(ordered, key=lambda row: row.role != Participation.Role.OWNER)


def participating_units(case: Case) -> list[CareUnit]:
    """Each unit once, the owner first."""
    return list({row.unit_id: row.unit for row in participations(case)}.values())


def called_units(case: Case, *, besides: CareUnit) -> list[CareUnit]:
    """The units of other providers than `besides`: to them content goes by disclosure only."""
    return [unit for unit in participating_units(case) if unit.provider_id != besides.provider_id]


def may_end_part(assignment: Assignment, case: Case, *, unit: CareUnit, user: User | None) -> bool:
    """A unit ends its own part and its own people's; the unit that owns the case those of all others too.

    To be asked of a case that the assignment sees. No statement.
    """
    is_owners = unit.pk == case.owner_unit_id
    if user is None and is_owners:
        return False
    is_ours = assignment.unit_id in (unit.pk, case.owner_unit_id)
    return is_ours and is_allowed(assignment, Action.WRITE, case)
