import pytest
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.errors import NotAdministered
from accounts.models import Assignment, CareUnit, Principal, Provider, User
from accounts.roles import Role, RoleRights
from accounts.selectors.administration import own_assignments, own_providers, own_units, own_users
from accounts.selectors.assignment import assignment_in_force, assignments_to_choose
from accounts.selectors.service_account import units_with_people
from accounts.services.organisation import add_principal
from accounts.services.service_account import service_assignment
from accounts.services.user import assign
from tests.cast import Cast
from workflows.forms.administration import KnownUserForm

pytestmark = pytest.mark.django_db
PASSWORD = "a long sentence about nothing"


@pytest.fixture
def town() -> Principal:
    with act_as(None, reason="test"):
        return add_principal(name="Town", kind=Principal.Kind.MUNICIPALITY, by=None)


def make(principal: Principal) -> Assignment:
    with act_as(None, reason="test"):
        return service_assignment(account="import", full_name="Import", principal=principal, by=None)


def test_service_assignment_is_made_once(town: Principal) -> None:
    assert make(town) == make(town)
    assert (User.objects.count(), Assignment.objects.count(), CareUnit.objects.count()) == (1, 1, 1)


def test_service_assignment_with_another_principal_is_the_same_user(town: Principal) -> None:
    with act_as(None, reason="test"):
        region = add_principal(name="Region", kind=Principal.Kind.REGION, by=None)

    first, second = make(town), make(region)

    assert first.user == second.user
    assert first.unit != second.unit
    assert set(Provider.objects.values_list("kind", flat=True)) == {"board", "region_own"}


def test_service_account_opens_and_shows_nothing(town: Principal) -> None:
    account = make(town)

    assert account.role == Role.SERVICE_ACCOUNT
    assert account.rights == RoleRights()
    assert account.is_in_force


def test_service_account_cannot_sign_in_even_with_a_password(town: Principal, client: Client) -> None:
    user = make(town).user
    assert not user.has_usable_password()
    with act_as(None, reason="test"):
        user.set_password(PASSWORD)
        user.save()

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert SESSION_KEY not in client.session


def test_person_with_the_same_password_signs_in(cast: Cast, client: Client) -> None:
    user = cast.worker.user
    with act_as(None, reason="test"):
        user.set_password(PASSWORD)
        user.save()

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert client.session[SESSION_KEY] == str(user.pk)


def test_nobody_acts_as_the_service_account(town: Principal) -> None:
    account = make(town)

    assert assignments_to_choose(account.user) == []
    assert assignment_in_force(user=account.user, pk=account.pk) is None


def test_administrator_does_not_see_account_unit_or_provider(cast: Cast) -> None:
    by = cast.administrator
    account = make(by.unit.provider.principal)

    assert cast.worker.user in own_users(by)
    assert account.user not in own_users(by)
    assert cast.worker.unit in own_units(by)
    assert account.unit not in own_units(by)
    assert account.unit.provider not in own_providers(by)
    assert account not in own_assignments(by)


def test_administrator_neither_gives_the_role_nor_gives_the_account_another(cast: Cast) -> None:
    by = cast.administrator
    account, today = make(by.unit.provider.principal), timezone.localdate()

    for user, role in ((cast.stranger.user, Role.SERVICE_ACCOUNT), (account.user, Role.UNIT_MANAGER)):
        with pytest.raises(NotAdministered), transaction.atomic():
            assign(user=user, unit=cast.neighbour.unit, role=role, valid_from=today, by=by)


def test_form_offers_neither_the_role_nor_the_account(cast: Cast) -> None:
    by = cast.administrator
    account = make(by.unit.provider.principal)

    form = KnownUserForm({"email": account.user.email, "role": Role.SERVICE_ACCOUNT}, by=by)

    assert {"email", "role"} <= form.errors.keys()


def test_service_unit_is_no_unit_to_call(town: Principal) -> None:
    account = make(town)

    assert list(CareUnit.objects.all()) == [account.unit]
    assert not units_with_people(CareUnit.objects.all()).exists()
