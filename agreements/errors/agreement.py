"""What can go wrong with an agreement, in words a page can show."""

from django.utils.translation import gettext_lazy as _

from cases.errors import CaseError


class AgreementError(CaseError):
    """A state guard of an agreement said no."""


class VersionBegun(AgreementError):
    message = _("This version has begun. Make a new version to change what was agreed.")


class NotADraft(AgreementError):
    message = _("This version is already decided.")


class DraftExists(AgreementError):
    message = _("A new version is already being written. Finish it, or discard it, first.")


class EmptyVersion(AgreementError):
    message = _("The version has no clause yet. Add at least one first.")


class BeginsTooEarly(AgreementError):
    message = _("A new version begins tomorrow at the earliest: what has happened is judged by what held then.")
    field = "valid_from"


class BeginsBeforeAnother(AgreementError):
    message = _("Another version or clock begins that day or later. Choose a later day.")
    field = "valid_from"


class NoParties(AgreementError):
    message = _("A law or a guideline has no parties: it holds for everybody.")


class AlreadyParty(AgreementError):
    message = _("This principal is a party in that time already.")
    field = "principal"


class AlreadyLetIn(AgreementError):
    message = _("The agreement knows this centre already.")
    field = "centre"


class CodeTaken(AgreementError):
    message = _("Another clause has this code.")
    field = "code"


class IndicatorTaken(AgreementError):
    message = _("The clause is measured by this already.")
    field = "key"


class CutOffsMissing(AgreementError):
    message = _("Write both cut-offs, or none.")
    field = "partly_from"


class CutOffsInWrongOrder(AgreementError):
    message = _("Partly met must lie on the other side of met: lower where more is better, higher where less is.")
    field = "partly_from"


class ClockTaken(AgreementError):
    message = _("Another clause of this version has this clock.")
    field = "key"


class ClockUnknown(AgreementError):
    message = _("Nothing is counted by this clock.")
    field = "key"


class SlugTaken(AgreementError):
    message = _("Another agreement has this short name.")
    field = "slug"


class NotYours(AgreementError, PermissionError):
    message = _("Your assignment has no part in this agreement that would let you do this.")


class NotWholeQuarters(AgreementError):
    message = _("A report covers whole quarters or years.")
    field = "period_to"


class PeriodNotOver(AgreementError):
    message = _("The period is not over yet.")
    field = "period_to"


class NoVersionThen(AgreementError):
    message = _("No version of the agreement was in force then.")


class ReportLocked(AgreementError):
    message = _("The report is adopted and cannot be changed.")


class NotSignedInAnew(AgreementError):
    message = _("Sign in again to adopt the report.")


class ClausesNotAssessed(AgreementError):
    message = _(
        "Some clauses are not assessed on the figures as they are now. Assess each of them, if only as not assessed."
    )


class NotOfThisReport(AgreementError):
    message = _("The report has no such clause or indicator.")


class NoReason(AgreementError):
    message = _("Say why.")
    field = "why"


class NoWords(AgreementError):
    message = _("Write what was found.")
    field = "text"


class NothingToRelease(AgreementError):
    message = _("The report holds no figures from the cases.")


class CountsChanged(AgreementError):
    message = _("The figures have changed since you opened the page. Look at them again before you release them.")


class MeasureDone(AgreementError):
    message = _("This measure is already followed up.")


class NotAdopted(AgreementError):
    message = _("The report is not adopted yet.")


class DueTooEarly(AgreementError):
    message = _("Choose a day from today on.")
    field = "due_on"


class OwnerNotInForce(AgreementError):
    message = _("This assignment is not in force.")
    field = "owner"
