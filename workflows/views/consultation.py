"""Asking without naming anybody: the list, the form, the consultation's own page, adding to it and ending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Action
from accounts.selectors.team import teams_of
from cases.forms.base import StepForm
from cases.forms.consultation import AskForm, EndConsultationForm, PostForm
from cases.models import Case, Topic
from cases.permissions import may
from cases.selectors.consultation import consultation_of, consultations_of, posts_of
from workflows.navigation import works_on_tasks
from workflows.selectors import case_page
from workflows.selectors.consultation import consultation_crumbs, list_crumb, readers_of, referral_url
from workflows.selectors.finding import proposed_words
from workflows.selectors.task import open_tasks_of
from workflows.services.consultation import add_to_consultation, ask_consultation, close_consultation
from workflows.task_views.from_finding import FromFinding
from workflows.task_views.page import ActingPage, CasePage, StepPage

DRAFT = "ask"
KINDS = (Case.Kind.CONSULTATION,)


class Consultations(ActingPage):
    """The unit's own teams with their boards, and every consultation the unit asked or was asked in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not works_on_tasks(self.by.rights):
            raise PermissionDenied
        closed = request.GET.get("closed") == "1"
        context = {
            "consultations": consultations_of(self.by, closed=closed),
            "closed": closed,
            "teams": teams_of(self.by.unit),
            "may_ask": self.by.rights.opens_new,
        }
        return render(request, "workflows/consultations.html", context)


class AskConsultation(FromFinding):
    """A question to another unit or a team. Nobody is named, so nobody is asked for consent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        proposed = {"topic": self.finding.topic, "question": proposed_words(self.finding)} if self.finding else {}
        form = AskForm(by=self.by, initial={"to": request.GET.get("to", "")} | proposed)
        return self.show(form, draft_saved_at=self.take_up(form, self.draft_of(DRAFT)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AskForm(request.POST, by=self.by)
        if not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, lambda: redirect("consultation", self.ask(form).pk))

    def ask(self, form: AskForm) -> Case:
        case = ask_consultation(
            topic=Topic(form.cleaned_data["topic"]),
            question=form.cleaned_data["question"],
            names_nobody=form.names_nobody,
            by=self.by,
            **form.receiver,
        )
        self.note_begun(case)
        return case

    def show(self, form: AskForm, status: int = 200, **more: Any) -> HttpResponse:
        if not self.by.rights.opens_new:
            raise PermissionDenied
        context = {
            "form": form,
            "heading": _("Ask for advice"),
            "intro": self.intro_of(
                _(
                    "Ask another unit, or a team, about a situation without saying whose it is. Only the units that "
                    "you ask read it, and your own."
                )
            ),
            "submit": _("Send the question"),
            "draft_key": self.draft_of(DRAFT),
            "back_url": reverse("consultations"),
            "crumbs": [list_crumb(), {"label": _("Ask for advice")}],
        } | more
        return render(self.request, "workflows/step.html", context, status=status)


class ConsultationPage(CasePage):
    """What was asked and answered, what happens now, and who reads this and why."""

    what = "consultation"
    kinds = KINDS

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        consultation, tasks = consultation_of(case), open_tasks_of(case)
        is_ours, writes = case.owner_unit_id == self.by.unit_id, may(self.by, Action.WRITE, case)
        mine = case_page.action_for(case, tasks, self.by)
        context = {
            "case": case,
            "consultation": consultation,
            "posts": posts_of(case),
            "crumbs": consultation_crumbs(case, consultation, self.by, is_here=True),
            "now": case_page.now_of(case, tasks, self.by) if case.is_open else self.ended(case),
            "readers": readers_of(case, consultation, self.by),
            "primary_action": mine,
            "may_add": writes,
            "may_end": is_ours and writes and not (mine and tasks[0].step == "read_answer"),
            "referral_url": referral_url(case) if is_ours and self.by.opens_new else "",
        }
        return render(request, "workflows/consultation.html", context)

    def ended(self, case: Case) -> case_page.Panel:
        return case_page.Panel(_("the consultation is ended"), case.get_closure_reason_display())


class AddToConsultation(StepPage):
    """More to the question or the answer; the other units are told."""

    what = "add_to_consultation"
    kinds = KINDS

    def form(self, data: Any = None) -> StepForm:
        return PostForm(data, label=_("Addition"))

    @property
    def draft_key(self) -> str:
        return f"consultation:{self.case.pk}"

    def save(self, form: PostForm) -> HttpResponse:  # type: ignore[override]
        text, names_nobody = form.cleaned_data["text"], form.names_nobody
        add_to_consultation(case=self.case, text=text, names_nobody=names_nobody, by=self.by)
        return redirect("consultation", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Add to the consultation"),
            "intro": _("The other units in the consultation are told that there is more to read."),
            "submit": _("Add"),
            "crumbs": consultation_crumbs(self.case, consultation_of(self.case), self.by),
        }


class EndConsultation(StepPage):
    """The unit that asked ends it without waiting for an answer, or after one."""

    what = "end_consultation"
    kinds = KINDS

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        if case.owner_unit_id != self.by.unit_id:
            raise PermissionDenied
        return case

    def form(self, data: Any = None) -> StepForm:
        return EndConsultationForm(data)

    def save(self, form: EndConsultationForm) -> HttpResponse:  # type: ignore[override]
        close_consultation(case=self.case, reason=form.chosen, by=self.by)
        messages.success(self.request, _("The consultation is ended. It can still be read."))
        start = referral_url(self.case) if form.chosen == Case.ClosureReason.REFERRED else ""
        return redirect(start) if start else redirect("consultation", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("End the consultation"),
            "intro": _("Nobody has to answer any more. What is written can still be read by the units in it."),
            "submit": _("End the consultation"),
            "crumbs": consultation_crumbs(self.case, consultation_of(self.case), self.by),
        }
