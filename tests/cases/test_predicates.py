"""Decision, list, count and the database say the same of who sees what: for every combination there is.

The expected answer is written out here once more, from the rules and not from the code.
"""

import pytest
from django.db import ProgrammingError, transaction

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Action, Role
from cases.errors import CaseNotVisible, NeedNotStated, NotAllowed
from cases.models import (
    Case,
    CasePerson,
    DisclosedSection,
    Disclosure,
    Need,
    SectionKind,
    Topic,
)
from cases.permissions import may, readable_to, visible_to
from cases.selectors.consent import consent_covers
from cases.services.access import get_case_for
from tests.cases.combinations import (
    BY_NAME,
    CONSENTS,
    NOT_THERE,
    SAMPLE,
    TOLD,
    Given,
    World,
    hand_over,
    made_true,
    make_world,
)
from tests.cast import Cast, acting_as
from tests.conftest import IS_LONG, Acting

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
ASKED = list(Action) if IS_LONG else [Action.READ, Action.WRITE, Action.CLOSE]


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


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
