"""What can go wrong with a case, in words a page can show. Each says what is the matter and what to do."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment
from cases.models.base import Content


class CaseError(Exception):
    """A state guard said no. `message` is for the page, `field` the form field it belongs to, or None."""

    message: "str | Promise" = _("This cannot be done now.")
    field: str | None = None

    def __init__(self, message: "str | Promise | None" = None, *, field: str | None = None) -> None:
        self.message = message or self.message
        self.field = field or self.field
        super().__init__(str(self.message))


class CaseClosed(CaseError):
    message = _("The case is closed. It can be read, but nothing can be added.")


class NotConsented(CaseError):
    message = _("There is no consent to tell this unit about this.")


class GroundDoesNotFit(CaseError):
    """The ground is switched off, not in force, or never reaches from such a unit to such a one."""

    message = _("This ground does not reach from your unit to the receiver. Choose another.")
    field = "ground"


class GroundUnexplained(CaseError):
    """What the ground asks for is missing: whom it is about, which section of law, or why it is needed."""

    message = _("Write why the receiver needs to know.")
    field = "need"


class Undocumented(CaseError):
    """The acting unit may store nothing about a person's circumstances (SoL 14 kap. 5 §), but its own interventions."""

    message = _(
        "Your unit has decided not to document anybody (SoL 14 kap. 5 §). It takes part in plans that others own and "
        "writes its own interventions there, and nothing else about a person."
    )


class MayNameSomebody(CaseError):
    """A text that is to name nobody looks as if it did; `words` are the parts, for the writer's page and no log."""

    def __init__(self, words: Sequence[str], *, field: str) -> None:
        super().__init__(_("The text looks as if it names somebody."), field=field)
        self.words = list(words)
        quoted = ", ".join(f"”{each}”" for each in self.words)
        self.message = _(
            "This looks as if it names somebody: %(words)s. Change it, or say below that it names nobody."
        ) % {"words": quoted}


class PlanLocked(CaseError):
    message = _("The plan is waiting for confirmation or in force. Change it by starting a new version.")


class PlanIncomplete(CaseError):
    message = _("Something that the plan must have is missing.")


class SummonsClosed(CaseError):
    message = _("The meeting has been held or cancelled. The reply can no longer be changed.")


class StepRecorded(CaseError):
    """A colleague has recorded the step meanwhile: `row` is what stands."""

    message = _("This step is already recorded. Change what stands, if it is wrong.")

    def __init__(self, row: Content) -> None:
        self.row = row
        super().__init__()


class StaleText(CaseError):
    """Somebody saved another text since the form was opened: `current` is the row as it stands now."""

    message = _("The text was changed while you were writing.")

    def __init__(self, current: Content) -> None:
        self.current = current
        super().__init__()


class SavedMeanwhile(CaseError):
    """As StaleText, of a form with many fields: it is shown again, with what stands beside what was typed."""

    message = StaleText.message

    def __init__(self, current: Content) -> None:
        self.current = current
        super().__init__()


class Refused(Exception):
    """An attempt at a case that is answered with no, and logged as such outside the request's transaction."""

    def __init__(self, by: Assignment, case: UUID, what: str) -> None:
        self.by, self.case, self.what = by, case, what
        super().__init__(what)


class CaseNotVisible(Refused, Http404):
    """To this assignment the case does not exist."""


class NotAllowed(Refused, PermissionDenied):
    """A participant without the right to do this."""


class NeedNotStated(Refused, PermissionDenied):
    """The unit takes part in the case by name, and this colleague is not named: the need must be stated first."""
