from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from accounts.roles import Action
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.forms.meeting import MeetingForm
from cases.models import Summons
from cases.selectors.consent import consented_units
from cases.services.meeting import plan_meeting
from cases.services.summons import call_party, call_unit
from workflows.models.step import Outcome, Step
from workflows.task_views.task import TaskPage


class Prepare(TaskPage):
    """When, where and whom: calls those who must attend and invites those who may."""

    step = Step.PREPARE
    what = "task:prepare"
    action = Action.CALL

    def form(self, data: Any = None) -> StepForm:
        keys = [unit.pk for unit in consented_units(self.case) if unit.pk != self.by.unit_id]
        colleagues = CareUnit.objects.filter(pk__in=keys).select_related("provider").order_by("name")
        return MeetingForm(data, by=self.by, units=colleagues)

    def do(self, form: StepForm) -> Outcome | None:
        cleaned = form.cleaned_data
        meeting = plan_meeting(case=self.case, facts=form.facts(), by=self.by)  # type: ignore[attr-defined]
        kinds = ((Summons.Kind.SUMMONS, cleaned["must_attend"]), (Summons.Kind.INVITATION, cleaned["may_attend"]))
        for kind, units in kinds:
            for unit in units:
                call_unit(meeting=meeting, unit=unit, kind=kind, by=self.by)
        for party in form.party_names():  # type: ignore[attr-defined]
            call_party(meeting=meeting, party=party, kind=Summons.Kind.INVITATION, by=self.by)
        if not any([*cleaned["must_attend"], *cleaned["may_attend"], form.party_names()]):  # type: ignore[attr-defined]
            raise CaseError(_("Call or invite at least one."), field="must_attend")
        return Outcome.PREPARED

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Prepare the meeting and call"),
            "intro": _("Who is called must attend and answer. Who is invited may. All are told who the plan is about."),
            "submit": _("Call to the meeting"),
        }
