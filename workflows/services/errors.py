"""What can go wrong with a task, in words a page can show."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agreements.errors.round import RoundError
from workflows.models import Draft, Task


class TaskError(Exception):
    """A task cannot be acted on now; `message` says why, and what to do."""

    message = _("This cannot be done now.")

    def __init__(self) -> None:
        super().__init__(str(self.message))


class TaskDone(TaskError):
    """Somebody was first, or (`task.is_withdrawn`) it is no longer needed: `task` says how it ended, by whom, when."""

    message = _("Somebody else has already done this.")

    def __init__(self, task: Task) -> None:
        self.task = task
        super().__init__()


class TaskTaken(TaskError):
    """A colleague took it first: `who`, and `when`."""

    message = _("A colleague has already taken this.")

    def __init__(self, who: User, when: datetime) -> None:
        self.who, self.when = who, when
        super().__init__()


class TaskNotYours(TaskError, PermissionDenied):
    message = _("This is another unit's task.")


class NotTheTaker(TaskError, PermissionDenied):
    message = _("Only the one who has the task, or the unit's manager, can do this.")


class CannotTakeOver(TaskError):
    message = _("This person cannot take over the task: it takes an assignment in the same unit that may do it.")


class NobodyChosen(CannotTakeOver):
    message = _("Choose who gets the task.")


class TaskNotVisible(TaskError, Http404):
    """There is no such task, or not for the one who asks: the two are told apart to nobody."""

    message = _("The page does not exist, or you may not see it")


class TaskGone(TaskError):
    """The acting unit's own task, done or withdrawn, in a case that is not open to the one who asks."""

    message = _("The task is no longer there. Somebody has done it, or it is no longer needed.")


class RepliesClosed(TaskError):
    message = _("All called units have replied. Note the new unit's answer at the meeting instead.")


class ProcessRunning(TaskError):
    message = _("A plan is already on its way in this case.")


class StepNotOpen(RoundError):
    """`done`: the step as it was done last, None where the round has not come to it."""

    message = _("The round is not at this step. Somebody may already have done it.")

    def __init__(self, done: Task | None = None) -> None:
        self.done = done
        super().__init__()


class EmptyPlan(RoundError):
    message = _("Write at least one measure.")


class FormSent(TaskError):
    message = _("This form has already been sent. What you wrote is saved, once.")


class DraftChanged(TaskError):
    """Another draft has been saved since, in another place: `draft` is the one that stands."""

    message = _("The text was changed in another place while you were writing.")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__()


class NotPaused(TaskError):
    message = _("The clock is not standing still.")


class NotPausable(TaskError):
    message = _("This clock never stands still. The law gives longer time only for its own reasons.")
