"""A coordinated plan on its way: the case it is about, and the conditions its flow asks."""

from datetime import date
from typing import cast

from accounts.acting import NoActor, acting
from cases.models import Case, CoordinatedPlan, FollowUp, InterventionProgress, Summons
from cases.selectors.consent import is_consented
from workflows.models.process import Process
from workflows.models.step import Outcome, Step


class CoordinatedPlanProcess(Process):
    """The conditions of the plan's flow.

    All but `is_agreed` read tables that every unit in the case sees, so the flow goes on the same way whoever took
    the step. `is_agreed` is asked only after a task of the unit that owns the consents.
    """

    class Meta:
        proxy = True

    @property
    def of_case(self) -> Case:
        """The case, which a run of this flow always has."""
        return cast("Case", self.case)

    @property
    def is_agreed(self) -> bool:
        """Everybody who must consent does, as the acting unit knows it, and the case is open."""
        who = acting.get()
        if who is None or who.assignment is None:
            raise NoActor("Consent is read by the unit that holds it")
        return self.goes_on and is_consented(self.of_case, who.assignment)

    @property
    def called_units(self) -> list[int]:
        """Keys of the units that have been called or invited and have not answered, in order of calling."""
        waiting = Summons.objects.filter(
            case_id=self.case_id, unit__isnull=False, withdrawn_at=None, reply=Summons.Reply.NONE
        )
        return list(dict.fromkeys(waiting.order_by("created_at", "pk").values_list("unit_id", flat=True)))

    @property
    def has_called_units(self) -> bool:
        return bool(self.called_units)

    @property
    def confirming_units(self) -> list[int]:
        """Keys of the units that have interventions of their own to confirm."""
        waiting = InterventionProgress.objects.filter(
            case_id=self.case_id,
            unit__isnull=False,
            state__in=[InterventionProgress.State.UNCONFIRMED, InterventionProgress.State.DECLINED],
        )
        return sorted(set(waiting.values_list("unit_id", flat=True)))

    @property
    def has_confirming_units(self) -> bool:
        return bool(self.confirming_units)

    @property
    def is_confirmed(self) -> bool:
        """Nobody declined in the round of confirmation that just ended."""
        split = self.latest("confirmation")
        asked = self.task_set.filter(token__startswith=f"{split.token}/{split.pk}_")
        return not asked.filter(outcome=Outcome.DECLINED).exists()

    @property
    def is_revised(self) -> bool:
        """The follow-up that was just held said that the plan is to be changed."""
        return self.latest(Step.FOLLOW_UP).outcome == Outcome.REVISE

    @property
    def lead_unit_id(self) -> int:
        """The unit that leads the plan: the plan's own, or before it has one the unit that opened the case."""
        plans = CoordinatedPlan.objects.filter(case_id=self.case_id, lead_unit__isnull=False)
        return plans.values_list("lead_unit_id", flat=True).first() or self.of_case.owner_unit_id

    @property
    def next_follow_up(self) -> date | None:
        planned = FollowUp.objects.filter(case_id=self.case_id, held_on=None).order_by("planned_on")
        return planned.values_list("planned_on", flat=True).first()
