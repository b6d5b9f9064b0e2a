from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Text
from cases.selectors.plan import plan_document
from cases.services.agreement import (
    agree_plan,
    confirm_interventions,
    decline_interventions,
    is_waiting_for_confirmation,
)
from workflows.models.step import Outcome, Step
from workflows.task_views.task import TaskPage


class ConfirmForm(StepForm):
    asked_for = ("text",)
    answer = forms.ChoiceField(
        label=_("Does your unit stand by its interventions?"),
        choices=[("confirm", _("Yes, we do this")), ("decline", _("No, it cannot be done as written"))],
        widget=forms.RadioSelect,
    )
    text = Text(
        label=_("What has to change?"),
        required=False,
        limit=500,
        rows=3,
        help_text=_("Only if you say no. All units in the plan see it. Write nothing about the family here."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "decline" and not cleaned.get("text"):
            self.add_error("text", _("Write what has to change."))
        return cleaned


class Confirm(TaskPage):
    """A unit stands by what the plan says it does; the last one to do so puts the plan in force."""

    step = Step.CONFIRM
    what = "task:confirm"
    template_name = "workflows/task_confirm.html"

    def form(self, data: Any = None) -> StepForm:
        return ConfirmForm(data, initial={"answer": "confirm"})

    def do(self, form: StepForm) -> Outcome | None:
        if form.cleaned_data["answer"] == "decline":
            decline_interventions(case=self.case, note=form.cleaned_data["text"], by=self.by)
            return Outcome.DECLINED
        confirm_interventions(case=self.case, by=self.by)
        if not is_waiting_for_confirmation(self.case):
            agree_plan(case=self.case, by=self.by)
        return Outcome.CONFIRMED

    def context(self) -> dict[str, Any]:
        plan = plan_document(self.case, self.by)
        mine = [each for each in plan.interventions if each.progress and each.progress.unit_id == self.by.unit_id]
        return {
            "heading": _("Confirm your unit's interventions"),
            "plan": plan,
            "mine": mine,
            "submit": _("Send the answer"),
        }
