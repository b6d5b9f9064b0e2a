"""What the reporter corrects or adds after the report was sent: somebody reads it at once, also in a closed case.

The names of the nodes are stored data.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes import StartHandle
from viewflow.workflow.utils import act

from cases.models import Case
from workflows.models import AdditionProcess, Outcome, Task
from workflows.nodes.gateway import Finish
from workflows.nodes.human import HumanTask
from workflows.nodes.lock import ProcessAndCaseLock


class ReportAdditionFlow(Flow):
    process_class = AdditionProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Addition to a report of concern")

    added = StartHandle(this.begin).Next(this.read_addition)

    read_addition = (
        HumanTask()
        .For(act.process.receiving_unit_id)
        .Due("protection_assessment_local")
        .AfterClosure()
        .Ends(Outcome.READ)
        .Next(this.read)
    )

    read = Finish()

    def begin(self, activation: Any, *, case: Case) -> AdditionProcess:
        activation.process.case = case
        return activation.process
