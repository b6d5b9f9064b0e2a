"""The steps of a received report of concern. Each is a decision with its grounds, of the unit that received it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.concern import AnswerForm, ConclusionForm, OpeningForm, ProtectionForm
from cases.models import Case, IntakeDecision, ReportReceipt
from cases.selectors.concern import opening_of, received_reports
from cases.services.intake import (
    answer_reporter,
    assess_protection,
    conclude_investigation,
    decide_opening,
    refuse_feedback,
)
from workflows.models.step import Outcome, Step
from workflows.selectors.report_case import report_parts
from workflows.selectors.task import due_of
from workflows.services.concern import open_feedback
from workflows.task_views.task import TaskPage

Code = IntakeDecision.Code


class IntakeStep(TaskPage):
    kinds = (Case.Kind.CONCERN_INTAKE,)
    template_name = "workflows/task_intake.html"

    def show(self, form: StepForm, status: int = 200, **context: Any) -> Any:
        row = received_reports(self.case)[-1]
        report = {"row": row, "parts": report_parts(row.content)}
        return super().show(form, status, report=report, **context)

    def facts(self, form: StepForm) -> dict[str, Any]:
        """The keyword arguments of a decision."""
        cleaned = form.cleaned_data
        words = {"code": Code(cleaned["code"]), "text": cleaned["text"]}
        return words | {"case": self.case, "by": self.by, "due_at": due_of(self.task)}


class AssessProtection(IntakeStep):
    step = Step.ASSESS_PROTECTION
    what = "task:assess_protection"

    def form(self, data: Any = None) -> StepForm:
        return ProtectionForm(data)

    def do(self, form: StepForm) -> Outcome | None:
        assess_protection(**self.facts(form))
        return Outcome.ASSESSED

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Assess immediate protection"),
            "intro": _("The law says at once (SoL 20 kap. 1 §). The assessment is kept with the child's documents."),
            "show_report": True,
            "submit": _("Save the assessment"),
        }


class DecideOpening(IntakeStep):
    step = Step.DECIDE_OPENING
    what = "task:decide_opening"

    def form(self, data: Any = None) -> StepForm:
        return OpeningForm(data)

    def do(self, form: StepForm) -> Outcome | None:
        row = decide_opening(**self.facts(form))
        open_feedback(self.case)
        return Outcome(row.code)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Decide whether to open an investigation"),
            "intro": _("Within 14 days after the report came in (SoL 20 kap. 2 §)."),
            "submit": _("Save the decision"),
            "longer": _("There are exceptional reasons for longer time"),
        }


class Investigate(IntakeStep):
    step = Step.INVESTIGATE
    what = "task:investigate"

    def form(self, data: Any = None) -> StepForm:
        return ConclusionForm(data)

    def do(self, form: StepForm) -> Outcome | None:
        conclude_investigation(**self.facts(form))
        return Outcome.INVESTIGATED

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("End the investigation"),
            "intro": _(
                "Within four months after it was opened (SoL 20 kap. 3 §). The investigation itself is written in "
                "your own system; here is noted that it is done."
            ),
            "submit": _("End the investigation"),
            "longer": _("There are special reasons for longer time"),
        }


class AfterClosure(IntakeStep):
    """Done also in a closed case: who reads it may, and the task itself asks for the right to write."""

    def get_case(self, pk: UUID) -> Case:
        self.action, asked = Action.READ, self.action
        try:
            return super().get_case(pk)
        finally:
            self.action = asked


class AnswerReporter(AfterClosure):
    step = Step.ANSWER_REPORTER
    what = "task:answer_reporter"

    def form(self, data: Any = None) -> StepForm:
        return AnswerForm(data, initial={"answer": "answer"})

    def do(self, form: StepForm) -> Outcome | None:
        due_at = due_of(self.task)
        if form.cleaned_data["answer"] == "refuse":
            refuse_feedback(case=self.case, text=form.cleaned_data["text"], by=self.by, due_at=due_at)
            return Outcome.NOT_ANSWERED
        answer_reporter(case=self.case, by=self.by, due_at=due_at)
        return Outcome.ANSWERED

    def context(self) -> dict[str, Any]:
        opening = opening_of(self.case)
        return {
            "heading": _("Answer the reporter"),
            "intro": _(
                "Who reported has asked what was decided (SoL 19 kap. 6 §). The answer is one of three, and nothing "
                "else of the case is told."
            ),
            # In the very words that the reporter reads.
            "answer": ReportReceipt.Answer(opening.code).label if opening else "",
            "submit": _("Send the answer"),
        }


class ReadAddition(AfterClosure):
    step = Step.READ_ADDITION
    what = "task:read_addition"

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def do(self, form: StepForm) -> Outcome | None:
        return Outcome.READ

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Read what the reporter has added"),
            "intro": _(
                "Assess again, at once, whether the child needs protection. Where the case is closed and this is "
                "something new, open one in your own system."
            ),
            "submit": _("I have read it"),
        }
