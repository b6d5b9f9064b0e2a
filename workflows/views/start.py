from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from cases.errors import Undocumented
from cases.forms.person import OpenPlanForm
from cases.models import Topic
from cases.services.case import open_case
from cases.services.guards import known_subject
from cases.services.plan import add_need
from workflows.services.process import start_process
from workflows.task_views.page import ActingPage

DRAFT = "start"


class StartPlan(ActingPage):
    """Somebody sees a need: the case is opened, and the first task is to ask for consent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.by.rights.opens_new and self.by.unit.is_undocumented:
            return render(request, "workflows/undocumented.html", {"message": Undocumented.message})
        form = OpenPlanForm()
        return self.show(form, draft_saved_at=self.take_up(form, DRAFT))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = OpenPlanForm(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, lambda: redirect("case", self.open(form).pk))

    def open(self, form: OpenPlanForm) -> Any:
        subject, carrier = form.subjects()
        case = open_case(subject=subject, carried_by=carrier, by=self.by)
        about = known_subject(case, self.by)
        add_need(case=case, topic=Topic.OTHER, about=about, text=form.cleaned_data["need"], by=self.by)
        start_process(case=case, by=self.by)
        return case

    def show(self, form: OpenPlanForm, status: int = 200, **more: Any) -> HttpResponse:
        if not self.by.rights.opens_new:
            raise PermissionDenied
        context = {
            "form": form,
            "heading": _("Start a SIP"),
            "intro": _(
                "Write who it is about and what you have seen. Nobody outside your unit is told before consent."
            ),
            "submit": _("Start the SIP"),
            "draft_key": DRAFT,
        } | more
        return render(self.request, "workflows/step.html", context, status=status)
