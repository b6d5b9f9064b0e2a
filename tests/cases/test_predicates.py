"""Decision, list, count and the database say the same of who sees what: for every combination there is.

The expected answer is written out here once more, from the rules and not from the code.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit
from accounts.roles import Action, Role
from accounts.services.user import add_user, assign
from cases.errors import CaseNotVisible, NeedNotStated, NotAllowed
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
from cases.permissions import may, readable_to, visible_to
from cases.selectors.consent import consent_covers
from cases.services.access import get_case_for
from cases.services.case import open_case
from cases.services.consent import record_consent, record_exception, settle, withdraw_consent
from cases.services.person import PersonFacts, Relation, add_case_person
from tests.cast import LONG_AGO, Cast, acting_as
from tests.conftest import IS_LONG, Acting
from tests.story import known_subject

PROFESSIONALS = {
    Role.SOCIAL_WORKER,
    Role.CHILD_HEALTH_NURSE,
    Role.MIDWIFE,
    Role.PRESCHOOL_TEACHER,
    Role.ADDICTION_COUNSELLOR,
}
ACTIONS = {role: set(Action) for role in PROFESSIONALS} | {
    Role.UNIT_MANAGER: {Action.SEE, Action.READ, Action.HAND_OVER},
    Role.CENTRE_COORDINATOR: {Action.SEE, Action.READ, Action.CALL},
}

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
SAMPLE = EVERYTHING if IS_LONG else EVERYTHING[::23]
ASKED = list(Action) if IS_LONG else [Action.READ, Action.WRITE, Action.CLOSE]


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


@pytest.fixture
def world(cast: Cast) -> World:
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


def takes_part(combination: tuple[str, ...]) -> bool:
    """Whether the readers' unit is in the case: another provider's only while it may know what it was told."""
    participation, consent, disclosure, _state, side, _door = combination
    is_out = disclosure in ("ended", "expired") or (disclosure == "given" and not CONSENTS[consent])
    return participation not in NOT_THERE and not (side == "other_provider" and is_out)


def is_visible(role: Role, combination: tuple[str, ...]) -> bool:
    if role not in ACTIONS or not takes_part(combination):
        return False
    is_named, is_open = combination[0] in BY_NAME, combination[-1] == "open_unit"
    return role == Role.UNIT_MANAGER or is_named or (role in PROFESSIONALS and is_open)


def topics_within(participation: str) -> set[Topic]:
    return {Topic.HEALTH} if participation == "limited" else {Topic.HEALTH, Topic.FAMILY}


def refusal(role: Role, combination: tuple[str, ...]) -> type[Exception]:
    is_colleague = role in PROFESSIONALS and takes_part(combination)
    return NeedNotStated if is_colleague else CaseNotVisible


def decided(by: Assignment, case: Case, action: Action) -> type[Exception] | None:
    try:
        with transaction.atomic():
            get_case_for(by, case.pk, action, what="test")
    except (CaseNotVisible, NotAllowed, NeedNotStated) as refused:
        return type(refused)
    return None


def check_case(by: Assignment, given: Given, combination: tuple[str, ...], as_owner: Acting) -> None:
    """Decision, list and count about the case itself by the predicate alone, and by the database alone."""
    role, case, state = Role(by.role), given.case, combination[3]
    expected = {case.pk} if is_visible(role, combination) else set()

    with as_owner():
        assert set(visible_to(by).values_list("pk", flat=True)) == expected
        assert visible_to(by).count() == len(expected)
    assert set(Case.objects.values_list("pk", flat=True)) == expected
    for action in ASKED:
        reads = action in (Action.SEE, Action.READ)
        owns = combination[4] == "own_provider" or action not in (Action.CONSENT, Action.CLOSE)
        allowed = action in ACTIONS.get(role, set()) and (state == "open" or reads) and owns
        answer = (None if allowed else NotAllowed) if expected else refusal(role, combination)
        assert decided(by, case, action) == answer
        assert may(by, action, Case(pk=case.pk, status=state, owner_unit=case.owner_unit)) == bool(expected and allowed)


def check_content(by: Assignment, given: Given, combination: tuple[str, ...], as_owner: Acting) -> None:
    """Decision row by row, list and count about content by the predicate alone, and by the database alone."""
    expected = {
        key
        for key, (provider, topic) in given.needs.items()
        if provider == by.unit.provider_id and topic in topics_within(combination[0])
    }
    if not is_visible(Role(by.role), combination):
        expected = set()

    with as_owner():
        assert set(readable_to(by, Need.objects.all()).values_list("pk", flat=True)) == expected
        assert readable_to(by, Need.objects.all()).count() == len(expected)
        assert {key for key in given.needs if readable_to(by, Need.objects.filter(pk=key)).exists()} == expected
    assert set(Need.objects.values_list("pk", flat=True)) == expected


def check_sections(by: Assignment, combination: tuple[str, ...], as_owner: Acting) -> None:
    """The same of what another unit disclosed; the database shows its sender what was sent, too."""
    participation, consent, disclosure, _state, side, _door = combination
    within = topics_within(participation) | {Topic.IDENTITY}
    seen = is_visible(Role(by.role), combination)
    expected = CONSENTS[consent] & within if seen and disclosure == "given" else set()
    given_by_own_side = within & TOLD if seen and side == "own_provider" and disclosure != "none" else set()

    with as_owner():
        listed = readable_to(by, DisclosedSection.objects.all())
        assert set(listed.values_list("topic", flat=True)) == expected
        assert listed.count() == len(expected)
    assert set(DisclosedSection.objects.values_list("topic", flat=True)) == expected | given_by_own_side


def test_predicates_agree_with_each_other_and_with_the_database(world: World, as_owner: Acting) -> None:
    for combination in SAMPLE:
        side, door = combination[-2:]
        readers = world.readers[side, door]
        with made_true(world, readers, combination, as_owner) as given:
            for role, by in readers.reading(combination[0]).items():
                with acting_as(by):
                    try:
                        check_case(by, given, combination, as_owner)
                        check_content(by, given, combination, as_owner)
                        check_sections(by, combination, as_owner)
                    except AssertionError as error:
                        raise AssertionError(f"{role} in {combination}") from error


@pytest.mark.parametrize("consent", CONSENTS)
def test_database_takes_a_copy_only_where_consent_covers_it(world: World, as_owner: Acting, consent: str) -> None:
    readers, by = world.readers["other_provider", "open_unit"], world.owner
    with made_true(world, readers, ("unit", consent, "none", "open"), as_owner) as given, acting_as(by):
        child = given.persons[0]
        covered = {topic for topic in TOLD if consent_covers(given.case, topic, child.pk, readers.unit.pk)}
        with as_owner(), act_as(None, reason="test"):
            hand_over("given", given.case, child, by, readers)
        taken = {topic for topic in TOLD if is_taken(given.case, child, topic, by)}

    assert covered == taken == CONSENTS[consent]


def is_taken(case: Case, about: CasePerson, topic: Topic, by: Assignment) -> bool:
    """Whether the row policy lets the sender add one more section about `topic` to the disclosure there is."""
    header = Disclosure.objects.get(case=case)
    receiver = {"receiver_unit": header.receiver_unit, "receiver_provider": header.receiver_provider}
    facts = {"kind": SectionKind.NEED, "topic": topic, "about": about, "origin": about.pk, "edition": 9}
    row = DisclosedSection(
        case=case, disclosure=header, sender_provider_id=by.unit.provider_id, content={}, **facts, **receiver
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            transaction.set_rollback(True)
    except ProgrammingError:
        return False
    return True
