"""A consultation: asked without naming anybody, answered by whoever of those asked is first, read by who asked.

The names of the nodes are stored data. A changed process is a new file, beside this one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes import Join, StartHandle
from viewflow.workflow.utils import act

from accounts.models import Assignment
from cases.models import Case
from workflows.models import ConsultationProcess, Outcome, Task
from workflows.nodes.gateway import Close, SplitEach
from workflows.nodes.human import HumanTask
from workflows.nodes.lock import ProcessAndCaseLock


class ConsultationFlow(Flow):
    process_class = ConsultationProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Consultation")

    asked = StartHandle(this.begin).Next(this.ask)
    ask = SplitEach().Each(this.advise, act.process.asked_units)
    advise = (
        HumanTask()
        .Due("consultation_answer")
        .Ends(Outcome.ANSWERED)
        .EndsForAll(Outcome.ANSWERED, others=Outcome.ANSWERED_BY_OTHER)
        .Next(this.answered)
    )
    answered = Join().Next(this.read_answer)
    read_answer = (
        HumanTask()
        .For(act.process.asking_unit_id)
        .Due("consultation_read")
        .Ends(Outcome.HELPED, Outcome.REFERRED, Outcome.NOTHING_MORE)
        .Next(this.closed)
    )
    closed = Close()

    def begin(self, activation: Any, *, case: Case, by: Assignment) -> ConsultationProcess:
        """The question was put by `by`, who opened the case."""
        activation.process.case = case
        task = activation.task
        task.unit, task.owner, task.assignment = by.unit, by.user, by
        return activation.process
