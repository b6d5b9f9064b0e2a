"""Reports of concern, with what they mean for work: the verbs that pages call. What is true lies in cases/services."""

from datetime import date
from typing import Any, Unpack

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from accounts.roles import Action
from cases.errors import CaseError, NotAllowed
from cases.models import Case, ConcernText, IntakeDecision, ReportReceipt
from cases.permissions import may
from cases.selectors.concern import is_feedback_waited_for, opening_of, receipt_of
from cases.services import concern as reporter
from cases.services import intake as receiver
from workflows.flows.concern_report import ConcernReportFlow
from workflows.flows.report_addition import ReportAdditionFlow
from workflows.flows.reporter_feedback import ReporterFeedbackFlow
from workflows.models import ConcernReportProcess, Deadline, Outcome, Step, Task
from workflows.selectors.receivers import receiver_of
from workflows.services.deadline import move_deadline
from workflows.services.process import go_on_from
from workflows.services.task import locked_process, locked_task

Code = IntakeDecision.Code

# Which reason gives which step longer time (SoL 2025:400 20 kap. 2 and 3 §§); no other step has any.
LONGER_FOR = {Step.DECIDE_OPENING: Code.EXCEPTIONAL, Step.INVESTIGATE: Code.SPECIAL}


@act
def report_concern(*, concern: reporter.Concern, by: Assignment) -> ConcernText:
    """Sends the report to who receives the municipality's reports now, where its clocks start.

    Raises NoReceiver, and CaseError as cases does.
    """
    unit = receiver_of(concern.municipality, timezone.now())
    return reporter.report_concern(concern=concern, receiver=unit, by=by, begin=lambda intake: _begin(intake, by))


@act
def change_report(*, row: ConcernText, by: Assignment, **change: Unpack[reporter.Changed]) -> ConcernText:
    """A correction or an addition is sent at once, and is to be read there at once. Raises as cases does."""
    return reporter.change_report(row=row, by=by, tell=lambda intake: _open(ReportAdditionFlow.added, intake), **change)


@act
def request_feedback(*, report: Case, by: Assignment) -> ReportReceipt:
    """The task to answer opens now where there is a decision, else with it. Raises CaseError when asked before."""
    return reporter.request_feedback(report=report, by=by, ask=open_feedback)


def open_feedback(intake: Case) -> None:
    """The task to answer the reporter, once it is asked for and there is something to answer. Part of another act."""
    if is_feedback_waited_for(receipt_of(intake)) and opening_of(intake) is not None:
        _open(ReporterFeedbackFlow.asked, intake)


@act
def extend_time(*, task: Task, until: date, text: str, by: Assignment) -> Deadline:
    """Longer time for the task, to and including `until`, for the one reason that the law gives it.

    Raises CaseError for a step that is given none or a day that is no later, and what locked_task raises.
    """
    with locked_task(task, by) as current:
        code = LONGER_FOR.get(Step(current.step))
        if code is None or current.case is None:
            raise CaseError
        deadline = Deadline.objects.select_related("clock").get(task=current, closed_at=None)
        receiver.extend_time(case=current.case, code=code, until=until, text=text, by=by)
        before = deadline.due_at
        moved = move_deadline(task=current, clock=deadline.clock, on=until, by=by)
        if moved.due_at <= before:
            raise CaseError(_("The day is no later than the last day was."), field="until")
        return moved


@act
def hand_on(*, case: Case, to: CareUnit, text: str, by: Assignment) -> ReportReceipt:
    """Another unit answers for the child: it starts anew there, and what is open here ends. Raises as cases does."""
    process = ConcernReportProcess.objects.filter(case=case, flow_class=ConcernReportFlow).latest("created")
    with locked_process(ConcernReportFlow, process.pk, by=by, case=case.pk, what="hand_on"):
        if not may(by, Action.WRITE, case):
            raise NotAllowed(by, case.pk, "hand_on")
        receipt = receiver.hand_on(case=case, to=to, text=text, by=by, begin=lambda intake: _begin(intake, by))
        for flow, end in ((ConcernReportFlow, ConcernReportFlow.closed), (ReportAdditionFlow, ReportAdditionFlow.read)):
            running = flow.process_class.objects.filter(case=case, flow_class=flow, finished=None).first()
            if running is not None:
                go_on_from(running, end, outcome=Outcome.HANDED_ON, by=by)
    return receipt


def _begin(intake: Case, by: Assignment) -> None:
    ConcernReportFlow.received.run(case=intake, by=by)


def _open(start: Any, intake: Case) -> None:
    """Starts the flow in the case; where it runs already, its open task is about this too."""
    flow = start.flow_class
    if not flow.process_class.objects.filter(case=intake, flow_class=flow, finished=None).exists():
        start.run(case=intake)
