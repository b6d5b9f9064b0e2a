from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.selectors.plan import plan_document
from cases.services.agreement import agree_plan, is_waiting_for_confirmation, propose_plan
from workflows.models.step import Outcome, Step
from workflows.task_views.task import TaskPage


class WritePlan(TaskPage):
    """The plan is written on its own page; here it is looked through and sent to the units for confirmation."""

    step = Step.WRITE_PLAN
    what = "task:write_plan"
    template_name = "workflows/task_write_plan.html"

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def do(self, form: StepForm) -> Outcome | None:
        propose_plan(case=self.case, by=self.by)
        if not is_waiting_for_confirmation(self.case):
            agree_plan(case=self.case, by=self.by)
        return Outcome.WRITTEN

    def context(self) -> dict[str, Any]:
        plan = plan_document(self.case, self.by)
        return {
            "heading": _("Write the plan"),
            "intro": _("When the plan is whole, every unit confirms its own interventions."),
            "plan": plan,
            "parts": plan_parts(plan, self.case.pk),
            "submit": _("Ask the units to confirm"),
        }


def plan_parts(plan: Any, case: Any) -> list[dict[str, Any]]:
    """What a plan must have before it is confirmed (SoL 10 kap. 8 §): done, or with a link to where it is written."""
    page, lead = reverse("plan", args=[case]), reverse("plan_lead", args=[case])
    principals = [each for each in plan.interventions if each.content["doer"] == "principal"]
    shell = plan.shell
    parts = [
        (_("Interventions"), bool(principals), f"{page}#interventions"),
        (_("Who answers for each"), bool(principals) and all(i.content["principal"] for i in principals), page),
        (_("What others do"), bool(shell.measures_by_others), lead),
        (_("Overall responsibility"), shell.lead_principal_id is not None, lead),
        (_("Day for follow-up"), any(each.held_on is None for each in plan.follow_ups), lead),
    ]
    return [{"words": words, "is_done": is_done, "url": url} for words, is_done, url in parts]
