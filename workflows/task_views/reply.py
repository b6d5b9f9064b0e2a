from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.meeting import ReplyForm
from cases.models import Summons
from cases.services.summons import Reply, reply_to_summons
from workflows.models.step import Outcome, Step
from workflows.selectors.task import due_of
from workflows.task_views.task import TaskPage


class ReplyToSummons(TaskPage):
    """A called unit says whether it comes, and who."""

    step = Step.REPLY
    what = "task:reply"
    template_name = "workflows/task_reply.html"

    def form(self, data: Any = None) -> StepForm:
        return ReplyForm(data, initial={"reply": Reply.YES, "who_comes": self.by.user.full_name})

    @property
    def summons(self) -> Summons:
        rows = Summons.objects.filter(case=self.case, unit_id=self.by.unit_id, withdrawn_at=None)
        row = rows.select_related("meeting__chair", "case").order_by("-created_at").first()
        if row is None:
            raise Http404
        return row

    def do(self, form: StepForm) -> Outcome | None:
        reply_to_summons(summons=self.summons, by=self.by, due_at=due_of(self.task), **form.cleaned_data)
        return Outcome.REPLIED

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Reply to the summons"),
            "summons": self.summons,
            "meeting": self.summons.meeting,
            "submit": _("Send the reply"),
        }
