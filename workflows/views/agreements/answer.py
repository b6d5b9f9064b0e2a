"""A centre's answers: by its respondent, or from paper by a coordinator."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.forms.round import CentreAnswersForm
from agreements.models import Question
from agreements.permissions import Right, may_answer, may_enter_paper
from agreements.selectors.round import centre_answers, questions_of
from cases.forms.base import StepForm
from workflows.services.review import answer_centre
from workflows.views.agreements.round_page import CentreStep


class AnswerRound(CentreStep):
    """Short, saved while one writes, and the same page when a question has come back."""

    right = Right.SEE
    submit = _("Send the answers")
    template_name = "agreements/answer.html"

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        self.is_respondent = may_answer(self.by, self.asked)
        if not (self.is_respondent or may_enter_paper(self.by, self.asked)):
            raise PermissionDenied
        self.heading = _("Answer for %(centre)s") % {"centre": self.asked.centre}

    @cached_property
    def questions(self) -> list[Question]:
        return questions_of(self.round)

    def form(self, data: Any = None) -> StepForm:
        given = next(each.answers for each in centre_answers(self.round) if each.centre_id == self.asked.centre_id)
        initial = CentreAnswersForm.initial_of(self.questions, given)
        form = CentreAnswersForm(data, questions=self.questions, initial=initial)
        self.draft_saved_at = None if data is not None else self.take_up(form, self.draft_key)
        return form

    def save(self, form: StepForm) -> None:
        answers: Any = form.answers()  # type: ignore[attr-defined]
        answer_centre(asked=self.asked, answers_=answers, is_on_paper=not self.is_respondent, by=self.by)

    @property
    def draft_key(self) -> str:
        return f"round:{self.asked.pk}"

    @property
    def back_url(self) -> str:
        return reverse("round", args=[self.rule_set.slug, self.round.pk])

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "is_on_paper": not self.is_respondent,
            "draft_key": self.draft_key,
            "draft_saved_at": self.draft_saved_at,
        }
