"""Correcting a recorded step, and somebody's answers: each on a page of its own, as each has its own readers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.base import StepForm
from cases.forms.correction import CorrectAnswersForm, CorrectStepForm
from cases.models import Case
from cases.selectors.case import persons_in, subject_of
from cases.selectors.health import answers_about, recorded_steps
from workflows.selectors.answers_page import shown
from workflows.services.health import change_step, correct_answers
from workflows.task_views.correction import CorrectionPage
from workflows.views.health import crumbs


class ChangeStep(CorrectionPage):
    """What was recorded at a step, as it should have been."""

    what = "change_step"
    kinds = Case.CONTACTS
    template_name = "workflows/change_step.html"

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        rows = {row.step.key: row for row in recorded_steps(case, self.by)}
        if self.kwargs["key"] not in rows:
            raise Http404
        self.row = rows[self.kwargs["key"]]
        return case

    @property
    def draft_key(self) -> str:
        return f"change-step:{self.row.pk}"

    def form(self, data: Any = None) -> StepForm:
        return CorrectStepForm(data, step=self.row.step, initial=CorrectStepForm.initial_of(self.row))

    def save(self, form: CorrectStepForm) -> HttpResponse:  # type: ignore[override]
        cleaned = form.cleaned_data
        change_step(row=self.row, done=form.done(), reason=cleaned["why"], edition=cleaned["edition"], by=self.by)
        return redirect("record_step", self.case.pk, self.row.step.key)

    def context(self) -> dict[str, Any]:
        subject, back = subject_of(self.case, self.by), reverse("record_step", args=[self.case.pk, self.row.step.key])
        return {
            "heading": _("Correct: %(step)s") % {"step": self.row.step.name},
            "intro": str(subject),
            "submit": _("Save the correction"),
            "back_url": back,
            "crumbs": crumbs(self.case, subject, _("Correct")),
        }


class CorrectAnswers(CorrectionPage):
    """One person's answers, as they should have been written down. Of nobody else's."""

    what = "correct_answers"
    kinds = Case.CONTACTS
    template_name = "workflows/correct_answers.html"

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        about = next((each for each in persons_in(case, self.by) if each.pk == self.kwargs["person"]), None)
        rows = answers_about(case, about, self.by) if about else []
        row = next((each for each in rows if each.pk == self.kwargs["answers"]), None)
        if row is None:
            raise Http404
        self.row = row
        return case

    @property
    def draft_key(self) -> str:
        return f"answers:{self.row.pk}"

    def form(self, data: Any = None) -> StepForm:
        return CorrectAnswersForm(data, row=self.row)

    def show(self, form: StepForm, status: int = 200, **context: Any) -> HttpResponse:
        if faster := context.pop("faster", None):
            context["faster"] = shown(faster)
        return super().show(form, status, **context)

    def save(self, form: CorrectAnswersForm) -> HttpResponse:  # type: ignore[override]
        cleaned = form.cleaned_data
        row, found = correct_answers(
            row=self.row,
            answers=form.answers(),
            taken_on=cleaned["taken_on"],
            reason=cleaned["why"],
            edition=cleaned["edition"],
            by=self.by,
        )
        if found:
            return redirect("finding", found[0].case_id)
        return redirect("answers", self.case.pk, row.about_id)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Correct: %(step)s") % {"step": self.row.instrument.name},
            "intro": str(self.row.about),
            "submit": _("Save the correction"),
            "back_url": reverse("answers", args=[self.case.pk, self.row.about_id]),
            "crumbs": crumbs(self.case, subject_of(self.case, self.by), _("Correct")),
        }
