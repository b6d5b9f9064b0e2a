"""Starting a referral, its own page, and taking it back or ending it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.errors import CaseError, Undocumented
from cases.forms.base import StepForm
from cases.forms.referral import CloseReferralForm, StartReferralForm
from cases.models import Attachment, Case, ReferralSection, Topic
from cases.permissions import may, visible_to
from cases.selectors.attachment import attachments_of
from cases.selectors.case import persons_in, subject_of
from cases.selectors.consultation import question_of
from cases.services.baton import waiting_sending
from cases.services.party import end_is_to_be_told
from cases.services.person import Relation
from cases.services.referral import open_referral, write_section
from workflows.models.step import Step
from workflows.selectors.finding import proposed_person, proposed_words
from workflows.selectors.handed_over import enrolment
from workflows.selectors.referral import answered, own_sections, received, referral_of, sendings_of
from workflows.selectors.referral_page import baton, now_words, told_in
from workflows.selectors.task import open_task_of, open_tasks_of
from workflows.services.person import add_case_person
from workflows.services.process import start_process
from workflows.services.referral import close_referral, recall_referral
from workflows.task_views.from_finding import FromFinding
from workflows.task_views.page import CasePage, StepPage
from workflows.views.clock import clocks_beside
from workflows.views.situation import situation_beside

DRAFT = "referral"


def redirect_to_writing(case: Case) -> HttpResponse:
    """The page on which is chosen what is told, to whom and on which ground."""
    task = open_task_of(case, Step.WRITE_REFERRAL)
    return redirect("task", task.pk) if task else redirect("referral", case.pk)


class StartReferral(FromFinding):
    """Somebody sees what another unit should take over: who it is about, and what is asked for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.rights.opens_new and self.by.unit.is_undocumented:
            return render(request, "workflows/undocumented.html", {"message": Undocumented.message})
        form = StartReferralForm(initial=self.proposed())
        return self.show(form, draft_saved_at=self.take_up(form, self.draft_of(DRAFT)))

    def proposed(self) -> dict[str, Any]:
        """What a consultation or a finding has already said, to change before anybody is told."""
        if self.finding is None:
            return {"need": self.question()}
        kind = self.request.GET.get("kind", "")
        fields = {"kind": kind} if kind in Case.REFERRALS else {}
        words = {"topic": self.finding.topic, "need": proposed_words(self.finding)}
        return fields | words | proposed_person(self.finding.about)

    def question(self) -> str:
        """What was asked in the consultation that is turned into this referral, to the unit that asked it."""
        try:
            return question_of(UUID(self.request.GET.get("consultation", "")), self.by)
        except ValueError:
            return ""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StartReferralForm(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, lambda: redirect_to_writing(self.open(form)))

    def open(self, form: StartReferralForm) -> Case:
        subject, carrier = form.subjects()
        cleaned = form.cleaned_data
        topic = Topic(cleaned["topic"])
        kind = Case.Kind(cleaned["kind"])
        case = open_referral(kind=kind, topic=topic, subject=subject, carried_by=carrier, by=self.by)
        if guardian := form.guardian():
            add_case_person(case=case, facts=guardian, relation=Relation.PARENT, by=self.by)
        heading = ReferralSection.Heading.QUESTION
        write_section(case=case, heading=heading, topic=topic, text=cleaned["need"], by=self.by)
        start_process(case=case, by=self.by)
        self.note_begun(case)
        return case

    def show(self, form: StartReferralForm, status: int = 200, **more: Any) -> HttpResponse:
        if not self.by.rights.opens_new:
            raise PermissionDenied
        context = {
            "form": form,
            "heading": _("Refer somebody on"),
            "intro": self.intro_of(_("Your unit answers for the family until somebody else has taken over.")),
            "submit": _("Go on"),
            "draft_key": self.draft_of(DRAFT),
        } | more
        return render(self.request, "workflows/step.html", context, status=status)


class ReferralPage(CasePage):
    """Who has the baton, what was told and what stays, what was answered, and what can be done."""

    what = "case"
    kinds = Case.REFERRALS

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        return render(request, "workflows/referral.html", self.context(case))

    def context(self, case: Case) -> dict[str, Any]:
        referral = referral_of(case)
        is_sender = referral.sender_unit_id == self.by.unit_id
        may_tell = may(self.by, Action.DISCLOSE, case)
        acts = is_sender and may_tell
        now = now_words(case, self.by)
        is_asked = may_tell and now is not None and now.task is not None and now.task.step == Step.ANSWER_REFERRAL
        sendings = sendings_of(case)
        subject = subject_of(case, self.by)
        return (
            situation_beside(case, subject, self.by, writes=may(self.by, Action.WRITE, case))
            | {
                "crumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": case.number}],
                "case": case,
                "referral": referral,
                "subject": subject,
                "people": persons_in(case, self.by),
                "baton": baton(referral, self.by),
                "now": now,
                "forward_task": now.task.pk if now and is_asked else None,
                "is_sender": is_sender,
                "sections": told_in(case, own_sections(case, self.by)) if is_sender else [],
                "received": received(case, self.by),
                "attachments": attachments_of(case, self.by, Attachment.Place.REFERRAL),
                "may_attach": acts and referral.is_with_sender,
                "sendings": sendings,
                "answered": answered(case, self.by),
                "plan": visible_to(self.by).filter(pk=referral.plan_case_id).first() if referral.plan_case_id else None,
                "clocks": clocks_beside(case, open_tasks_of(case), self.by) if case.is_open else [],
                "received_as_file": not is_sender,
                "to_tell": [each for each in sendings if is_sender and end_is_to_be_told(each)],
                "on_paper": next((each for each in sendings[:1] if each.party and is_sender and not each.answer), None),
                "may_recall": acts and waiting_sending(case) is not None,
                "may_close": acts and case.is_open,
            }
            | enrolment(case, referral, self.by)
        )


class SenderPage(CasePage):
    """A page for the unit that writes the referral: to the receiver it does not exist."""

    action = Action.DISCLOSE
    kinds = Case.REFERRALS

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        if referral_of(case).sender_unit_id != self.by.unit_id:
            raise Http404
        return case


class RecallReferral(SenderPage):
    """Asks on a page of its own, then takes it back."""

    what = "recall_referral"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self.ask(self.get_case(pk))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        try:
            with transaction.atomic():
                recall_referral(case=case, by=self.by)
        except CaseError as refused:
            return self.ask(case, error=str(refused.message), status=409)
        return redirect("referral", case.pk)

    def ask(self, case: Case, *, error: str = "", status: int = 200) -> HttpResponse:
        waiting = waiting_sending(case)
        by_hand = _("%(to)s has it on paper: tell them yourself that it no longer holds.")
        context = {
            "case": case,
            "back_url": reverse("referral", args=[case.pk]),
            "heading": _("Recall the referral?"),
            "text": _(
                "The receiver can no longer open it in its work. What it has been told stays in its archive. Your unit "
                "gets the task of correcting it, sending it to somebody else or ending it."
            ),
            "submit": _("Recall"),
            "facts": ([(_("It was not recalled"), error)] if error else [])
            + ([(_("Tell them"), by_hand % {"to": waiting.party})] if waiting is not None and waiting.party else []),
        }
        return render(self.request, "workflows/ask.html", context, status=status)


class CloseReferral(SenderPage, StepPage):
    """The sender ends it, wherever it stands."""

    what = "close_referral"
    action = Action.DISCLOSE

    def form(self, data: Any = None) -> StepForm:
        return CloseReferralForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        close_referral(case=self.case, reason=form.cleaned_data["reason"], by=self.by)
        return redirect("referral", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("End the referral"),
            "intro": _("What still waits for an answer is recalled."),
            "submit": _("End the referral"),
        }
