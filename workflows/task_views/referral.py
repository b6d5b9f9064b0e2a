"""The pages of a referral's tasks: write and send on one page, answer, contact, feedback, end."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import CareUnit
from accounts.roles import Action
from accounts.selectors.service_account import units_with_people
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.forms.referral import (
    AnswerReferralForm,
    CloseReferralForm,
    ContactForm,
    FeedbackForm,
    SendReferralForm,
    topics_of,
)
from cases.models import Case, Consent, Ground, LegalGround, Referral, ReferralSection, Sending
from cases.selectors.ground import grounds_between, legal_grounds
from cases.services.referral import (
    answer_referral,
    change_section,
    close_referral,
    give_feedback,
    leave_referral,
    note_contact,
    send_referral,
    write_section,
)
from cases.services.requested_plan import open_requested_plan
from workflows.models.step import Outcome, Step
from workflows.selectors.referral import (
    Preview,
    asked_people,
    consent_stands,
    own_sections,
    preview_of,
    received,
    referral_of,
)
from workflows.selectors.task import due_of
from workflows.services.process import start_process
from workflows.services.referral import answer_due, record_yes
from workflows.services.task import complete_task
from workflows.task_views.task import TaskPage

Heading = ReferralSection.Heading


class ReferralTask(TaskPage):
    """A step of a referral."""

    kinds = Case.REFERRALS


class WriteReferral(ReferralTask):
    """What to tell and what to keep, to whom and on which ground, with what the receiver will see beside it."""

    step = Step.WRITE_REFERRAL
    what = "task:write_referral"
    action = Action.DISCLOSE
    template_name = "workflows/task_write_referral.html"

    def form(self, data: Any = None, *, is_judged: bool = True) -> SendReferralForm:
        self.receiver = self._receiver(data)
        return SendReferralForm(
            data if is_judged else None,
            stands=consent_stands(self.asked),
            sections=self.sections,
            topic=self.referral.topic,
            people=[each.person for each in self.asked],
            units=self.units,
            grounds=self.grounds,
        )

    @cached_property
    def referral(self) -> Referral:
        return referral_of(self.case)

    @cached_property
    def sections(self) -> dict[str, ReferralSection]:
        return own_sections(self.case, self.by)

    @cached_property
    def asked(self) -> list[Any]:
        return asked_people(self.case, self.by)

    @cached_property
    def units(self) -> Any:
        return receiving_units(self.by.unit)

    @property
    def grounds(self) -> list[Any]:
        """Those that reach the chosen receiver; before one is chosen none."""
        if self.receiver is None:
            return []
        fitting = grounds_between(self.by.unit, [self.receiver]).get(self.receiver.pk, [])
        return [row for row in legal_grounds() if row.key in fitting]

    def _receiver(self, data: Any) -> CareUnit | None:
        key = data.get("receiver", "") if data else ""
        return self.units.filter(pk=key).first() if str(key).isdecimal() else None

    def post(self, request: HttpRequest, pk: Any, **kwargs: Any) -> HttpResponse:
        if "preview" not in request.POST:
            return super().post(request, pk, **kwargs)
        self.open_task(pk)
        # Not judged yet: what has not been asked for so far keeps what is proposed.
        form = self.form(request.POST, is_judged=False)
        typed = {name: [str(each) for each in values] for name, values in request.POST.lists() if name != "stood"}
        form.take_up(typed)
        if request.headers.get("HX-Request"):
            return render(request, "workflows/referral_ground.html", {"form": form, "case": self.case} | self.context())
        return self.show(form)

    def do(self, form: StepForm) -> Outcome | None:
        form = cast("SendReferralForm", form)
        rows = self._save(form)
        if "save" in self.request.POST:
            return None
        told = [row for heading, row in rows.items() if form.part(Heading(heading))["tell"]]
        if self.receiver is None:
            raise CaseError(_("Choose whom to send it to."), field="receiver")
        if not form.cleaned_data["ground"]:
            raise CaseError(_("Choose why you may tell."), field="ground")
        basis = form.basis()
        if basis.ground == Ground.CONSENT:
            cleaned = form.cleaned_data
            record_yes(
                case=self.case,
                people=[form.people[key] for key in cleaned["consented"]],
                form=Consent.Form(cleaned["consent_form"] or Consent.Form.ORAL),
                valid_to=cleaned["valid_to"],
                receiver=self.receiver,
                topics=topics_of(told),
                by=self.by,
            )
        send_referral(
            case=self.case,
            receiver=self.receiver,
            sections=told,
            basis=basis,
            answer_by=answer_due(self.case, self.receiver),
            by=self.by,
        )
        return Outcome.SENT

    def _save(self, form: SendReferralForm) -> dict[str, ReferralSection]:
        """Heading → what stands there now."""
        rows = dict(self.sections)
        for heading in Heading:
            part, row = form.part(heading), self.sections.get(heading.value)
            if row is None and part["text"]:
                rows[heading.value] = write_section(
                    case=self.case, heading=heading, topic=part["topic"], text=part["text"], by=self.by
                )
            elif row is not None and (part["text"], part["topic"]) != (row.text, row.topic):
                rows[heading.value] = change_section(
                    section=row, edition=part["edition"], text=part["text"], topic=part["topic"], by=self.by
                )
        return rows

    def complete(self, form: StepForm) -> HttpResponse:
        answer = super().complete(form)
        is_kept = "save" in self.request.POST
        return redirect(self.request.path) if is_kept else answer

    def context(self) -> dict[str, Any]:
        return {
            "heading": str(Case.Kind(self.case.kind).label),
            "intro": _("Nobody outside your unit has been told yet. What you do not tick stays with you."),
            "referral": self.referral,
            "asked": self.asked,
            "receiver": self.receiver,
            "chosen": self.chosen,
            "preview": self.preview(),
            "submit": _("Send"),
            "second_submit": ("save", _("Save and go on later")),
        }

    @property
    def chosen(self) -> LegalGround | None:
        """The ground whose questions show."""
        key = self.request.POST.get("ground", "")
        return next((row for row in self.grounds if row.key == key), None)

    def preview(self) -> Preview:
        return preview_of(self.case, self.by, self.request.POST or None, self.sections)


class AnswerReferral(ReferralTask):
    """The receiver takes it over, asks, suggests another, or says no."""

    step = Step.ANSWER_REFERRAL
    what = "task:answer_referral"
    template_name = "workflows/task_answer_referral.html"

    def form(self, data: Any = None) -> StepForm:
        return AnswerReferralForm(data, units=receiving_units(self.by.unit))

    def do(self, form: StepForm) -> Outcome | None:
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
        if answer == Sending.Answer.ACCEPTED and self.case.kind == Case.Kind.PLAN_REQUEST:
            start_process(case=open_requested_plan(case=self.case, by=self.by), by=self.by)
        return Outcome(answer.value)

    def complete(self, form: StepForm) -> HttpResponse:
        complete_task(
            task=self.task,
            do=lambda: self.do(form),
            then=lambda: leave_referral(case=self.case, by=self.by),
            by=self.by,
        )
        is_ours = form.cleaned_data["answer"] in (Sending.Answer.ACCEPTED, Sending.Answer.MORE_ASKED)
        return redirect("case", self.case.pk) if is_ours else redirect("inbox")

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Answer the referral"),
            "intro": self.intro(),
            "received": received(self.case, self.by),
            "referral": referral_of(self.case),
            "submit": _("Answer"),
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
        return {"heading": _("Contact with the family"), "submit": _("Save")}


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
        return {"heading": _("Feedback to the sender"), "submit": _("Send the feedback")}


class ReadFeedback(ReferralTask):
    """The sender reads what became of it, and ends the referral."""

    step = Step.READ_FEEDBACK
    what = "task:read_feedback"
    action = Action.CLOSE
    template_name = "workflows/task_read_feedback.html"

    def form(self, data: Any = None) -> StepForm:
        return CloseReferralForm(data, initial={"reason": Case.ClosureReason.TAKEN_OVER})

    def do(self, form: StepForm) -> Outcome | None:
        close_referral(case=self.case, reason=form.cleaned_data["reason"], by=self.by)
        return Outcome.FEEDBACK_READ

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Read the feedback and end the referral"),
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
