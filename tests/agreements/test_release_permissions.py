"""Who may let a provider's counts go: the decision, the list and the database are asked alike in every test."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, Provider
from accounts.roles import Role
from accounts.services.user import assign, deactivate_user, end_assignment, end_grant
from agreements.models import Rollup, RuleSet, RuleSetParty
from agreements.permissions import may_release, providers_to_release
from agreements.services.rule_set import leave
from tests.agreements.agreement import grant, in_force, make_agreement, region, town
from tests.agreements.working import working
from tests.cast import LONG_AGO, Cast, acting_as

YESTERDAY = timedelta(days=-1)
BOARDS, CLINICS, PRIVATE = {"Social board", "School board"}, {"Clinics"}, {"Private clinic"}


@pytest.fixture
def agreement(cast: Cast) -> RuleSet:
    rule_set = make_agreement(town(cast), region(cast))
    in_force(rule_set)
    with working():
        for unit in (cast.worker.unit, cast.teacher.unit, cast.nurse.unit, cast.stranger.unit):
            same = {"unit": unit, "provider": unit.provider, "indicator": "meeting_in_time", "unknown": 0}
            Rollup.objects.create(quarter=date(2025, 1, 1), counted=9, met=9, **same)
    return rule_set


def party(agreement: RuleSet, principal: str) -> RuleSetParty:
    return agreement.parties.get(principal__name=principal)


def manager_at(who: Assignment, role: Role = Role.UNIT_MANAGER) -> Assignment:
    with act_as(None, reason="test"):
        return assign(user=who.user, unit=who.unit, role=role, valid_from=LONG_AGO, by=None)


def released_by(assignment: Assignment, agreement: RuleSet) -> set[str]:
    """The names of the providers it may release for, as decision and list say."""
    acting = Assignment.objects.select_related("user", "unit__provider__principal").get(pk=assignment.pk)
    held = {each.name for each in Provider.objects.all() if may_release(acting, agreement, each)}
    assert held == {each.name for each in providers_to_release(acting, agreement)}
    return held


def counts_read_by(assignment: Assignment) -> set[str]:
    """Whose unsuppressed counts the database lets it read."""
    with acting_as(assignment):
        return set(Rollup.objects.values_list("provider__name", flat=True))


def test_principals_manager_releases_for_its_boards_alone(cast: Cast, agreement: RuleSet) -> None:
    grant(cast.manager, "release_counts", party(agreement, "Town"))

    assert released_by(cast.manager, agreement) == BOARDS
    assert counts_read_by(cast.manager) == BOARDS


def test_manager_of_a_board_releases_nothing_without_being_appointed(cast: Cast, agreement: RuleSet) -> None:
    assert released_by(cast.manager, agreement) == set()
    assert counts_read_by(cast.manager) == {"Social board"}


def test_principals_manager_of_the_region_releases_no_private_provider(cast: Cast, agreement: RuleSet) -> None:
    head = manager_at(cast.nurse)
    grant(head, "release_counts", party(agreement, "Region"))

    assert released_by(head, agreement) == CLINICS
    assert counts_read_by(head) == CLINICS


def test_private_provider_releases_through_its_own_manager(cast: Cast, agreement: RuleSet) -> None:
    owner = manager_at(cast.stranger)

    assert released_by(owner, agreement) == PRIVATE
    assert counts_read_by(owner) == PRIVATE


def test_private_manager_gets_no_more_by_the_principals_appointment(cast: Cast, agreement: RuleSet) -> None:
    owner = manager_at(cast.stranger)
    grant(owner, "release_counts", party(agreement, "Region"))

    assert released_by(owner, agreement) == PRIVATE
    assert counts_read_by(owner) == PRIVATE


def test_appointment_under_another_principal_gives_nothing(cast: Cast, agreement: RuleSet) -> None:
    grant(cast.manager, "release_counts", party(agreement, "Region"))

    assert released_by(cast.manager, agreement) == set()
    assert counts_read_by(cast.manager) == {"Social board"}


@pytest.mark.parametrize("who", ["worker", "auditor", "administrator", "reviewer", "coordinator", "nurse", "outsider"])
def test_only_a_manager_can_be_appointed(cast: Cast, agreement: RuleSet, who: str) -> None:
    grant(cast.everybody[who], "release_counts", party(agreement, "Town"))
    grant(cast.everybody[who], "release_counts", party(agreement, "Region"))

    assert released_by(cast.everybody[who], agreement) == set()
    assert counts_read_by(cast.everybody[who]) == set()


def test_appointment_is_of_one_agreement(cast: Cast, agreement: RuleSet) -> None:
    other = make_agreement(town(cast), slug="other")
    grant(cast.manager, "release_counts", party(agreement, "Town"))

    assert released_by(cast.manager, other) == set()


@pytest.mark.parametrize("days", [(-9, -1), (1, None)])
def test_appointment_outside_its_days_gives_nothing(
    cast: Cast, agreement: RuleSet, days: tuple[int, int | None]
) -> None:
    grant(cast.manager, "release_counts", party(agreement, "Town"), days=days)

    assert released_by(cast.manager, agreement) == set()
    assert counts_read_by(cast.manager) == {"Social board"}


def test_appointment_that_is_ended_gives_nothing(cast: Cast, agreement: RuleSet) -> None:
    given = grant(cast.manager, "release_counts", party(agreement, "Town"))
    with act_as(None, reason="test"):
        end_grant(grant=given, last_day=timezone.localdate() + YESTERDAY, by=None)

    assert released_by(cast.manager, agreement) == set()
    assert counts_read_by(cast.manager) == {"Social board"}


def test_appointment_does_not_follow_its_user_to_another_assignment(cast: Cast, agreement: RuleSet) -> None:
    grant(cast.manager, "release_counts", party(agreement, "Town"))
    with act_as(None, reason="test"):
        switched = assign(
            user=cast.manager.user,
            unit=cast.neighbour.unit,
            role=Role.UNIT_MANAGER,
            valid_from=LONG_AGO,
            by=None,
        )

    assert released_by(switched, agreement) == set()
    assert counts_read_by(switched) == {"Social board"}


def test_ended_assignment_and_deactivated_user_release_nothing(cast: Cast, agreement: RuleSet) -> None:
    owner = manager_at(cast.stranger)
    grant(cast.manager, "release_counts", party(agreement, "Town"))
    with act_as(None, reason="test"):
        end_assignment(assignment=cast.manager, last_day=timezone.localdate() + YESTERDAY, by=None)
        deactivate_user(user=owner.user, by=None)

    assert released_by(cast.manager, agreement) == released_by(owner, agreement) == set()


def test_principal_that_left_releases_nothing(cast: Cast, agreement: RuleSet) -> None:
    owner = manager_at(cast.stranger)
    grant(cast.manager, "release_counts", party(agreement, "Town"))
    with act_as(None, reason="test"):
        for each in agreement.parties.all():
            leave(party=each, last_day=timezone.localdate() + YESTERDAY, by=None)

    assert released_by(cast.manager, agreement) == released_by(owner, agreement) == set()
    assert counts_read_by(cast.manager) == {"Social board"}
