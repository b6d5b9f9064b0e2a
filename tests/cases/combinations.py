"""Every combination of participation, consent, disclosure, state, side and door, and each made true in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

from django.db import transaction
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from accounts.services.user import add_user, assign
from cases.models import (
    Case,
    CasePerson,
    Consent,
    ConsentException,
    DisclosedSection,
    Disclosure,
    Ground,
    Need,
    Participation,
    SectionKind,
    Topic,
)
from cases.services.case import open_case
from cases.services.consent import record_consent, record_exception, settle, withdraw_consent
from cases.services.person import PersonFacts, Relation, add_case_person
from tests.cast import LONG_AGO, Cast, acting_as
from tests.conftest import IS_LONG, Acting
from tests.story import known_subject

# Participation of the reader's unit; in all but the first and the last four it is there now.
NOT_THERE = ["none", "other_unit", "ended", "future"]
BY_NAME = ["named", "limited", "stated_need", "substitute"]
PARTICIPATIONS = [*NOT_THERE, *BY_NAME, "unit", "colleague"]

TOLD = {Topic.IDENTITY, Topic.HEALTH, Topic.FAMILY}
# What the consents let the reader's unit know.
CONSENTS: dict[str, set[Topic]] = {
    "all_yes": TOLD,
    "one_no": set(),
    "one_not_asked": set(),
    "one_later": set(),
    "withdrawn": set(),
    "expired": set(),
    "other_topic": {Topic.IDENTITY},
    "other_unit": set(),
    "exception": TOLD,
    "not_shared": {Topic.IDENTITY, Topic.HEALTH},
    "second_answer": set(),
}
DISCLOSURES = ["none", "given", "ended", "expired"]
STATES = ["open", "closed"]
SIDES = ["own_provider", "other_provider"]
DOORS = ["open_unit", "closed_unit"]

HOUSES = list(product(SIDES, DOORS))
EVERYTHING = [
    (*combination, *HOUSES[(number // 8 + number // 88) % 4])
    for number, combination in enumerate(product(PARTICIPATIONS, CONSENTS, DISCLOSURES, STATES))
]
# The step has no factor in common with the lengths above, so that every value is met by every other in time.
# One that leaked once: a stated need outlived what the unit had been told.
LEAKED = ("stated_need", "one_not_asked", "expired", "open", "other_provider", "open_unit")
SAMPLE = EVERYTHING if IS_LONG else [*EVERYTHING[::23], LEAKED]


@dataclass
class Readers:
    """A unit with one reader per role, a substitute for each, and a colleague; and its sister unit."""

    unit: CareUnit
    sister: CareUnit
    absent: Assignment
    by_role: dict[Role, Assignment] = field(default_factory=dict)
    substitutes: dict[Role, Assignment] = field(default_factory=dict)

    def reading(self, participation: str) -> dict[Role, Assignment]:
        return self.substitutes if participation == "substitute" else self.by_role


@dataclass
class World:
    """The owner of all cases, and readers by side and door."""

    owner: Assignment
    readers: dict[tuple[str, str], Readers]


def make_readers(unit: CareUnit, sister: CareUnit, prefix: str) -> Readers:
    def reader(name: str, role: Role, substitute_for: Assignment | None = None) -> Assignment:
        user = add_user(email=f"{prefix}.{name}@example.test", full_name=name, password=None, by=None)
        return assign(user=user, unit=unit, role=role, valid_from=LONG_AGO, substitute_for=substitute_for, by=None)

    found = Readers(unit, sister, reader("absent", Role.SOCIAL_WORKER))
    for role in Role:
        found.by_role[role] = reader(role, role)
        found.substitutes[role] = reader(f"for-{role}", role, found.absent)
    return found


def make_world(cast: Cast) -> World:
    with act_as(None, reason="test"):
        adults, families = cast.neighbour.unit, cast.worker.unit
        open_adults = CareUnit.objects.create(
            name="Advice", provider=adults.provider, service="other", is_closed=False, valid_from=LONG_AGO
        )
        health, addiction = cast.nurse.unit, cast.counsellor.unit
        readers = {
            ("own_provider", "open_unit"): make_readers(open_adults, adults, "a"),
            ("own_provider", "closed_unit"): make_readers(adults, open_adults, "b"),
            ("other_provider", "open_unit"): make_readers(health, addiction, "c"),
            ("other_provider", "closed_unit"): make_readers(addiction, health, "d"),
        }
    assert families.is_closed
    return World(cast.worker, readers)


@dataclass
class Given:
    """One combination, made true in the database."""

    case: Case
    persons: list[CasePerson]
    needs: dict[object, tuple[int, Topic]]


@contextmanager
def made_true(world: World, readers: Readers, combination: tuple[str, ...], as_owner: Acting) -> Iterator[Given]:
    participation, consent, disclosure, state, *_rest = combination
    with transaction.atomic():
        case, persons = open_with_guardians(world.owner)
        record(consent, case, persons, readers, world.owner)
        with as_owner(), act_as(None, reason="test"):
            Participation.objects.bulk_create(participations(participation, case, readers))
            needs = write_needs(case, persons[0], world.owner, readers)
            if disclosure in ("given", "ended"):
                hand_over(disclosure, case, persons[0], world.owner, readers)
        with acting_as(world.owner):
            settle(case, world.owner)
        with as_owner(), act_as(None, reason="test"):
            if disclosure == "expired":
                hand_over(disclosure, case, persons[0], world.owner, readers)
            if state == "closed":
                closed = {"status": state, "closed_at": timezone.now(), "closure_reason": "moved"}
                Case.objects.filter(pk=case.pk).update(**closed)
        yield Given(case, persons, needs)
        transaction.set_rollback(True)


def open_with_guardians(by: Assignment) -> tuple[Case, list[CasePerson]]:
    child = PersonFacts(given_name="Elis", birth_date=timezone.localdate() - timedelta(days=700))
    with acting_as(by):
        case = open_case(subject=child, by=by)
        parents = [
            add_case_person(case=case, facts=facts, relation=Relation.PARENT, by=by)
            for facts in (PersonFacts(given_name=name, has_custody=True) for name in ("Kim", "Robin"))
        ]
        return case, [known_subject(case, by), *parents]


def record(kind: str, case: Case, persons: list[CasePerson], readers: Readers, by: Assignment) -> None:
    """The two guardians' answers."""
    today, _child = timezone.localdate(), persons[0]
    unit = readers.sister if kind == "other_unit" else readers.unit
    topics = {Topic.VIOLENCE} if kind == "other_topic" else TOLD
    kept = {Topic.FAMILY} if kind == "not_shared" else set()
    last = today - timedelta(days=1) if kind == "expired" else today + timedelta(days=30)

    def answer(person: CasePerson, said: str = "yes") -> Consent:
        return record_consent(
            case=case,
            person=person,
            answer=Consent.Answer(said),
            form=Consent.Form.ORAL,
            given_on=today - timedelta(days=2),
            valid_to=last,
            scopes={unit: topics},
            not_shared=kept,
            by=by,
        )

    with acting_as(by):
        answer(persons[1])
        second = {"one_no": "no", "one_later": "later"}.get(kind, "yes")
        if kind == "exception":
            reason = ConsentException.Reason.NOT_REACHED
            record_exception(case=case, person=persons[2], reason=reason, explanation="Abroad", by=by)
        elif kind != "one_not_asked":
            answer(persons[2], second)
        if kind == "withdrawn":
            withdraw_consent(consent=Consent.objects.filter(person=persons[2]).select_related("case").get(), by=by)
        if kind == "second_answer":
            answer(persons[2], "no")


def participations(kind: str, case: Case, readers: Readers) -> list[Participation]:
    now = timezone.now()
    yesterday, tomorrow = now - timedelta(days=1), now + timedelta(days=1)
    users = {
        "substitute": [readers.absent.user],
        "colleague": [readers.absent.user],
        "unit": [],
        "other_unit": [],
    }.get(kind, [reader.user for reader in readers.by_role.values()])

    def row(user: object = None, **more: object) -> Participation:
        facts = {"valid_from": now, "role": Participation.Role.CALLED, "reason": Participation.Reason.SUMMONED}
        unit = readers.sister if kind == "other_unit" else readers.unit
        return Participation(case=case, unit=unit, user=user, **(facts | more))  # type: ignore[misc]

    if kind == "none":
        return []
    every = {
        "ended": {"valid_from": yesterday - timedelta(days=1), "valid_to": yesterday},
        "future": {"valid_from": tomorrow},
        "limited": {"topics": [Topic.HEALTH]},
    }.get(kind, {})
    named = every | ({"valid_to": tomorrow} if kind == "stated_need" else {})
    return [row(**every), *(row(user, **named) for user in users)]


def write_needs(case: Case, about: CasePerson, owner: Assignment, readers: Readers) -> dict[object, tuple[int, Topic]]:
    """One need about health and one about the family by each side; key → provider and topic."""
    rows = [
        Need(
            case=case,
            owner_unit=unit,
            owner_provider_id=unit.provider_id,
            topic=topic,
            about=about,
            written_by=owner.user,
            text="Secret",
        )
        for unit in {owner.unit, readers.unit, readers.sister}
        for topic in (Topic.HEALTH, Topic.FAMILY)
    ]
    Need.objects.bulk_create(rows)
    return {row.pk: (row.owner_provider_id, Topic(row.topic)) for row in rows}


def hand_over(kind: str, case: Case, about: CasePerson, sender: Assignment, readers: Readers) -> None:
    """A disclosure of three sections to the readers' unit, as it stands later on."""
    if kind == "none":
        return
    ends = {
        "ended": {"ended_at": timezone.now()},
        "expired": {"valid_to": timezone.localdate() - timedelta(days=1)},
    }.get(kind, {"valid_to": timezone.localdate() + timedelta(days=30)})
    receiver = {"receiver_unit": readers.unit, "receiver_provider_id": readers.unit.provider_id}
    header = Disclosure.objects.create(
        case=case,
        sender_unit=sender.unit,
        sender_provider_id=sender.unit.provider_id,
        case_provider_id=sender.unit.provider_id,
        ground=Ground.CONSENT,
        topics=sorted(TOLD),
        disclosed_by=sender.user,
        disclosed_at=timezone.now(),
        **receiver,
        **ends,
    )
    DisclosedSection.objects.bulk_create(
        DisclosedSection(
            case=case,
            disclosure=header,
            sender_provider_id=sender.unit.provider_id,
            kind=SectionKind.NEED,
            topic=topic,
            about=about,
            origin=about.pk,
            edition=number,
            content={"text": "Secret"},
            **receiver,
            **ends,
        )
        for number, topic in enumerate(sorted(TOLD))
    )
