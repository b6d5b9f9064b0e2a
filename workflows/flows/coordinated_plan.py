"""The coordinated individual plan (SoL 10 kap. 8–9 §§, HSL 16 kap. 4 §), step by step.

The names of the nodes are stored data. A changed process is a new file, beside this one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes import Join, StartHandle
from viewflow.workflow.utils import act

from accounts.models import Assignment
from accounts.roles import Action
from cases.models import Case
from workflows.models import CoordinatedPlanProcess, Outcome, Task
from workflows.nodes.gateway import Close, Decision, SplitEach
from workflows.nodes.human import HumanTask
from workflows.nodes.lock import ProcessAndCaseLock


class CoordinatedPlanFlow(Flow):
    process_class = CoordinatedPlanProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Coordinated individual plan")

    need_identified = StartHandle(this.begin).Next(this.obtain_consent)

    obtain_consent = (
        HumanTask()
        .For(act.process.lead_unit_id)
        .Due("obtain_consent")
        .Needs(Action.CONSENT)
        .Ends(Outcome.GIVEN, Outcome.REFUSED)
        .Next(this.is_agreed)
    )
    is_agreed = Decision(act.process.is_agreed).Then(this.prepare).Else(this.closed)

    prepare = (
        HumanTask()
        .For(act.process.lead_unit_id)
        .Due("prepare")
        .StartsClockOf(this.meet)
        .Needs(Action.CALL)
        .Ends(Outcome.PREPARED)
        .Next(this.has_called_units)
    )
    has_called_units = Decision(act.process.has_called_units).Then(this.summon).Else(this.meet)
    summon = SplitEach().Each(this.reply, act.process.called_units)
    reply = HumanTask().Due("summons_reply").Ends(Outcome.REPLIED).Next(this.all_replied)
    all_replied = Join().Next(this.meet)

    meet = (
        HumanTask()
        .For(act.process.lead_unit_id)
        .Due("plan_meeting")
        .Needs(Action.CALL)
        .Ends(Outcome.HELD)
        .Next(this.write_plan)
    )
    write_plan = (
        HumanTask()
        .For(act.process.lead_unit_id)
        .Due("write_plan")
        .Ends(Outcome.WRITTEN)
        .Next(this.has_confirming_units)
    )
    has_confirming_units = Decision(act.process.has_confirming_units).Then(this.confirmation).Else(this.follow_up)
    confirmation = SplitEach().Each(this.confirm, act.process.confirming_units)
    confirm = (
        HumanTask()
        .Due("confirm_interventions")
        .Ends(Outcome.CONFIRMED, Outcome.DECLINED)
        .EndsForAll(Outcome.DECLINED)
        .Next(this.all_confirmed)
    )
    all_confirmed = Join().Next(this.is_confirmed)
    is_confirmed = Decision(act.process.is_confirmed).Then(this.follow_up).Else(this.write_plan)

    follow_up = (
        HumanTask()
        .For(act.process.lead_unit_id)
        .Due("first_follow_up", on=act.process.next_follow_up)
        .Sleeps()
        .Ends(Outcome.CONTINUE, Outcome.REVISE, Outcome.CLOSE)
        .Next(this.goes_on)
    )
    goes_on = Decision(act.process.goes_on).Then(this.is_revised).Else(this.closed)
    is_revised = Decision(act.process.is_revised).Then(this.write_plan).Else(this.follow_up)

    closed = Close()

    def begin(self, activation: Any, *, case: Case, by: Assignment) -> CoordinatedPlanProcess:
        """The need was identified by `by`, who opened the case."""
        activation.process.case = case
        task = activation.task
        task.unit, task.owner, task.assignment = by.unit, by.user, by
        return activation.process
