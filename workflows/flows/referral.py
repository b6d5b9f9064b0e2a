"""A referral, a warm handover or a request for a plan, step by step: the sender holds the baton until it is taken.

The names of the nodes are stored data. A changed process is a new file, beside this one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes import StartHandle
from viewflow.workflow.utils import act

from accounts.models import Assignment
from accounts.roles import Action
from cases.models import Case
from workflows.models import Outcome, ReferralProcess, Task
from workflows.nodes.gateway import Close, Decision
from workflows.nodes.human import HumanTask
from workflows.nodes.lock import ProcessAndCaseLock


class ReferralFlow(Flow):
    process_class = ReferralProcess
    task_class = Task
    lock_impl = ProcessAndCaseLock()
    process_title = _("Referral")

    concern_noticed = StartHandle(this.begin).Next(this.write_referral)

    write_referral = (
        HumanTask()
        .For(act.process.sender_unit_id)
        .Due("write_referral", on=act.process.send_by)
        .Needs(Action.DISCLOSE)
        .Ends(Outcome.SENT)
        .Next(this.is_on_paper)
    )
    is_on_paper = Decision(act.process.is_on_paper).Then(this.record_answer).Else(this.answer_referral)

    answer_referral = (
        HumanTask()
        .For(act.process.answering_unit_id)
        .Due(act.process.answer_clock)
        .ReturnsTo(act.process.sender_unit_id, "referral_silence")
        .Ends(Outcome.ACCEPTED, Outcome.MORE_ASKED, Outcome.OTHER_SUGGESTED, Outcome.TURNED_DOWN, Outcome.FORWARDED)
        .Next(this.is_taken)
    )
    is_taken = Decision(act.process.is_taken).Then(this.contact_family).Else(this.is_passed_on)
    is_passed_on = Decision(act.process.is_waiting).Then(this.answer_referral).Else(this.is_ended)

    contact_family = (
        HumanTask()
        .For(act.process.answering_unit_id)
        .Due("referral_contact")
        .Ends(Outcome.CONTACTED)
        .Next(this.is_still_taken)
    )
    is_still_taken = Decision(act.process.is_taken).Then(this.give_feedback).Else(this.is_ended)

    give_feedback = (
        HumanTask()
        .For(act.process.answering_unit_id)
        .Due("referral_feedback")
        .Ends(Outcome.FED_BACK)
        .Next(this.is_fed_back)
    )
    is_fed_back = Decision(act.process.is_fed_back).Then(this.read_feedback).Else(this.is_ended)

    # Of what went on paper, to a party without account: the sender asks, and records what it is told.
    record_answer = (
        HumanTask()
        .For(act.process.sender_unit_id)
        .Due(act.process.answer_clock)
        .Ends(Outcome.ACCEPTED, Outcome.MORE_ASKED, Outcome.OTHER_SUGGESTED, Outcome.TURNED_DOWN)
        .Next(this.is_taken_on_paper)
    )
    is_taken_on_paper = Decision(act.process.is_taken).Then(this.record_outcome).Else(this.is_ended)

    record_outcome = (
        HumanTask()
        .For(act.process.sender_unit_id)
        .Due("referral_feedback")
        .Ends(Outcome.FED_BACK)
        .Next(this.is_fed_back)
    )

    read_feedback = (
        HumanTask()
        .For(act.process.sender_unit_id)
        .Due("read_feedback")
        .Needs(Action.CLOSE)
        .Ends(Outcome.FEEDBACK_READ)
        .Next(this.closed)
    )

    is_ended = Decision(act.process.is_over).Then(this.closed).Else(this.write_referral)
    closed = Close()

    def begin(self, activation: Any, *, case: Case, by: Assignment) -> ReferralProcess:
        """The concern was noticed by `by`, who opened the case."""
        activation.process.case = case
        task = activation.task
        task.unit, task.owner, task.assignment = by.unit, by.user, by
        return activation.process
