"""Who takes part in a case now."""

from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import CareUnit
from cases.models import Case, Participation


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
