"""Small facts about a case: target groups, deviations, and joining a person one was told of to one's own row."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.case import DeviationForm, TargetGroupsForm
from cases.models import Case, CaseTargetGroup, Deviation
from cases.selectors.case import persons_in
from cases.services.case import set_target_groups
from cases.services.meeting import record_deviation
from cases.services.person import join_to_own
from workflows.task_views.page import CasePage, StepPage


class TargetGroups(StepPage):
    what = "target_groups"

    def form(self, data: Any = None) -> StepForm:
        row = CaseTargetGroup.objects.filter(case=self.case, owner_provider_id=self.by.unit.provider_id).first()
        return TargetGroupsForm(data, initial={"groups": row.groups if row else []})

    def save(self, form: StepForm) -> HttpResponse:
        groups = [CaseTargetGroup.Group(group) for group in form.cleaned_data["groups"]]
        set_target_groups(case=self.case, groups=groups, by=self.by)
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        intro = _("Only your own organisation sees this. It is counted when the agreement is followed up.")
        return {"heading": _("Target groups"), "intro": intro, "submit": _("Save")}


class RecordDeviation(StepPage):
    what = "deviation"

    def form(self, data: Any = None) -> StepForm:
        return DeviationForm(data, case=self.case)

    def save(self, form: StepForm) -> HttpResponse:
        cleaned = form.cleaned_data
        record_deviation(
            case=self.case,
            kind=Deviation.Kind(cleaned["kind"]),
            text=cleaned["text"],
            unit=form.units.get(cleaned["unit"]),  # type: ignore[attr-defined]
            party=cleaned["party"],
            by=self.by,
        )
        return redirect("case", self.case.pk)

    @property
    def draft_key(self) -> str:
        return f"deviation:{self.case.pk}"

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Record a deviation"),
            "intro": _("When somebody did not come or did not do what was agreed."),
            "submit": _("Save the deviation"),
        }


class JoinToOwn(CasePage):
    """Joins a person told of by another provider to the own provider's row, found or made by the number."""

    what = "join_to_own"
    kinds = Case.OF_FAMILY
    action = Action.WRITE

    def post(self, request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
        case = self.get_case(pk)
        row = next((each for each in persons_in(case, self.by) if each.pk == person), None)
        if row is None:
            raise Http404
        if row.may_be_joined:
            join_to_own(row=row, by=self.by)
        return redirect("case", pk)
