"""Why something cannot be done in a round, in words for the page."""

from django.utils.translation import gettext_lazy as _

from cases.errors import CaseError


class RoundError(CaseError):
    """A state guard of a round said no."""


class NotYours(RoundError, PermissionError):
    message = _("Your assignment has no part in this round that would let you do this.")


class RoundExists(RoundError):
    message = _("There is a round with these questions that year already.")


class NoInterval(RoundError):
    message = _("The agreement does not say how often it is reviewed.")


class RoundAdopted(RoundError):
    message = _("The report on the round is adopted. Its answers can no longer be changed.")


class RoundClosed(RoundError):
    message = _("The round does not take answers any more.")


class NoVersion(RoundError):
    message = _("No version of the agreement is in force then.")


class NoCentres(RoundError):
    message = _("The agreement has no centre to ask.")


class NoParties(RoundError):
    message = _("The agreement has no parties.")


class NoDeadline(RoundError):
    message = _("No deadline is in force by which centres would have to answer.")


class NotAnswered(RoundError):
    message = _("Answer the question, if only with not known.")


class WrongAnswer(RoundError):
    message = _("This is no answer to the question.")
