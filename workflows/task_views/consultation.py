"""A consultation's two tasks: answering the question, and reading the answer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.consultation import EndConsultationForm, PostForm
from cases.models import Case
from cases.selectors.consultation import consultation_of, posts_of
from cases.services.consultation import answer_consultation, close_consultation
from workflows.models.step import Outcome, Step
from workflows.selectors.consultation import consultation_crumbs, referral_url
from workflows.selectors.task import due_of
from workflows.task_views.task import TaskPage


class ConsultationTask(TaskPage):
    """Reads the question and what was written since; the form stands below."""

    kinds = (Case.Kind.CONSULTATION,)
    template_name = "workflows/consultation_task.html"

    def context(self) -> dict[str, Any]:
        consultation = consultation_of(self.case)
        return {
            "consultation": consultation,
            "posts": posts_of(self.case),
            "crumbs": consultation_crumbs(self.case, consultation, self.by),
        }


class Advise(ConsultationTask):
    """A unit that was asked answers; in a team the first answer ends it for all."""

    step = Step.ADVISE
    what = "task:advise"

    def form(self, data: Any = None) -> StepForm:
        return PostForm(data, label=_("Your answer"))

    def do(self, form: PostForm) -> Outcome | None:  # type: ignore[override]
        answer_consultation(
            case=self.case,
            text=form.cleaned_data["text"],
            names_nobody=form.names_nobody,
            due_at=due_of(self.task),
            by=self.by,
        )
        return Outcome.ANSWERED

    def context(self) -> dict[str, Any]:
        intro = _("The answer is read by the units in the consultation. The unit that asked then ends it.")
        if consultation_of(self.case).team_id is not None:
            intro = _("The first answer counts for the whole team. The others can add to it afterwards.")
        return super().context() | {
            "heading": _("Answer the question"),
            "intro": intro,
            "submit": _("Send the answer"),
        }


class ReadAnswer(ConsultationTask):
    """The unit that asked says what became of it; a referral may follow, with the question taken along."""

    step = Step.READ_ANSWER
    what = "task:read_answer"

    def form(self, data: Any = None) -> StepForm:
        return EndConsultationForm(data)

    def do(self, form: EndConsultationForm) -> Outcome | None:  # type: ignore[override]
        close_consultation(case=self.case, reason=form.chosen, by=self.by)
        return Outcome(form.chosen.value)

    def complete(self, form: StepForm) -> HttpResponse:
        answer = super().complete(form)
        is_referred = self.case.closure_reason == Case.ClosureReason.REFERRED
        start = referral_url(self.case) if is_referred else ""
        return redirect(start) if start else answer

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "heading": _("Read the answer"),
            "intro": _("Ask more by adding to the consultation. When nothing is left to ask, end it here."),
            "submit": _("End the consultation"),
            "may_add": True,
        }
