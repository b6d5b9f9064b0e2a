"""What the receiver's page of a report of concern says: what happens now, by when, and what has been decided."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Assignment
from accounts.roles import Action
from accounts.templatetags.samplan import Due
from agreements.models import Clock
from cases.models import Case, ReportReceipt
from workflows.models import Deadline, Task
from workflows.models.step import Step
from workflows.selectors.due import due_of

HAPPENING = {
    Step.ASSESS_PROTECTION: gettext_lazy("immediate protection is assessed"),
    Step.DECIDE_OPENING: gettext_lazy("it is decided whether to open an investigation"),
    Step.INVESTIGATE: gettext_lazy("the investigation is carried out"),
    Step.ANSWER_REPORTER: gettext_lazy("the reporter is answered"),
    Step.READ_ADDITION: gettext_lazy("somebody reads what the reporter has added"),
}
# Where the law itself gives no number of days, what it says stands beside the local routine's clock.
SAID_BY_LAW = {Step.ASSESS_PROTECTION: "protection_assessment"}


@dataclass(frozen=True, slots=True)
class Work:
    """One open task or running clock; `url` where the reader can do it."""

    heading: str
    due: Due | None
    law: str
    url: str
    label: str


def work_in(case: Case, tasks: list[Task], reader: Assignment) -> list[Work]:
    """What is open now with its clock, and clocks that run ahead of their task, the first due first."""
    running = Deadline.objects.filter(case=case, closed_at=None).select_related("clock", "unit").order_by("due_at")
    by_task = {task.pk: task for task in tasks}
    found = []
    for deadline in running:
        task = by_task.get(deadline.task_id) if deadline.task_id else None
        found.append(_work(deadline, task, reader))
    return found


def feedback_words(receipt: ReportReceipt) -> str:
    """Whether the reporter has asked, and what became of it."""
    if receipt.answered_at:
        return _("The reporter asked and has been answered.")
    if receipt.refused_at:
        return _("The reporter asked. It was judged unsuitable to answer.")
    if receipt.feedback_requested_at:
        return _("The reporter has asked what is decided.")
    return _("The reporter has not asked. The question can come later.")


def _work(deadline: Deadline, task: Task | None, reader: Assignment) -> Work:
    step = Step(deadline.step)
    due = due_of(deadline.due_at, deadline.near_at, now=timezone.now())
    detail = _("%(day)s. Source: %(source)s") % {"day": due.detail, "source": deadline.clock.source}
    is_mine = task is not None and task.unit_id == reader.unit_id and Action.WRITE in reader.rights.actions
    key = SAID_BY_LAW.get(step, "")
    law = Clock.objects.in_force(timezone.localdate()).filter(key=key).first() if key else None
    return Work(
        heading=str(HAPPENING[step]),
        due=Due(due.state, due.words, detail),
        law=law.source if law else "",
        url=reverse("task", args=[task.pk]) if task and is_mine else "",
        label=str(step.label),
    )
