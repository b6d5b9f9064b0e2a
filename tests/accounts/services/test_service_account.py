import pytest

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, Principal, Provider, User
from accounts.selectors.service_account import units_with_people
from accounts.services.organisation import add_principal
from accounts.services.service_account import service_assignment

pytestmark = pytest.mark.django_db


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


def test_service_account_cannot_sign_in_and_opens_nothing(town: Principal) -> None:
    account = make(town)

    assert not account.user.has_usable_password()
    assert not account.rights.opens_cases
    assert not account.rights.administers
    assert account.is_in_force


def test_service_unit_is_no_unit_to_call(town: Principal) -> None:
    account = make(town)

    assert list(CareUnit.objects.all()) == [account.unit]
    assert not units_with_people(CareUnit.objects.all()).exists()
