"""A grant counts with the acting assignment alone, and ends with it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, FamilyCentre, Grant
from accounts.permissions import COORDINATE, coordinated_centres, has_grant
from accounts.roles import Role
from accounts.selectors.assignment import assignment_in_force
from accounts.services.organisation import open_centre
from accounts.services.user import assign, deactivate_user, end_assignment, end_grant, give_grant
from tests.cast import LONG_AGO, Cast

YESTERDAY, TOMORROW = timedelta(days=-1), timedelta(days=1)


@pytest.fixture
def centre(cast: Cast) -> FamilyCentre:
    with act_as(None, reason="test"):
        open_centre(name="Other centre", units=[cast.teacher.unit], valid_from=LONG_AGO, by=None)
        return open_centre(name="Centre", units=[cast.nurse.unit], valid_from=LONG_AGO, by=None)


@pytest.fixture
def grant(cast: Cast, centre: FamilyCentre) -> Grant:
    return granted(cast, centre)


def granted(cast: Cast, centre: FamilyCentre, *, first: date = LONG_AGO, last: date | None = None) -> Grant:
    facts = {"assignment": cast.coordinator, "permission": COORDINATE, "on": centre, "reason": "Elected"}
    with act_as(None, reason="test"):
        return give_grant(**facts, valid_from=first, valid_to=last, by=None)


def fresh(assignment: Assignment) -> Assignment:
    return Assignment.objects.select_related("user", "unit").get(pk=assignment.pk)


def counts(assignment: Assignment, centre: FamilyCentre) -> bool:
    """Whether the grant counts; the list and the decision must say the same."""
    acting = fresh(assignment)
    is_listed = centre in coordinated_centres(acting)
    assert is_listed == has_grant(acting, COORDINATE, centre)
    return is_listed


def test_grant_counts_for_its_assignment_and_its_centre_alone(cast: Cast, centre: FamilyCentre, grant: Grant) -> None:
    assert counts(cast.coordinator, centre)
    assert coordinated_centres(cast.coordinator) == [centre]
    assert not counts(cast.nurse, centre)


def test_grant_does_not_follow_its_user_to_another_assignment(cast: Cast, centre: FamilyCentre, grant: Grant) -> None:
    user, unit = cast.coordinator.user, cast.coordinator.unit
    with act_as(None, reason="test"):
        other = assign(user=user, unit=unit, role=Role.CENTRE_COORDINATOR, valid_from=LONG_AGO, by=None)

    assert not counts(other, centre)
    assert counts(cast.coordinator, centre)


def test_grant_ends_with_its_assignment(cast: Cast, centre: FamilyCentre, grant: Grant) -> None:
    with act_as(None, reason="test"):
        end_assignment(assignment=cast.coordinator, last_day=timezone.localdate() + YESTERDAY, by=None)

    assert not counts(cast.coordinator, centre)


def test_grant_of_a_deactivated_user_counts_no_more(cast: Cast, centre: FamilyCentre, grant: Grant) -> None:
    with act_as(None, reason="test"):
        deactivate_user(user=cast.coordinator.user, by=None)

    assert not counts(cast.coordinator, centre)


@pytest.mark.parametrize(("first", "last"), [(TOMORROW, None), (YESTERDAY * 2, YESTERDAY)])
def test_grant_outside_its_days(cast: Cast, centre: FamilyCentre, first: timedelta, last: timedelta | None) -> None:
    today = timezone.localdate()

    granted(cast, centre, first=today + first, last=today + last if last else None)

    assert not counts(cast.coordinator, centre)


def test_ended_grant_counts_no_more(cast: Cast, centre: FamilyCentre, grant: Grant) -> None:
    with act_as(None, reason="test"):
        end_grant(grant=grant, last_day=timezone.localdate() + YESTERDAY, by=None)

    assert not counts(cast.coordinator, centre)


def test_ending_one_of_two_grants_leaves_the_other(cast: Cast, centre: FamilyCentre, grant: Grant) -> None:
    second = granted(cast, centre)
    with act_as(None, reason="test"):
        end_grant(grant=second, last_day=timezone.localdate() + YESTERDAY, by=None)

    assert counts(cast.coordinator, centre)


def test_row_without_guardian_and_guardian_without_row_count_nothing(cast: Cast, centre: FamilyCentre) -> None:
    grant = granted(cast, centre)
    cast.coordinator.user.userobjectpermission_set.all().delete()
    assert not counts(cast.coordinator, centre)

    with act_as(None, reason="test"):
        end_grant(grant=grant, last_day=timezone.localdate() + YESTERDAY, by=None)
    permission = Permission.objects.get(codename=COORDINATE)
    cast.nurse.user.user_permissions.add(permission)
    assert not counts(cast.nurse, centre)


def test_assignment_of_another_user_is_not_chosen(cast: Cast) -> None:
    assert assignment_in_force(user=cast.worker.user, pk=cast.manager.pk) is None
    assert assignment_in_force(user=cast.worker.user, pk=cast.worker.pk) == cast.worker
