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
from workflows.selectors.finding import advice_of, finding_of
from workflows.selectors.task import due_of
from workflows.task_views.task import TaskPage

# Where each action is begun.
PAGES = {
    Finding.Action.REFERRAL: "start_referral",
    Finding.Action.PLAN: "start_plan",
    Finding.Action.CONSULTATION: "ask_consultation",
    Finding.Action.CONCERN: "write_report",
}


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
        answer = super().complete(form)
        begun = PAGES.get(Finding.Action(form.cleaned_data["action"]))
        return redirect(reverse(begun)) if begun else answer

    def context(self) -> dict[str, Any]:
        return {
            "heading": self.row.get_proposal_display(),
            "intro": _("Decide what you do. What you choose is begun on its own page; nothing is sent by itself."),
            "submit": _("Decide"),
            "finding": self.row,
            "advice": advice_of(self.row),
        }
