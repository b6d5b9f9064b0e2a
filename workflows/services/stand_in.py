"""For whom the system acts where a unit cannot, or where nobody does: as the unit's manager, so to say."""

from copy import copy

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, User
from accounts.roles import Role
from accounts.services.service_account import service_assignment

# The account of the clocks, and the name that history shows.
ACCOUNT, NAME = "klockor", "Samplan, klockor"


def manager_of(unit: CareUnit, user: User) -> Assignment:
    """The unit's manager, played by the system for `user`: also after the unit's last day. Is in no table."""
    as_open = copy(unit)
    as_open.valid_to = None
    return Assignment(user=user, unit=as_open, role=Role.UNIT_MANAGER, valid_from=timezone.localdate())


def clocks_at(unit: CareUnit) -> Assignment:
    """The unit's manager, played for the clocks' own account: what a day has ended is ended by nobody."""
    with act_as(None, reason=NAME):
        account = service_assignment(account=ACCOUNT, full_name=NAME, principal=unit.provider.principal, by=None)
    return manager_of(unit, account.user)
