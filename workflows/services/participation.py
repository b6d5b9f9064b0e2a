from accounts.acting import act
from accounts.models import Assignment, CareUnit, User
from accounts.roles import Action
from cases.errors import NotAllowed
from cases.models import Case, Participation, PlanMeeting, Summons
from cases.permissions import may
from cases.selectors.participation import may_end_part
from cases.services import participation as cases
from cases.services.agreement import leave_plan
from cases.services.summons import withdraw_summons
from workflows.models import Outcome, WorkItem
from workflows.services.process import holding_process, withdraw_open_tasks


@act
def end_participation(
    *, case: Case, unit: CareUnit, reason: Participation.EndReason, by: Assignment, user: User | None = None
) -> None:
    """A unit leaves the case: its open tasks, calls and interventions end. Or one person of it does, and what they
    held is free again.

    Raises NotAllowed for who may not end this part, and CaseError as cases does.
    """
    with holding_process(case, by=by, what="end_participation"):
        if not (may_end_part(by, case, unit=unit, user=user) and may(by, Action.WRITE, case)):
            raise NotAllowed(by, case.pk, "end_participation")
        if user is None:
            _leave(case, unit, by)
        else:
            held = WorkItem.objects.filter(case=case, unit=unit, taken_by=user)
            held.update(taken_by=None, taken_at=None)
        cases.end_participation(case=case, unit=unit, user=user, reason=reason, by=by)


def _leave(case: Case, unit: CareUnit, by: Assignment) -> None:
    # Before the part ends: a unit that leaves by itself sees the case only till then.
    planned = PlanMeeting.Status.PLANNED
    for summons in Summons.objects.filter(case=case, unit=unit, meeting__status=planned, withdrawn_at=None):
        withdraw_summons(summons=summons, by=by)
    leave_plan(case=case, unit=unit, by=by)
    withdraw_open_tasks(case=case, units=[unit], outcome=Outcome.UNIT_LEFT, by=by)
