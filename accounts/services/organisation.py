"""Setting up principals, providers, units and centres: the system administrator's acts."""

from datetime import date

from accounts.acting import act
from accounts.models import Assignment, CareUnit, FamilyCentre, Placement, Principal, Provider


@act
def add_principal(*, name: str, kind: Principal.Kind, by: Assignment | None) -> Principal:
    return Principal.objects.create(name=name, kind=kind)


@act
def add_provider(*, name: str, kind: Provider.Kind, principal: Principal, by: Assignment | None) -> Provider:
    return Provider.objects.create(name=name, kind=kind, principal=principal)


@act
def add_unit(
    *,
    name: str,
    provider: Provider,
    service: CareUnit.Service,
    valid_from: date,
    by: Assignment | None,
    is_closed: bool | None = None,
    hsa_id: str = "",
    phone: str = "",
) -> CareUnit:
    """A unit; closed by default where the service is social services or addiction care."""
    closed = service in CareUnit.CLOSED_BY_DEFAULT if is_closed is None else is_closed
    return CareUnit.objects.create(
        name=name,
        provider=provider,
        service=service,
        valid_from=valid_from,
        is_closed=closed,
        hsa_id=hsa_id,
        phone=phone,
    )


@act
def end_unit(*, unit: CareUnit, on: date, successor: CareUnit | None = None, by: Assignment | None) -> CareUnit:
    """Closes the unit down after `on`; its figures stay its own, with the successor named.

    What it still has to do is moved by the verb of the same name in workflows/services/unit.py.
    """
    unit.valid_to, unit.successor = on, successor
    unit.save(update_fields=["valid_to", "successor"])
    return unit


@act
def open_centre(*, name: str, units: list[CareUnit], valid_from: date, by: Assignment | None) -> FamilyCentre:
    centre = FamilyCentre.objects.create(name=name)
    for unit in units:
        Placement.objects.create(centre=centre, unit=unit, valid_from=valid_from)
    return centre
