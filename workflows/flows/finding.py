"""A finding: somebody decides what to do about it, within its clock. Nothing is sent by itself.

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
from workflows.models import FindingProcess, Outcome, Task
from workflows.nodes.gateway import Close
from workflows.nodes.human import HumanTask
from workflows.nodes.lock import ProcessAndCaseLock


class FindingFlow(Flow):
    process_class = FindingProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Finding")

    found = StartHandle(this.begin).Next(this.decide_finding)
    decide_finding = (
        HumanTask().For(act.process.finding_unit_id).Due("finding_decision").Ends(Outcome.DECIDED).Next(this.closed)
    )
    closed = Close()

    def begin(self, activation: Any, *, case: Case, by: Assignment) -> FindingProcess:
        """It was found by `by`, in an answer or at a step."""
        activation.process.case = case
        task = activation.task
        task.unit, task.owner, task.assignment = by.unit, by.user, by
        return activation.process
