"""The pages of a referral on paper: the sender records what a party without account has answered and done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.forms.base import StepForm
from cases.forms.party import RecordAnswerForm, RecordOutcomeForm
from cases.models import Referral, Sending
from cases.services.referral_answer import give_feedback, note_contact
from workflows.models.step import Outcome, Step
from workflows.selectors.referral import referral_of, sendings_of
from workflows.selectors.task import due_of
from workflows.task_views.referral import ReferralTask, receiving_units


class OnPaper(ReferralTask):
    """What the paper was, and where it went, stand above the form."""

    template_name = "workflows/task_on_paper.html"

    @cached_property
    def sending(self) -> Sending:
        return sendings_of(self.case)[0]

    def context(self) -> dict[str, Any]:
        return {"sending": self.sending, "referral": referral_of(self.case), "submit": _("Save")}


class RecordAnswer(OnPaper):
    """The party takes it over, asks, suggests another, or says no."""

    step = Step.RECORD_ANSWER
    what = "task:record_answer"

    def form(self, data: Any = None) -> StepForm:
        return RecordAnswerForm(data, units=receiving_units(self.by.unit))

    def do(self, form: StepForm) -> Outcome | None:
        return Outcome(self.give_answer(form).value)

    def context(self) -> dict[str, Any]:
        to = {"to": self.sending.party}
        return super().context() | {
            "heading": _("Record the answer of %(to)s") % to,
            "intro": _("Until %(to)s takes over, your unit answers for the family. Ask if nobody has answered.") % to,
        }


class RecordOutcome(OnPaper):
    """The family has been met, and what became of it: one at a time, as the party tells."""

    step = Step.RECORD_OUTCOME
    what = "task:record_outcome"

    def form(self, data: Any = None) -> StepForm:
        form = RecordOutcomeForm(data)
        referral = referral_of(self.case)
        form.fields["contact"].initial, form.fields["on"].initial = referral.contact, referral.contacted_on
        return form

    def do(self, form: StepForm) -> Outcome | None:
        told = form.cleaned_data
        due_at = due_of(self.task)
        referral = referral_of(self.case)
        if told["contact"] and (told["contact"], told["on"]) != (referral.contact, referral.contacted_on):
            note_contact(case=self.case, contact=Referral.Contact(told["contact"]), on=told["on"], by=self.by)
        if not told["result"]:
            return None
        result = Referral.Result(told["result"])
        give_feedback(case=self.case, result=result, text=told["text"], due_at=due_at, by=self.by)
        return Outcome.FED_BACK

    def complete(self, form: StepForm) -> HttpResponse:
        super().complete(form)
        return redirect("referral", self.case.pk)

    def context(self) -> dict[str, Any]:
        to = {"to": self.sending.party}
        return super().context() | {
            "heading": _("What %(to)s has told") % to,
            "intro": _("Write when the family was met, and what became of it when you know."),
        }
