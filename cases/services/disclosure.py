"""Handing content over to another provider: a frozen copy to one unit, on a ground, one row for each time.

Row policies refuse a section that consent does not cover, whatever the caller says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.models import Assignment, CareUnit
from cases.errors import NotConsented
from cases.models import Case, CasePerson, DisclosedSection, Disclosure, Ground, Party, SectionKind, Topic
from cases.models.base import Content
from cases.selectors.consent import consent_covers, may_be_told_until
from cases.selectors.section import freeze
from cases.services.ground import require_ground
from cases.services.name_index import index_name


@dataclass(frozen=True, slots=True)
class Section:
    """What is about to be told: `content` is the copy as the receiver will have it, plain JSON."""

    kind: SectionKind
    topic: str
    about: CasePerson
    origin: Any
    edition: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a hand-over rests. What `LegalGround` asks of the ground: a group, a section of law, why it is needed.

    `valid_to`: the last day of working access; by consent it is the consent that says. What goes on within a provider
    `came_on` a ground `to_unit`, and ends with that.
    """

    ground: Ground = Ground.CONSENT
    group: str = ""
    section: str = ""
    need: str = ""
    valid_to: date | None = None
    came_on: Ground | None = None
    to_unit: CareUnit | None = None

    def consents_to(self, receiver: CareUnit | Party) -> CareUnit | Party | None:
        """Whom a consent must name; None where it does not rest on one."""
        if self.ground == Ground.CONSENT:
            return receiver
        return self.to_unit if self.came_on == Ground.CONSENT else None

    def lets_know(self, case: Case, topic: str, about: UUID, receiver: CareUnit | Party) -> bool:
        """Whether this may be told now. Of another ground than consent it is the hand-over that is asked, not this."""
        named = self.consents_to(receiver)
        return named is None or consent_covers(case, topic, about, named_in_consent(named))


BY_CONSENT = Basis()


def named_in_consent(receiver: CareUnit | Party) -> int | str:
    return receiver.name if isinstance(receiver, Party) else receiver.pk


def disclose(
    *, case: Case, receiver: CareUnit | Party, sections: list[Section], by: Assignment, basis: Basis = BY_CONSENT
) -> Disclosure:
    """One hand-over, to a unit or to a party without account.

    Raises NotConsented when any section is not covered by consent, GroundDoesNotFit for another ground that does not
    reach this receiver, GroundUnexplained where its grounds are missing; then nothing is told.
    """
    subjects = {(section.topic, section.about.pk) for section in sections}
    if not all(basis.lets_know(case, topic, about, receiver) for topic, about in subjects):
        raise NotConsented
    valid_to = basis.valid_to
    if named := basis.consents_to(receiver):
        valid_to = min(may_be_told_until(case, topic, about, named_in_consent(named)) for topic, about in subjects)
    if basis.ground != Ground.CONSENT:
        require_ground(basis.ground, by.unit, receiver, group=basis.group, section=basis.section, need=basis.need)
    row = Disclosure(
        case=case,
        sender_unit=by.unit,
        sender_provider_id=by.unit.provider_id,
        **_receiver_columns(receiver),
        case_provider_id=case.owner_unit.provider_id,
        ground=basis.ground,
        ground_group=basis.group,
        ground_section=basis.section,
        ground_need=basis.need,
        rests_on_ground=basis.came_on or "",
        rests_on_unit=basis.to_unit,
        topics=sorted({section.topic for section in sections}),
        disclosed_by=by.user,
        disclosed_at=timezone.now(),
        valid_to=valid_to,
    )
    row.save(force_insert=True)
    for section in sections:
        _freeze_section(row, section, by)
    return row


def _receiver_columns(receiver: CareUnit | Party) -> dict[str, Any]:
    if isinstance(receiver, Party):
        return {"receiver_party": receiver.name, "receiver_kind": receiver.kind}
    return {"receiver_unit": receiver, "receiver_provider_id": receiver.provider_id}


def disclose_identity(
    *, case: Case, receiver: CareUnit, persons: Iterable[CasePerson], by: Assignment, basis: Basis = BY_CONSENT
) -> Disclosure | None:
    """Tells the receiver who the plan is about, and makes the receiver's own rows of those it has none of.

    The rows are not joined to anybody. None when the receiver has been told all of it before, also by another unit of
    the case: what a called unit knows it has from the case's owner, who tells of changes.
    """
    told = [person for person in persons if basis.lets_know(case, Topic.IDENTITY, person.pk, receiver)]
    if not any(person.relation == CasePerson.Relation.SUBJECT for person in told):
        raise NotConsented
    known = _persons_known_to(case, receiver)
    owner = case.owner_unit.provider_id
    # Of a referral a unit of the owner's provider is told too: its part lasts as long as that hand-over.
    is_told_anew = by.unit.provider_id == owner or (case.kind != Case.Kind.PLAN and receiver.provider_id == owner)
    sections = [identity_of(person) for person in told if is_told_anew or not known.get(_first_row_of(person))]
    news = [section for section in sections if not _is_told(section, receiver)]
    row = disclose(case=case, receiver=receiver, sections=news, by=by, basis=basis) if news else None
    copies: dict[Any, CasePerson] = {}
    # Who carries an unborn child comes before it, so that the copy can name the copy.
    for person in sorted(told, key=lambda each: each.carried_by_id is not None):
        if _first_row_of(person) not in known:
            copies[person.pk] = _copy_person(person, receiver, copies.get(person.carried_by_id))
    return row


def share_ready(*, row: Content, kind: SectionKind, receivers: Iterable[CareUnit], by: Assignment) -> list[CareUnit]:
    """Hands this edition to every receiver whom consent lets know of its topic; answers with those who got it."""
    section = Section(kind, row.topic, row.about, row.pk, row.edition, freeze(row))
    got = []
    for unit in receivers:
        if not _is_told(section, unit) and consent_covers(row.case, row.topic, row.about_id, unit.pk):
            disclose(case=row.case, receiver=unit, sections=[section], by=by)
            got.append(unit)
    return got


def _is_told(section: Section, unit: CareUnit) -> bool:
    copies = DisclosedSection.objects.filter(origin=section.origin, edition=section.edition, receiver_unit=unit)
    return copies.filter(ended_at=None).exists()


def _persons_known_to(case: Case, unit: CareUnit) -> dict[UUID, bool]:
    """By `_first_row_of`: the persons the unit's provider has rows of, and whether another told the unit of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, is_told FROM persons_known_to(%s, %s)", [case.pk, unit.pk])
        return dict(cursor.fetchall())


def _first_row_of(person: CasePerson) -> UUID:
    return person.disclosed_from_id or person.pk


def _freeze_section(disclosure: Disclosure, section: Section, by: Assignment) -> None:
    DisclosedSection(
        case_id=disclosure.case_id,
        disclosure=disclosure,
        receiver_unit_id=disclosure.receiver_unit_id,
        receiver_provider_id=disclosure.receiver_provider_id,
        sender_provider_id=by.unit.provider_id,
        kind=section.kind,
        topic=section.topic,
        about=section.about,
        origin=section.origin,
        edition=section.edition,
        content=section.content,
        valid_to=disclosure.valid_to,
    ).save(force_insert=True)


def identity_of(person: CasePerson) -> Section:
    """Who it is, as a receiver is told."""
    content = {
        "name": str(person.name),
        "relation": person.relation,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "expected_birth": person.expected_birth.isoformat() if person.expected_birth else None,
        "language": person.language,
        "needs_interpreter": person.needs_interpreter,
    }
    edition = person.history.count()
    return Section(SectionKind.IDENTITY, Topic.IDENTITY, person, person.pk, edition, content)


def _copy_person(person: CasePerson, receiver: CareUnit, carried_by: CasePerson | None) -> CasePerson:
    copy = CasePerson(
        case_id=person.case_id,
        provider_id=receiver.provider_id,
        disclosed_from_id=_first_row_of(person),
        relation=person.relation,
        given_name=person.given_name,
        family_name=person.family_name,
        number=person.number,
        number_kind=person.number_kind,
        birth_date=person.birth_date,
        expected_birth=person.expected_birth,
        carried_by=carried_by,
        language=person.language,
        needs_interpreter=person.needs_interpreter,
        protection=person.protection,
        has_custody=person.has_custody,
        custody_from=person.custody_from,
        custody_to=person.custody_to,
    )
    copy.save(force_insert=True)
    index_name(copy)
    return copy
