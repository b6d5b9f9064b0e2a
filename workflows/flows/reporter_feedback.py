"""The answer to who reported a concern (SoL 2025:400 19 kap. 6 §): opens when it is asked for and there is a decision.

The case may be closed since years. The names of the nodes are stored data.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes import StartHandle
from viewflow.workflow.utils import act

from cases.models import Case
from workflows.models import Outcome, ReporterFeedbackProcess, Task
from workflows.nodes.gateway import Finish
from workflows.nodes.human import HumanTask
from workflows.nodes.lock import ProcessAndCaseLock


class ReporterFeedbackFlow(Flow):
    process_class = ReporterFeedbackProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Answer to the reporter")

    asked = StartHandle(this.begin).Next(this.answer_reporter)

    answer_reporter = (
        HumanTask()
        .For(act.process.receiving_unit_id)
        .Due(act.process.clock_key, since=act.process.counts_from)
        .AfterClosure()
        .Ends(Outcome.ANSWERED, Outcome.NOT_ANSWERED)
        .Next(this.answered)
    )

    answered = Finish()

    def begin(self, activation: Any, *, case: Case) -> ReporterFeedbackProcess:
        activation.process.case = case
        return activation.process
