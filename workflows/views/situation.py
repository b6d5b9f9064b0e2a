"""The two-way rule in social services: what is asked of the family around a case. A prompt, and never a gate."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment
from cases.forms.base import StepForm
from cases.forms.situation import SituationForm
from cases.models import Case, CasePerson
from cases.selectors.situation import KINDS, prompts_in
from cases.services.situation import answer_situation
from workflows.task_views.page import StepPage


def situation_beside(case: Case, subject: CasePerson | None, by: Assignment, *, writes: bool) -> dict[str, Any]:
    """For the page of a case: the questions with how they stand, and a form with those that wait; {} for nobody's.

    Only for the own unit of social services, and a form only for who `writes` in the case.
    """
    prompts = prompts_in(case, by, subject=subject)
    if not prompts:
        return {}
    waiting = [each for each in prompts if not each.is_asked]
    form = SituationForm(prompts=waiting) if writes and waiting else None
    return {"situation": {"prompts": prompts, "waiting": len(waiting), "form": form, "writes": writes, "case": case}}


class Situation(StepPage):
    """All the questions with their answers, to answer or to change."""

    what = "situation"
    kinds = KINDS
    template_name = "workflows/situation.html"

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        self.prompts = prompts_in(case, self.by)
        if not self.prompts:
            raise Http404
        return case

    def form(self, data: Any = None) -> StepForm:
        return SituationForm(data, prompts=self.prompts)

    def save(self, form: StepForm) -> HttpResponse:
        for question, answer, text in form.answers():  # type: ignore[attr-defined]
            answer_situation(case=self.case, question=question, answer=answer, text=text, by=self.by)
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("The family around the case"),
            "intro": _("Questions to ask, and never a condition for going on. Only your unit sees the answers."),
            "submit": _("Save"),
        }
