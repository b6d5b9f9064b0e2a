"""A patient as a parent: asked, the children's need of protection assessed, and asked again until the contact ends.

A report of concern is written on its own page; nothing is sent by itself. The names of the nodes are stored data. A
changed process is a new file, beside this one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes import StartHandle
from viewflow.workflow.utils import act

from accounts.models import Assignment
from cases.models import Case
from workflows.models import Outcome, ParenthoodProcess, Task
from workflows.nodes.gateway import Close, Decision
from workflows.nodes.human import HumanTask
from workflows.nodes.lock import ProcessAndCaseLock


class ParenthoodFlow(Flow):
    process_class = ParenthoodProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Parenthood")

    enrolled = StartHandle(this.begin).Next(this.ask_parenthood)
    ask_parenthood = (
        HumanTask()
        .For(act.process.clinic_unit_id)
        .Due("ask_parenthood")
        .Ends(Outcome.ASKED)
        .Next(this.is_to_be_assessed)
    )
    is_to_be_assessed = Decision(act.process.is_to_be_assessed).Then(this.assess_child).Else(this.review_parenthood)
    assess_child = (
        HumanTask()
        .For(act.process.clinic_unit_id)
        .Due("assess_child")
        .Ends(Outcome.REPORTED, Outcome.NOT_REPORTED)
        .Next(this.review_parenthood)
    )
    review_parenthood = (
        HumanTask()
        .For(act.process.clinic_unit_id)
        .Due("review_parenthood", on=act.process.next_review)
        .Sleeps()
        .Ends(Outcome.ASKED)
        .Next(this.goes_on)
    )
    goes_on = Decision(act.process.goes_on).Then(this.is_to_be_assessed).Else(this.closed)
    closed = Close()

    def begin(self, activation: Any, *, case: Case, by: Assignment) -> ParenthoodProcess:
        """The patient was enrolled by `by`."""
        activation.process.case = case
        task = activation.task
        task.unit, task.owner, task.assignment = by.unit, by.user, by
        return activation.process
