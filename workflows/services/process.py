"""Starting a plan's process, and ending work that is no longer wanted. Withdrawn work is completed, never cancelled."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from viewflow.workflow.status import STATUS
from viewflow.workflow.token import Token

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from accounts.roles import Action
from cases.errors import NotAllowed
from cases.models import Case
from cases.permissions import may
from workflows.flows.concern_report import ConcernReportFlow
from workflows.flows.consultation import ConsultationFlow
from workflows.flows.coordinated_plan import CoordinatedPlanFlow
from workflows.flows.finding import FindingFlow
from workflows.flows.parenthood import ParenthoodFlow
from workflows.flows.referral import ReferralFlow
from workflows.models import Notice, Outcome, Process, Task
from workflows.nodes.clock import release_clock
from workflows.nodes.human import open_tasks
from workflows.nodes.telling import tell_about
from workflows.services.errors import ProcessRunning, RepliesClosed
from workflows.services.task import locked_process

# What begins a case of each kind.
BEGINNINGS: dict[str, Any] = {
    Case.Kind.PLAN: CoordinatedPlanFlow.need_identified,
    Case.Kind.REFERRAL: ReferralFlow.concern_noticed,
    Case.Kind.WARM_HANDOVER: ReferralFlow.concern_noticed,
    Case.Kind.PLAN_REQUEST: ReferralFlow.concern_noticed,
    Case.Kind.CONSULTATION: ConsultationFlow.asked,
    Case.Kind.CONCERN_INTAKE: ConcernReportFlow.received,
    Case.Kind.FINDING: FindingFlow.found,
    Case.Kind.ADDICTION_CARE: ParenthoodFlow.enrolled,
}


@act
def start_process(*, case: Case, by: Assignment) -> Any:
    """The case begins: the first task of its kind's flow opens. Answers with the process.

    Raises NotAllowed, ProcessRunning.
    """
    if not may(by, Action.WRITE, case):
        raise NotAllowed(by, case.pk, "start_process")
    # Two starts at once meet at the case; the check after it sees what the first one made.
    list(Case.objects.filter(pk=case.pk).select_for_update(no_key=True))
    if running_process(case) is not None:
        raise ProcessRunning
    return BEGINNINGS[case.kind].run(case=case, by=by)


def running_process(case: Case) -> Any:
    """As the proxy of its flow; None where none runs."""
    begins = BEGINNINGS.get(case.kind)
    if begins is None:
        return None
    processes = begins.flow_class.process_class.objects
    return processes.select_related("case").filter(case=case, finished=None).first()


@contextmanager
def holding_process(case: Case, *, by: Assignment, what: str) -> Iterator[Any]:
    """The case's running process, locked with the case; None where none runs, and then only the case is locked."""
    process = running_process(case)
    if process is None:
        list(Case.objects.filter(pk=case.pk).select_for_update(no_key=True).only("pk"))
        yield None
        return
    with locked_process(process.flow_class, process.pk, by=by, case=case.pk, what=what):
        process.refresh_from_db()
        yield None if process.finished else process


@act
def withdraw_open_tasks(*, case: Case, units: Collection[CareUnit], outcome: Outcome, by: Assignment) -> int:
    """Ends what is open in `units` and lets the plan go on without them; answers with how many tasks that were.

    `outcome` is one of the withdrawn ones. The units are told. To be called while the actor still sees the case.
    """
    with holding_process(case, by=by, what="withdraw_open_tasks") as process:
        tasks = _open_tasks(process, units) if process else []
        for task in tasks:
            activation = task.flow_task.activation_class(task)
            activation.withdraw(by, outcome)
            activation.activate_next()
        tell_about([task for task in tasks if task.unit_id != by.unit_id], Notice.Kind.WITHDRAWN)
    return len(tasks)


@act
def end_plan_process(*, case: Case, by: Assignment, outcome: Outcome = Outcome.CASE_CLOSED) -> int:
    """The case was closed outside the flow: ends every open task and the process with it. How many tasks that were."""
    with holding_process(case, by=by, what="end_plan_process") as process:
        if process is None:
            return 0
        tasks = go_on_from(process, process.flow_class.closed, outcome=outcome, by=by)
        tell_about([task for task in tasks if task.unit_id != by.unit_id], Notice.Kind.WITHDRAWN)
    return len(tasks)


def go_on_from(process: Process, node: Any, *, outcome: Outcome, by: Assignment) -> list[Task]:
    """Ends all that is open as no longer wanted and goes on from `node`; answers with the tasks that ended.

    A clock that ran before its task goes on without it. To be called while the process is held.
    """
    tasks = _open_tasks(process)
    for task in tasks:
        if task.flow_task.clock_runs_before:
            release_clock(task)
        task.flow_task.activation_class(task).withdraw(by, outcome)
    # What waits for others (a join) waits no more.
    waiting = Task.objects.filter(process=process, finished=None)
    waiting.update(status=STATUS.DONE, finished=timezone.now())
    latest = Task.objects.select_related("process__case").filter(process=process).latest("created")
    previous = latest.flow_task.activation_class(latest)
    previous._activate_next({node._create(previous, Token("start"))})
    return tasks


@act
def call_late_unit(*, case: Case, unit: CareUnit, by: Assignment) -> Task:
    """A unit called after the others gets its own task to reply, which the meeting waits for like theirs.

    Raises RepliesClosed when no reply is open any more.
    """
    with holding_process(case, by=by, what="call_late_unit") as process:
        if process is None:
            raise RepliesClosed
        flow = process.flow_class
        calls = Task.objects.filter(process=process, flow_task=flow.summon).select_related("process__case")
        split = calls.order_by("created").last()
        if split is None:
            raise RepliesClosed
        prefix = f"{split.token}/{split.pk}_"
        called = Task.objects.filter(process=process, flow_task=flow.reply, token__startswith=prefix)
        if not called.filter(finished=None).exists():
            raise RepliesClosed
        token = Token(f"{prefix}{called.count() + 1}")
        opened = open_tasks(flow.reply, flow.summon.activation_class(split), [(token, unit.pk)])
    return opened[0].task


def _open_tasks(process: Process, units: Collection[CareUnit] | None = None) -> list[Task]:
    # A gateway that waits, a join, belongs to no unit.
    tasks = Task.objects.filter(process=process, finished=None, unit__isnull=False)
    if units is not None:
        tasks = tasks.filter(unit__in=units)
    return list(tasks.select_related("process__case").order_by("created", "pk"))
