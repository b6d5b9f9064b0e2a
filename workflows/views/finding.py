"""What was found, what was decided and what came of it; deciding anew, and correcting what was decided."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.correction import ChangeDecisionForm
from cases.models import Case, Finding
from cases.services.finding import change_decision
from workflows.selectors.finding import (
    advice_of,
    begin_url,
    came_of,
    decisions_of,
    finding_of,
    is_begun,
    is_still_proposed,
)
from workflows.selectors.task import open_tasks_of
from workflows.task_views.correction import CorrectionPage
from workflows.task_views.page import CasePage
from workflows.views.health import clinic_crumb

KINDS = (Case.Kind.FINDING,)


class FindingPage(CasePage):
    """What was found and decided; where it waits for a decision of the own unit, its task."""

    what = "finding"
    kinds = KINDS

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        tasks = [task for task in open_tasks_of(case) if task.unit_id == self.by.unit_id]
        if tasks and self.by.rights.opens_new:
            return redirect("task", tasks[0].pk)
        finding = finding_of(case)
        decisions = decisions_of(finding)
        writes = Action.WRITE in self.by.rights.actions and bool(finding.action)
        context = {
            "crumbs": [clinic_crumb(), {"label": finding.get_proposal_display()}],
            "case": case,
            "finding": finding,
            "advice": advice_of(finding),
            "is_corrected": not is_still_proposed(finding, self.by),
            "decision": decisions[0] if decisions else None,
            "earlier": decisions[1:],
            "came": came_of(finding, self.by),
            "writes": writes,
            "begin_url": begin_url(finding) if writes and not is_begun(finding, self.by) else "",
        }
        return render(request, "workflows/finding.html", context)


class ChangeDecision(CorrectionPage):
    """A talk first, a referral later: decided anew. Or what was decided was written down wrongly."""

    what = "change_decision"
    kinds = KINDS
    # The case closed with the first decision.
    action = Action.READ
    template_name = "workflows/change_decision.html"

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        if Action.WRITE not in self.by.rights.actions:
            raise PermissionDenied
        self.row = finding_of(case)
        if not self.row.action:
            raise Http404
        return case

    @property
    def draft_key(self) -> str:
        return f"finding:{self.case.pk}"

    def form(self, data: Any = None) -> StepForm:
        return ChangeDecisionForm(data, initial=ChangeDecisionForm.initial_of(self.row))

    def save(self, form: ChangeDecisionForm) -> HttpResponse:  # type: ignore[override]
        cleaned = form.cleaned_data
        row = change_decision(
            row=self.row,
            action=Finding.Action(cleaned["action"]),
            text=cleaned["text"],
            edition=cleaned["edition"],
            is_correction=form.is_correction,
            by=self.by,
        )
        begun = begin_url(row) if not form.is_correction else ""
        return redirect(begun or reverse("finding", args=[self.case.pk]))

    def context(self) -> dict[str, Any]:
        back = reverse("finding", args=[self.case.pk])
        return {
            "heading": _("Decide anew, or correct"),
            "intro": _("What was decided before is kept. What you choose is begun on its own page."),
            "submit": _("Save"),
            "back_url": back,
            "crumbs": [
                clinic_crumb(),
                {"label": self.row.get_proposal_display(), "url": back},
                {"label": _("Decide anew")},
            ],
        }
