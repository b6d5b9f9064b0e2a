"""Asking a patient about children and parenthood, assessing, and asking again: one screen for all three."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.errors import CaseError, SavedMeanwhile, StaleText
from cases.forms.base import StepForm
from cases.forms.parenthood import ParenthoodForm
from cases.models import Case
from cases.models.parenthood import NOT_ASKED, Protection
from cases.selectors.case import subject_of
from cases.selectors.parenthood import children_of, parenthood_of
from cases.services.parenthood import assess_protection, open_parenthood, record_talk, save_parenthood
from workflows.models.step import Outcome, Step
from workflows.selectors.task import due_of
from workflows.services.errors import TaskDone
from workflows.services.parenthood import record_programme_step
from workflows.task_views.task import TaskPage


class AskParenthood(TaskPage):
    """Half of it can be saved: the task stays open, and what nobody asked stands as not asked."""

    step = Step.ASK_PARENTHOOD
    what = "task:ask_parenthood"
    kinds = (Case.Kind.ADDICTION_CARE,)
    template_name = "workflows/task_parenthood.html"
    heading = _("Children and parenthood")

    def form(self, data: Any = None) -> StepForm:
        self.row = parenthood_of(self.case, self.by) or open_parenthood(case=self.case, by=self.by)
        form = ParenthoodForm(data, row=self.row, children=children_of(self.case, self.by))
        review = self.row.next_review
        form.fields["next_review"].initial = review if review and review > timezone.localdate() else None
        return form

    @property
    def is_later(self) -> bool:
        return bool(self.request.POST.get("later"))

    def do(self, form: ParenthoodForm) -> Outcome | None:  # type: ignore[override]
        try:
            self.save_record(form)
        except StaleText as stale:
            raise SavedMeanwhile(stale.current) from stale
        if self.is_later:
            return None
        self.check(form)
        record_programme_step(case=self.case, task=Step(self.step), on=timezone.localdate(), by=self.by)
        return self.outcome(form)

    def save_record(self, form: ParenthoodForm) -> None:
        cleaned = form.cleaned_data
        late = due_of(self.task) if self.step == Step.ASK_PARENTHOOD else None
        row = save_parenthood(
            row=self.row,
            answers=form.answers(),
            children=form.children(),
            edition=cleaned["edition"],
            due_at=late,
            by=self.by,
        )
        if cleaned["protection"] not in ("", NOT_ASKED):
            assess_protection(
                row=row,
                protection=cleaned["protection"],
                text=cleaned["protection_text"],
                edition=row.edition,
                by=self.by,
            )
        if cleaned["talk"] not in ("", NOT_ASKED):
            record_talk(case=self.case, held_with=cleaned["talk"], by=self.by)

    def check(self, form: ParenthoodForm) -> None:
        if form.cleaned_data["children"] in ("", NOT_ASKED):
            words = _("Answer whether there are children, or save and ask later.")
            raise CaseError(words, field="children")

    def outcome(self, form: ParenthoodForm) -> Outcome:
        return Outcome.ASKED

    def complete(self, form: StepForm) -> HttpResponse:
        super().complete(form)
        if form.cleaned_data["protection"] == Protection.REPORT:
            return redirect("write_report")
        return redirect("parenthood", self.case.pk)

    def done_by_other(self, done: TaskDone) -> HttpResponse:
        return redirect("parenthood", self.case.pk) if self.request.method == "GET" else super().done_by_other(done)

    def context(self) -> dict[str, Any]:
        return {
            "heading": self.heading,
            "subject": subject_of(self.case, self.by),
            "row": self.row,
            "submit": _("Save and go on"),
            "second_submit": ("later", _("Save, ask the rest later")),
            "back_url": reverse("parenthood", args=[self.case.pk]),
        }


class ReviewParenthood(AskParenthood):
    step = Step.REVIEW_PARENTHOOD
    what = "task:review_parenthood"


class AssessChild(AskParenthood):
    """A report of concern, or the reason why not. A report is written on its own page, and is not sent by this."""

    step = Step.ASSESS_CHILD
    what = "task:assess_child"
    heading = _("Assess whether a child may fare badly")

    def check(self, form: ParenthoodForm) -> None:
        if form.cleaned_data["protection"] in ("", NOT_ASKED):
            raise CaseError(_("Choose what you have come to, or save and assess later."), field="protection")

    def outcome(self, form: ParenthoodForm) -> Outcome:
        is_report = form.cleaned_data["protection"] == Protection.REPORT
        return Outcome.REPORTED if is_report else Outcome.NOT_REPORTED
