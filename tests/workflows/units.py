"""Units beside those of the cast, and who works there."""

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, User
from accounts.roles import Role
from accounts.services.organisation import add_unit
from accounts.services.user import add_user, assign
from tests.cast import LONG_AGO


def new_unit(like: CareUnit, is_closed: bool | None = None) -> CareUnit:
    with act_as(None, reason="test"):
        return add_unit(
            name=f"New {like.name}",
            provider=like.provider,
            service=CareUnit.Service(like.service),
            is_closed=is_closed,
            valid_from=LONG_AGO,
            by=None,
        )


def at(unit: CareUnit, like: Assignment | None = None, role: Role = Role.SOCIAL_WORKER) -> Assignment:
    """An assignment at the unit, of the same user as `like` or of somebody new."""
    with act_as(None, reason="test"):
        user = (
            like.user if like else add_user(email=f"{role}.{unit.pk}@new.test", full_name="New", password=None, by=None)
        )
        return assign(user=user, unit=unit, role=role, valid_from=LONG_AGO, by=None)


def administrator_of(unit: CareUnit) -> Assignment:
    """A system administrator under the unit's principal, who works elsewhere."""
    with act_as(None, reason="test"):
        offices = CareUnit.objects.filter(name="Office", provider=unit.provider)
        office = offices.first() or add_unit(
            name="Office", provider=unit.provider, service=CareUnit.Service.OTHER, valid_from=LONG_AGO, by=None
        )
        user = User.objects.filter(email=f"{office.pk}@office.test").first() or add_user(
            email=f"{office.pk}@office.test", full_name="Office", password=None, by=None
        )
        return assign(user=user, unit=office, role=Role.SYSTEM_ADMINISTRATOR, valid_from=LONG_AGO, by=None)
