"""A received report of concern (SoL 2025:400 20 kap.), step by step. It is never declined and never waits for anybody.

The names of the nodes are stored data. A changed process is a new file, beside this one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes import StartHandle
from viewflow.workflow.utils import act

from accounts.models import Assignment
from cases.models import Case
from workflows.models import ConcernReportProcess, Outcome, Task
from workflows.nodes.gateway import Close, Decision
from workflows.nodes.human import HumanTask
from workflows.nodes.lock import ProcessAndCaseLock


class ConcernReportFlow(Flow):
    process_class = ConcernReportProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Report of concern")

    received = StartHandle(this.begin).Next(this.assess_protection)

    # The law says at once and no number of hours (20:1); what runs is the local routine's one day.
    assess_protection = (
        HumanTask()
        .For(act.process.receiving_unit_id)
        .Due("protection_assessment_local", since=act.process.received_at)
        .StartsClockOf(this.decide_opening)
        .Ends(Outcome.ASSESSED)
        .Next(this.decide_opening)
    )
    decide_opening = (
        HumanTask()
        .For(act.process.receiving_unit_id)
        .Due("preliminary_assessment", since=act.process.received_at)
        .Ends(Outcome.OPENED, Outcome.NOT_OPENED, Outcome.ALREADY_RUNNING)
        .Next(this.is_opened)
    )
    is_opened = Decision(act.process.is_opened).Then(this.investigate).Else(this.closed)
    investigate = (
        HumanTask()
        .For(act.process.receiving_unit_id)
        .Due("child_investigation")
        .Ends(Outcome.INVESTIGATED)
        .Next(this.closed)
    )

    closed = Close()

    def begin(self, activation: Any, *, case: Case, by: Assignment) -> ConcernReportProcess:
        """The report came in, sent by `by`; no unit's task: the reporter's is not in the case."""
        activation.process.case = case
        activation.task.owner = by.user
        return activation.process
