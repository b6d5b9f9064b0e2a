from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.follow_up import ClosureForm
from cases.models import Case, Evaluation
from workflows.services.case import close_case
from workflows.task_views.page import StepPage


class CloseCase(StepPage):
    """Ends the case outside a follow-up, with its reason and the family's own words; open tasks and clocks end too."""

    what = "close_case"
    action = Action.CLOSE

    def form(self, data: Any = None) -> StepForm:
        return ClosureForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        cleaned = form.cleaned_data
        close_case(
            case=self.case,
            reason=Case.ClosureReason(cleaned["reason"]),
            grade=Evaluation.Grade(cleaned["grade"]),
            own_words=cleaned["own_words"],
            said_by=cleaned["said_by"],
            by=self.by,
        )
        return redirect("case", self.case.pk)

    @property
    def draft_key(self) -> str:
        return f"close:{self.case.pk}"

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("End the case"),
            "intro": _("Open tasks and clocks end in every unit. What is written can still be read."),
            "submit": _("End the case"),
        }
