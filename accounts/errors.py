"""What can go wrong when users, units and centres are administered, in words a page can show."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AccountsError(Exception):
    """A state guard said no. `message` is for the page, `field` the form field it belongs to, or None."""

    message: "str | Promise" = _("This cannot be done now.")
    field: str | None = None

    def __init__(self) -> None:
        super().__init__(str(self.message))


class NotAdministered(PermissionDenied):
    """Not an administrator, or what it is about belongs to another principal."""


class EndsBeforeStart(AccountsError):
    message = _("The last day lies before the first.")
    field = "valid_to"


class UnitNameTaken(AccountsError):
    message = _("The provider already has a unit with that name.")
    field = "name"


class HsaIdTaken(AccountsError):
    message = _("Another unit already has that HSA-ID.")
    field = "hsa_id"


class CentreNameTaken(AccountsError):
    message = _("There already is a family centre with that name.")
    field = "name"


class TeamNameTaken(AccountsError):
    message = _("There already is a team with that name.")
    field = "name"


class AlreadyInTeam(AccountsError):
    message = _("The unit is already in the team then.")
    field = "unit"


class LeavesLater(AccountsError):
    message = _("The unit is in the team that day. End its part on its last day, or after it.")
    field = "valid_to"


class EmailTaken(AccountsError):
    message = _("Somebody already signs in with this address. Give that person an assignment instead.")
    field = "email"


class ReceiverTaken(AccountsError):
    message = _("Another unit of the municipality already receives reports at those hours. Change that one first.")


class NoSocialServices(AccountsError):
    message = _("Only social services for children and families receive reports of concern (SoL 19 kap. 1 §).")


class WrongHours(AccountsError):
    message = _("Write both times, the first before the second, or leave both empty.")
    field = "office_to"


class DecisionMissing(AccountsError):
    """SoL 2025:400 14 kap. 5 §: undocumented activity rests on a decision of the board."""

    message = _("Write which decision it rests on: who decided, the day and the number.")
    field = "undocumented_decision"


class WrongSuccessor(AccountsError):
    message = _("Choose another unit, which is still there after the last day.")
    field = "successor"


class AlreadyPlaced(AccountsError):
    message = _("The unit is already placed at the centre then.")
    field = "unit"


class AlreadyEnded(AccountsError):
    message = _("It has already ended. Give a new one instead.")
    field = "valid_to"


class UserDeactivated(AccountsError):
    message = _("The user has been deactivated and can get nothing new.")
    field = "email"


class AlreadyActive(AccountsError):
    message = _("The user can sign in already.")


class ReasonMissing(AccountsError):
    message = _("Write why.")
    field = "reason"


class OwnAssignment(AccountsError):
    """Whoever administers sees no person: nobody lets themselves in, or locks themselves out."""

    message = _("Nobody administers their own assignments. Ask another system administrator.")


class WrongSubstitute(AccountsError):
    message = _("A substitute stands in for a colleague of the same unit.")
    field = "substitute_for"


class WorksElsewhere(AccountsError):
    message = _("The user also has assignments under another principal. End those that are yours instead.")
