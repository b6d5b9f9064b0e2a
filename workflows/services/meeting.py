"""Acts on a meeting that have consequences for tasks: one more is called, it is moved, it does not take place."""

from typing import cast

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from accounts.roles import Action
from cases.errors import NotAllowed
from cases.models import PlanMeeting, Summons
from cases.permissions import may
from cases.services import meeting as cases
from cases.services import summons as summonses
from cases.services.meeting import MeetingFacts
from workflows.models import CoordinatedPlanProcess, Notice, Outcome, Step, Task
from workflows.services.errors import RepliesClosed
from workflows.services.notice import tell_units
from workflows.services.process import call_late_unit, go_on_from, holding_process


@act
def call_unit(*, meeting: PlanMeeting, unit: CareUnit, kind: Summons.Kind, by: Assignment) -> Summons:
    """Calls one more unit to a meeting already called to. It gets a task to reply while the others' are open;
    after that its answer is noted at the meeting. Raises NotConsented, CaseError.
    """
    summons = summonses.call_unit(meeting=meeting, unit=unit, kind=kind, by=by)
    try:
        call_late_unit(case=meeting.case, unit=unit, by=by)
    except RepliesClosed:
        return summons
    return summons


@act
def move_meeting(*, meeting: PlanMeeting, facts: MeetingFacts, by: Assignment) -> PlanMeeting:
    """Another time or place. All called units are told; with another time each is asked to reply again.

    Raises NotAllowed for another unit than the one that called, and what cases raises.
    """
    _require_own(meeting, by, "move_meeting")
    with holding_process(meeting.case, by=by, what="move_meeting") as process:
        moved = cases.move_meeting(meeting=meeting, facts=facts, by=by)
        if process is not None:
            _ask_again(process, moved, by)
        tell_units(case=meeting.case, units=_called(moved), kind=Notice.Kind.MOVED, by=by)
    return moved


@act
def cancel_meeting(*, meeting: PlanMeeting, reason: PlanMeeting.CancelReason, by: Assignment) -> PlanMeeting:
    """It does not take place: nobody is called any more, and the plan goes back to preparing one. The clock goes on.

    Raises NotAllowed for another unit than the one that called, and CaseError for a meeting held or cancelled.
    """
    _require_own(meeting, by, "cancel_meeting")
    with holding_process(meeting.case, by=by, what="cancel_meeting") as process:
        called = _called(meeting)
        cancelled = cases.cancel_meeting(meeting=meeting, reason=reason, by=by)
        if process is not None and _open_steps(process) & {Step.REPLY, Step.MEET}:
            go_on_from(process, process.flow_class.prepare, outcome=Outcome.MEETING_CANCELLED, by=by)
        tell_units(case=meeting.case, units=called, kind=Notice.Kind.CANCELLED, by=by)
    return cancelled


def _ask_again(process: CoordinatedPlanProcess, meeting: PlanMeeting, by: Assignment) -> None:
    """A task to reply for each called unit whose answer is missing and that has none."""
    steps = _open_steps(process)
    waiting = Summons.objects.filter(meeting=meeting, unit__isnull=False, withdrawn_at=None, reply=Summons.Reply.NONE)
    if Step.MEET in steps and waiting.exists():
        go_on_from(process, process.flow_class.has_called_units, outcome=Outcome.MEETING_MOVED, by=by)
    elif Step.REPLY in steps:
        asked = Task.objects.filter(process=process, finished=None, unit__isnull=False).values("unit")
        for summons in waiting.exclude(unit__in=asked).select_related("unit").order_by("created_at", "pk"):
            call_late_unit(case=meeting.case, unit=cast("CareUnit", summons.unit), by=by)


def _open_steps(process: CoordinatedPlanProcess) -> set[str]:
    return {task.step for task in Task.objects.filter(process=process, finished=None, unit__isnull=False)}


def _called(meeting: PlanMeeting) -> list[int]:
    rows = Summons.objects.filter(meeting=meeting, unit__isnull=False, withdrawn_at=None)
    return list(rows.order_by("created_at", "pk").values_list("unit_id", flat=True))


def _require_own(meeting: PlanMeeting, by: Assignment, what: str) -> None:
    if by.unit_id != meeting.case.owner_unit_id or not may(by, Action.CALL, meeting.case):
        raise NotAllowed(by, meeting.case_id, what)
