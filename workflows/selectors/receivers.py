"""Which unit receives a municipality's reports of concern, by the hour."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit, Principal
from agreements.working_days import is_working_day
from cases.errors import CaseError


class NoReceiver(CaseError):
    message = _("No unit of that municipality receives reports of concern in Samplan. Phone its social services.")
    field = "municipality"


@dataclass(frozen=True, slots=True)
class Receivers:
    """A municipality's unit by day, and who answers outside its office hours, where somebody does."""

    municipality: Principal
    by_day: CareUnit | None
    on_call: CareUnit | None

    def at(self, moment: datetime) -> CareUnit:
        """Who receives at `moment`: the unit by day also by night, where nobody is on call."""
        unit = self.by_day if self.by_day and (self.on_call is None or is_office_hour(self.by_day, moment)) else None
        unit = unit or self.on_call
        if unit is None:
            raise NoReceiver
        return unit


def is_office_hour(unit: CareUnit, moment: datetime) -> bool:
    """Within the unit's hours of a working day; a unit without hours is always there."""
    if unit.office_from is None or unit.office_to is None:
        return True
    local = timezone.localtime(moment)
    return is_working_day(local.date()) and unit.office_from <= local.time() < unit.office_to


def receivers() -> list[Receivers]:
    """Every municipality that receives reports in Samplan, by name."""
    today = timezone.localdate()
    units = CareUnit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), receives_reports=True, valid_from__lte=today
    ).select_related("provider__principal")
    found: dict[Principal, list[CareUnit]] = {}
    for unit in units.order_by("provider__principal__name", "valid_from", "pk"):
        found.setdefault(unit.provider.principal, []).append(unit)
    return [
        Receivers(
            municipality,
            next((unit for unit in there if not unit.answers_out_of_hours), None),
            next((unit for unit in there if unit.answers_out_of_hours), None),
        )
        for municipality, there in found.items()
    ]


def receiver_of(municipality: Principal, moment: datetime) -> CareUnit:
    """Raises NoReceiver."""
    for each in receivers():
        if each.municipality == municipality:
            return each.at(moment)
    raise NoReceiver
