from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.models import PlanMeeting, Summons
from cases.services import meeting as cases
from workflows.services.errors import RepliesClosed
from workflows.services.process import call_late_unit


@act
def call_unit(*, meeting: PlanMeeting, unit: CareUnit, kind: Summons.Kind, by: Assignment) -> Summons:
    """Calls one more unit to a meeting already called to. It gets a task to reply while the others' are open;
    after that its answer is noted at the meeting. Raises NotConsented, CaseError.
    """
    summons = cases.call_unit(meeting=meeting, unit=unit, kind=kind, by=by)
    try:
        call_late_unit(case=meeting.case, unit=unit, by=by)
    except RepliesClosed:
        return summons
    return summons
