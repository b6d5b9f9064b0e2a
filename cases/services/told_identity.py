"""Who the plan is about, as the other providers know it: told anew when it has changed, as far as consent lets them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from accounts.acting import act, act_as
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from cases.errors import NotConsented
from cases.models import Case, CasePerson, DisclosedSection, SectionKind
from cases.selectors.case import persons_in
from cases.selectors.participation import called_units
from cases.services.disclosure import BY_CONSENT, Basis, disclose_identity
from cases.services.name_index import index_name

# What a copy takes over when it has changed at the sender's.
COPIED = (
    *("given_name", "family_name", "number", "number_kind", "birth_date", "expected_birth", "language"),
    *("needs_interpreter", "protection", "has_custody", "custody_from", "custody_to"),
)


@act
def renew_identity(*, case: Case, by: Assignment) -> list[CareUnit]:
    """Tells the called units what has changed about the people of the case; answers with those that were told.

    Only the owner's side tells who the plan is about. A unit whom consent does not let know of it, as after a birth
    until the family has been asked again, is told nothing and goes on seeing what it was told before.
    """
    if by.unit.provider_id != case.owner_unit.provider_id:
        return []
    people, told = persons_in(case, by), []
    for unit in called_units(case, besides=by.unit):
        try:
            if tell_identity(case=case, receiver=unit, persons=people, by=by):
                told.append(unit)
        except NotConsented:
            continue
    return told


def tell_identity(
    *, case: Case, receiver: CareUnit, persons: Iterable[CasePerson], by: Assignment, basis: Basis = BY_CONSENT
) -> bool:
    """Discloses what the receiver has not been told, and brings its own rows of the same people up to date.

    Whether anything was told. Raises NotConsented, as `disclose_identity` does.
    """
    before = _told_editions(case, receiver)
    row = disclose_identity(case=case, receiver=receiver, persons=persons, by=by, basis=basis)
    if row is None:
        return False
    news = set(row.sections.values_list("about_id", flat=True))
    for person in persons:
        if person.pk in news and person.pk in before:
            _renew_copy(person, _as_it_was(person, before[person.pk]), receiver, by)
    return True


def _told_editions(case: Case, receiver: CareUnit) -> dict[UUID, int]:
    """Person → the latest edition that any unit of the receiver's provider has been told."""
    told = DisclosedSection.objects.filter(
        case=case, kind=SectionKind.IDENTITY, receiver_provider_id=receiver.provider_id
    )
    return dict(told.values_list("origin").annotate(latest=Max("edition")))


def _as_it_was(person: CasePerson, edition: int) -> CasePerson:
    """The person in the edition that was told: the edition counts the rows of history."""
    return person.history.order_by("history_date")[edition - 1].instance


def _renew_copy(person: CasePerson, before: CasePerson, receiver: CareUnit, by: Assignment) -> None:
    """Takes over what changed since `before`; what the receiver has written itself meanwhile stays.

    The system acts as the receiver's manager would: the sender does not see the receiver's row.
    """
    stand_in = Assignment(user=by.user, unit=receiver, role=Role.UNIT_MANAGER, valid_from=timezone.localdate())
    if not stand_in.is_in_force:
        return
    with act_as(stand_in):
        copy = CasePerson.objects.filter(provider_id=receiver.provider_id, disclosed_from=person.pk).first()
        if copy is None:
            return
        changed = [name for name in COPIED if getattr(person, name) != getattr(before, name) == getattr(copy, name)]
        for name in changed:
            setattr(copy, name, getattr(person, name))
        copy.save(update_fields=changed)
        index_name(copy)
