"""The pages of a referral's tasks after it was sent: answer, contact, feedback, end."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import CareUnit
from accounts.roles import Action
from accounts.selectors.service_account import units_with_people
from cases.forms.base import StepForm
from cases.forms.referral import (
    AnswerReferralForm,
    CloseReferralForm,
    ContactForm,
    FeedbackForm,
)
from cases.models import Attachment, Case, ReferralSection, Sending
from cases.permissions import may
from cases.selectors.attachment import attachments_of
from cases.selectors.case import persons_in, subject_of
from cases.services.referral import close_referral
from cases.services.referral_answer import answer_referral, give_feedback, leave_referral, note_contact
from cases.services.requested_plan import open_requested_plan
from workflows.models import Notice
from workflows.models.step import Outcome, Step
from workflows.selectors.referral import (
    received,
    referral_of,
)
from workflows.selectors.task import due_of
from workflows.services.notice import tell_units
from workflows.services.process import start_process
from workflows.services.task import complete_task
from workflows.task_views.task import TaskPage

Heading = ReferralSection.Heading


class ReferralTask(TaskPage):
    """A step of a referral."""

    kinds = Case.REFERRALS

    def about(self) -> str:
        """Whom it is about and who asked, under the heading of a short form."""
        words = {"name": subject_of(self.case, self.by) or self.case.number, "unit": referral_of(self.case).sender_unit}
        return _("%(name)s. Sent by %(unit)s.") % words

    def give_answer(self, form: StepForm) -> Sending.Answer:
        """What was answered, in time or late; by the receiver, or as a party without account told it."""
        cleaned = form.cleaned_data
        answer = Sending.Answer(cleaned["answer"])
        answer_referral(
            case=self.case,
            answer=answer,
            reason=Sending.Reason(cleaned["reason"] if answer == Sending.Answer.TURNED_DOWN else ""),
            suggested=cleaned["suggested"] if answer == Sending.Answer.OTHER_SUGGESTED else None,
            text=cleaned["text"],
            due_at=due_of(self.task),
            by=self.by,
        )
        return answer


class AnswerReferral(ReferralTask):
    """The receiver takes it over, asks, suggests another, or says no."""

    step = Step.ANSWER_REFERRAL
    what = "task:answer_referral"
    template_name = "workflows/task_answer_referral.html"

    def form(self, data: Any = None) -> StepForm:
        return AnswerReferralForm(data, units=receiving_units(self.by.unit))

    def do(self, form: StepForm) -> Outcome | None:
        answer = self.give_answer(form)
        if answer == Sending.Answer.ACCEPTED and self.case.kind == Case.Kind.PLAN_REQUEST:
            start_process(case=open_requested_plan(case=self.case, by=self.by), by=self.by)
        return Outcome(answer.value)

    def complete(self, form: StepForm) -> HttpResponse:
        complete_task(
            task=self.task,
            do=lambda: self.do(form),
            then=lambda: self.settle(form),
            by=self.by,
        )
        is_ours = form.cleaned_data["answer"] in (Sending.Answer.ACCEPTED, Sending.Answer.MORE_ASKED)
        return redirect("case", self.case.pk) if is_ours else redirect("inbox")

    def settle(self, form: StepForm) -> None:
        """While the case is still open to the receiver, the sender is told that the baton is back."""
        if form.cleaned_data["answer"] != Sending.Answer.ACCEPTED:
            tell_units(case=self.case, units=[self.case.owner_unit_id], kind=Notice.Kind.RETURNED, by=self.by)
        leave_referral(case=self.case, by=self.by)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Answer the referral"),
            "intro": self.intro(),
            "people": persons_in(self.case, self.by),
            "received": received(self.case, self.by),
            "attachments": attachments_of(self.case, self.by, Attachment.Place.REFERRAL),
            "referral": referral_of(self.case),
            "may_forward": may(self.by, Action.DISCLOSE, self.case),
            "submit": _("Send the answer"),
        }

    def intro(self) -> str:
        if self.case.kind == Case.Kind.PLAN_REQUEST:
            return _("If you take over, a plan of your unit is started with what you have been told.")
        return _("Until you take over, the sender answers for the family.")


class ContactFamily(ReferralTask):
    """The family has been met or spoken with."""

    step = Step.CONTACT_FAMILY
    what = "task:contact_family"

    def form(self, data: Any = None) -> StepForm:
        return ContactForm(data)

    def do(self, form: StepForm) -> Outcome | None:
        note_contact(case=self.case, due_at=due_of(self.task), by=self.by, **form.cleaned_data)
        return Outcome.CONTACTED

    def context(self) -> dict[str, Any]:
        return {"heading": _("Contact with the family"), "intro": self.about(), "submit": _("Save")}


class GiveFeedback(ReferralTask):
    """What became of it."""

    step = Step.GIVE_FEEDBACK
    what = "task:give_feedback"

    def form(self, data: Any = None) -> StepForm:
        return FeedbackForm(data)

    def do(self, form: StepForm) -> Outcome | None:
        give_feedback(case=self.case, due_at=due_of(self.task), by=self.by, **form.cleaned_data)
        return Outcome.FED_BACK

    def context(self) -> dict[str, Any]:
        return {"heading": _("Feedback to the sender"), "intro": self.about(), "submit": _("Send the feedback")}


class ReadFeedback(ReferralTask):
    """The sender reads what became of it, and ends the referral."""

    step = Step.READ_FEEDBACK
    what = "task:read_feedback"
    action = Action.CLOSE
    template_name = "workflows/task_read_feedback.html"

    def form(self, data: Any = None) -> StepForm:
        return CloseReferralForm(data, initial={"reason": Case.ClosureReason.TAKEN_OVER}, is_taken=True)

    def do(self, form: StepForm) -> Outcome | None:
        close_referral(case=self.case, reason=form.cleaned_data["reason"], by=self.by)
        return Outcome.FEEDBACK_READ

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Read the feedback and end the referral"),
            "intro": str(subject_of(self.case, self.by) or self.case.number),
            "received": received(self.case, self.by),
            "referral": referral_of(self.case),
            "submit": _("End the referral"),
        }


def receiving_units(own: CareUnit) -> Any:
    """The units that something can be sent to: those in force where somebody works, but the own."""
    return (
        units_with_people(CareUnit.objects.filter(valid_to=None))
        .exclude(pk=own.pk)
        .select_related("provider")
        .order_by("provider__name", "name")
    )
