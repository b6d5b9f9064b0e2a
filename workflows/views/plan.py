"""The plan: read by all who take part, who leads it, and how its interventions stand."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit, User
from accounts.roles import Action
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.forms.plan import LeadForm
from cases.models import Attachment, Case, FollowUp, InterventionProgress
from cases.permissions import may
from cases.selectors.attachment import attachments_of
from cases.selectors.participation import participations
from cases.selectors.plan import plan_document, plan_fields
from cases.services.agreement import set_progress
from cases.services.plan import (
    plan_follow_up,
    set_lead,
)
from workflows.selectors.writing import writing_now
from workflows.task_views.page import CasePage, StepPage


class PlanPage(CasePage):
    """The whole plan as the reader may see it, with what can be done next to each part."""

    what = "plan"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        plan = plan_document(case, self.by)
        may_write = plan.shell.is_editable and may(self.by, Action.WRITE, case)
        context = {
            "case": case,
            "plan": plan,
            "fields": [(each, plan.statements.get(each.pk, [])) for each in plan_fields()],
            "may_write": may_write,
            "attachments": attachments_of(case, self.by, Attachment.Place.PLAN),
            "may_attach": may(self.by, Action.WRITE, case) and not self.by.unit.is_undocumented,
            "may_describe": may_write and not self.by.unit.is_undocumented,
            "unit_id": self.by.unit_id,
            "writing": writing_now(case),
            "states": [(state.value, state.label) for state in InterventionProgress.State],
        }
        return render(request, "workflows/plan.html", context)


class PlanLead(StepPage):
    """Who has the overall responsibility and leads, what others do, and when the plan is followed up."""

    what = "plan_lead"

    def form(self, data: Any = None) -> StepForm:
        shell = plan_document(self.case, self.by).shell
        planned = FollowUp.objects.filter(case=self.case, held_on=None).order_by("planned_on").first()
        initial = {
            "lead": f"{shell.lead_unit_id}:{shell.lead_id}",
            "measures_by_others": shell.measures_by_others,
            "follow_up_on": planned.planned_on if planned else None,
        }
        return LeadForm(data, leads=[(unit, user) for unit, user in doers(self.case) if user], initial=initial)

    def save(self, form: StepForm) -> HttpResponse:
        unit, user = form.leads[form.cleaned_data["lead"]]  # type: ignore[attr-defined]
        set_lead(
            case=self.case,
            principal=unit.provider.principal,
            unit=unit,
            user=user,
            measures_by_others=form.cleaned_data["measures_by_others"],
            by=self.by,
        )
        on = form.cleaned_data["follow_up_on"]
        if not FollowUp.objects.filter(case=self.case, planned_on=on).exists():
            plan_follow_up(case=self.case, on=on, by=self.by)
        return onward(self.request, self.case)

    def context(self) -> dict[str, Any]:
        return {"heading": _("Who leads the plan, and when it is followed up"), "submit": _("Save")}


class SetProgress(CasePage):
    """How an intervention stands, by who does it or who owns the case."""

    what = "set_progress"
    action = Action.WRITE

    def post(self, request: HttpRequest, pk: UUID, intervention: UUID) -> HttpResponse:
        case = self.get_case(pk)
        row = InterventionProgress.objects.filter(case=case, intervention=intervention).select_related("case").first()
        state = request.POST.get("state", "")
        if row is None or state not in InterventionProgress.State.values:
            raise Http404
        try:
            set_progress(progress=row, state=InterventionProgress.State(state), by=self.by)
        except CaseError as refused:
            raise Http404 from refused
        return redirect("plan", pk)


def onward(request: HttpRequest, case: Case) -> HttpResponse:
    """Back to the page the form was opened from, which `?next=` names, or to the plan."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return redirect(wanted) if wanted and is_ours else redirect("plan", case.pk)


def doers(case: Case) -> list[tuple[CareUnit, User | None]]:
    """Every participating unit, and its people: those named on the case, or all its professionals where it is open."""
    rows = participations(case)
    units = list({row.unit_id: row.unit for row in rows}.values())
    found: list[tuple[CareUnit, User | None]] = []
    for unit in units:
        named = [row.user for row in rows if row.unit_id == unit.pk and row.user]
        people = named or _professionals(unit)
        found += [(unit, None), *((unit, user) for user in people)]
    return found


def _professionals(unit: CareUnit) -> list[User]:
    if unit.is_closed:
        return []
    assignments = Assignment.objects.in_force().filter(unit=unit).select_related("user").order_by("user__full_name")
    return list({each.user_id: each.user for each in assignments if each.rights.opens_new}.values())
