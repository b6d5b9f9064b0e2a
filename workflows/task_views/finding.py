"""Deciding what to do about a finding. What is chosen is begun on its own page; nothing is sent by itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.health import FindingForm
from cases.models import Case, Finding
from cases.services.finding import decide_finding
from workflows.models.step import Outcome, Step
from workflows.selectors.finding import advice_of, begin_url, finding_of, is_still_proposed
from workflows.selectors.task import due_of
from workflows.task_views.task import TaskPage


class DecideFinding(TaskPage):
    step = Step.DECIDE_FINDING
    what = "task:decide_finding"
    kinds = (Case.Kind.FINDING,)
    template_name = "workflows/task_finding.html"

    def form(self, data: Any = None) -> StepForm:
        self.row = finding_of(self.case)
        return FindingForm(data, initial={"edition": self.row.edition})

    def do(self, form: StepForm) -> Outcome | None:
        cleaned = form.cleaned_data
        decide_finding(
            row=self.row,
            action=Finding.Action(cleaned["action"]),
            text=cleaned["text"],
            edition=cleaned["edition"],
            due_at=due_of(self.task),
            by=self.by,
        )
        return Outcome.DECIDED

    def complete(self, form: StepForm) -> HttpResponse:
        super().complete(form)
        self.row.refresh_from_db(fields=["action"])
        return redirect(begin_url(self.row) or reverse("finding", args=[self.case.pk]))

    def context(self) -> dict[str, Any]:
        return {
            "heading": self.row.get_proposal_display(),
            "intro": _("Decide what you do. What you choose is begun on its own page; nothing is sent by itself."),
            "submit": _("Decide"),
            "finding": self.row,
            "advice": advice_of(self.row),
            "is_corrected": not is_still_proposed(self.row, self.by),
        }
