"""Setting up principals, providers, units and centres: the system administrator's acts, under the own principal.

With `by` None it is the installation's own set-up, which no principal bounds.
"""

from datetime import date, time

from django.db.models import Q
from django.utils import timezone

from accounts.acting import act
from accounts.errors import (
    AlreadyEnded,
    AlreadyPlaced,
    DecisionMissing,
    NotAdministered,
    ReceiverTaken,
    WrongHours,
    WrongSuccessor,
)
from accounts.models import Assignment, CareUnit, FamilyCentre, Placement, Principal, Provider
from accounts.selectors.administration import (
    own_placements,
    own_providers,
    own_units,
    require_own,
    shared_centres,
)
from accounts.services.words import said_in_words


@act
def add_principal(*, name: str, kind: Principal.Kind, by: Assignment | None) -> Principal:
    _require_set_up(by)
    return Principal.objects.create(name=name, kind=kind)


@act
def add_provider(*, name: str, kind: Provider.Kind, principal: Principal, by: Assignment | None) -> Provider:
    _require_set_up(by)
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
    """A unit; closed by default where the service is social services or addiction care.

    Raises NotAdministered, UnitNameTaken, HsaIdTaken.
    """
    if by is not None:
        require_own(provider, own_providers(by))
    closed = service in CareUnit.CLOSED_BY_DEFAULT if is_closed is None else is_closed
    with said_in_words():
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
def change_unit(
    *,
    unit: CareUnit,
    name: str,
    valid_from: date,
    is_closed: bool,
    undocumented_decision: str,
    hsa_id: str,
    phone: str,
    is_undocumented: bool,
    by: Assignment | None,
) -> CareUnit:
    """What a unit is called and how it works. From closed to open, its cases open to everybody there at once.

    Undocumented activity names the decision it rests on (SoL 2025:400 14 kap. 5 §); otherwise there is none. Raises
    NotAdministered, DecisionMissing, EndsBeforeStart, UnitNameTaken, HsaIdTaken.
    """
    if by is not None:
        require_own(unit, own_units(by))
    if is_undocumented and not undocumented_decision:
        raise DecisionMissing
    row = CareUnit.objects.select_for_update().get(pk=unit.pk)
    row.name, row.valid_from, row.is_closed = name, valid_from, is_closed
    row.hsa_id, row.phone = hsa_id, phone
    row.is_undocumented = is_undocumented
    row.undocumented_decision = undocumented_decision if is_undocumented else ""
    with said_in_words():
        row.save()
    return row


@act
def set_receiving(
    *,
    unit: CareUnit,
    receives_reports: bool,
    answers_out_of_hours: bool,
    office_from: time | None,
    office_to: time | None,
    by: Assignment | None,
) -> CareUnit:
    """Whether reports of concern to the municipality come to the unit, by day or outside office hours.

    One unit of a municipality receives them by day, and at most one outside the hours of that one. Raises
    NotAdministered, NoSocialServices, WrongHours, ReceiverTaken.
    """
    if by is not None:
        require_own(unit, own_units(by))
    if (office_from is None) != (office_to is None):
        raise WrongHours
    # Two who set two units at once meet at the municipality.
    list(Principal.objects.select_for_update().filter(pk=unit.provider.principal_id))
    others = CareUnit.objects.filter(provider__principal=unit.provider.principal_id, receives_reports=True)
    others = others.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())).exclude(pk=unit.pk)
    if receives_reports and others.filter(answers_out_of_hours=answers_out_of_hours).exists():
        raise ReceiverTaken
    row = CareUnit.objects.select_for_update().get(pk=unit.pk)
    row.receives_reports, row.answers_out_of_hours = receives_reports, receives_reports and answers_out_of_hours
    row.office_from, row.office_to = office_from, office_to
    with said_in_words():
        row.save()
    return row


@act
def end_unit(*, unit: CareUnit, on: date, successor: CareUnit | None = None, by: Assignment | None) -> CareUnit:
    """Closes the unit down after `on`; its figures stay its own, with the successor named.

    What it still has to do is moved by the verb of the same name in workflows/services/unit.py.
    Raises NotAdministered, WrongSuccessor, EndsBeforeStart.
    """
    if by is not None:
        for each in filter(None, (unit, successor)):
            require_own(each, own_units(by))
    if successor is not None and (successor == unit or (successor.valid_to is not None and successor.valid_to <= on)):
        raise WrongSuccessor
    unit.valid_to, unit.successor = on, successor
    with said_in_words():
        unit.save(update_fields=["valid_to", "successor"])
    return unit


@act
def open_centre(*, name: str, units: list[CareUnit], valid_from: date, by: Assignment | None) -> FamilyCentre:
    """A family centre with its first units. Raises NotAdministered, CentreNameTaken."""
    if by is not None:
        for unit in units:
            require_own(unit, own_units(by))
    with said_in_words():
        centre = FamilyCentre.objects.create(name=name)
    for unit in units:
        Placement.objects.create(centre=centre, unit=unit, valid_from=valid_from)
    return centre


@act
def rename_centre(*, centre: FamilyCentre, name: str, by: Assignment | None) -> FamilyCentre:
    """By a principal that has a unit there. Raises NotAdministered, CentreNameTaken."""
    if by is not None:
        require_own(centre, shared_centres(by))
    centre.name = name
    with said_in_words():
        centre.save(update_fields=["name"])
    return centre


@act
def place_unit(*, centre: FamilyCentre, unit: CareUnit, valid_from: date, by: Assignment | None) -> Placement:
    """From that day the unit is placed at the centre. Raises NotAdministered, AlreadyPlaced."""
    if by is not None:
        require_own(unit, own_units(by))
    # Two who place the same unit meet at its lock.
    CareUnit.objects.select_for_update().get(pk=unit.pk)
    if centre.placements.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), unit=unit).exists():
        raise AlreadyPlaced
    return Placement.objects.create(centre=centre, unit=unit, valid_from=valid_from)


@act
def end_placement(*, placement: Placement, last_day: date, by: Assignment | None) -> Placement:
    """Raises NotAdministered, AlreadyEnded, EndsBeforeStart."""
    if by is not None:
        require_own(placement, own_placements(by))
    if placement.valid_to is not None and placement.valid_to < timezone.localdate():
        raise AlreadyEnded
    placement.valid_to = last_day
    with said_in_words():
        placement.save(update_fields=["valid_to"])
    return placement


def _require_set_up(by: Assignment | None) -> None:
    """Who is a party at all is agreed outside Samplan, and set up with the installation."""
    if by is not None:
        raise NotAdministered
