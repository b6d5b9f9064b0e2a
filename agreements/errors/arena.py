"""Why a training day, a group or its meeting cannot be recorded so, in words for the page."""

from django.utils.translation import gettext_lazy as _

from cases.errors import CaseError


class ArenaError(CaseError):
    """A state guard said no."""


class NotHeldYet(ArenaError):
    message = _("This day has not come. Record it when it has been held.")
    field = "held_on"


class NotToCome(ArenaError):
    message = _("Choose a day from today on. A meeting that has been held is written down.")
    field = "held_on"


class NothingRaised(ArenaError):
    message = _("Write what was raised.")
    field = "raised"


class AlreadyHeld(ArenaError):
    message = _("This meeting is written down already.")


class NobodyTookPart(ArenaError):
    message = _("Write at least one unit, a profession and how many took part.")


class CountedTwice(ArenaError):
    message = _("The same profession of the same unit stands twice. Write them on one line.")


class UnitOutside(ArenaError):
    message = _("Choose a unit of the parties.")
    field = "unit"


class UnitNotThereThen(ArenaError):
    message = _("One of the units did not exist that day.")


class NamesANumber(ArenaError):
    message = _("There is a personal identity number in the text. Nobody is named here: take it away.")


class CouncilWithoutCentre(ArenaError):
    message = _("A user council belongs to a family centre. Add it at the centre.")
    field = "kind"


class EndsBeforeStart(ArenaError):
    message = _("The last day lies before the first.")
    field = "valid_to"


class OutsideTheGroup(ArenaError):
    message = _("The group does not exist that day.")


class AlreadyMember(ArenaError):
    message = _("Sits in the group then already.")


class NoMember(ArenaError):
    message = _("Choose a person, or a unit and which post there.")


class MetThatDay(ArenaError):
    message = _("A meeting of that day is recorded already. Change that one.")
    field = "held_on"


class MoreThanOffered(ArenaError):
    message = _("No more can take it up than it was offered to. In an open activity the two are the same.")
    field = "taken_up"


class OutsideTheActivity(ArenaError):
    message = _("The activity is not held that day.")
    field = "held_on"


class CountedThatDay(ArenaError):
    message = _("That day is counted already. Correct what stands there.")
    field = "held_on"


class CountedOutside(ArenaError):
    message = _("An occasion that is counted lies outside these days.")
    field = "valid_from"
