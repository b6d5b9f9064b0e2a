"""A round of an agreement (KAFO, a survey of parents, a review of records), step by step.

The names of the nodes are stored data. A changed process is a new file, beside this one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes import Join, StartHandle
from viewflow.workflow.utils import act

from accounts.models import Assignment
from agreements.models import Round
from agreements.permissions import Right
from workflows.models import AgreementReviewProcess, Outcome, Task
from workflows.nodes.gateway import Close, Decision
from workflows.nodes.lock import ProcessAndCaseLock
from workflows.nodes.round import RoundTask, SplitCentres


class AgreementReviewFlow(Flow):
    process_class = AgreementReviewProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Round of an agreement")

    started = StartHandle(this.begin).Next(this.asks_centres)
    imported = StartHandle(this.begin).Next(this.compile)

    asks_centres = Decision(act.process.asks_centres).Then(this.ask).Else(this.collect)
    collect = (
        RoundTask()
        .By(Right.LEAD)
        .Due("round_answer", on=act.process.answer_by)
        .Ends(Outcome.COLLECTED)
        .Next(this.check)
    )
    ask = SplitCentres().Each(this.answer, act.process.centres_to_ask)
    answer = (
        RoundTask()
        .OfCentre()
        .Due("round_answer", on=act.process.answer_by)
        .Ends(Outcome.ANSWERED)
        .Next(this.all_answered)
    )
    all_answered = Join().Next(this.check)

    check = (
        RoundTask().By(Right.CHECK).Due("round_check").Ends(Outcome.CHECKED, Outcome.SENT_BACK).Next(this.is_checked)
    )
    is_checked = Decision(act.process.is_checked).Then(this.compile).Else(this.ask)

    compile = RoundTask().By(Right.LEAD).Due("round_compile").Ends(Outcome.COMPILED).Next(this.assess)
    assess = RoundTask().By(Right.ASSESS).Due("round_assess").Ends(Outcome.ASSESSED).Next(this.adopt)
    adopt = RoundTask().By(Right.ADOPT).Due("round_adopt").Ends(Outcome.ADOPTED).Next(this.plan_measures)
    plan_measures = (
        RoundTask()
        .By(Right.LEAD, Right.ADOPT)
        .Due("round_action_plan")
        .Ends(Outcome.PLANNED)
        .Next(this.follow_up_measures)
    )
    follow_up_measures = (
        RoundTask()
        .By(Right.LEAD, Right.ADOPT)
        .Due("round_follow_up", on=act.process.last_measure_day)
        .Ends(Outcome.FOLLOWED_UP)
        .Next(this.closed)
    )

    closed = Close()

    def begin(self, activation: Any, *, round_: Round, by: Assignment) -> AgreementReviewProcess:
        """The round was started, or taken in from a file, by `by`."""
        activation.process.round = round_
        activation.task.owner, activation.task.assignment = by.user, by
        return activation.process
