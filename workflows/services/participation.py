from accounts.acting import act
from accounts.models import Assignment, CareUnit, User
from cases.models import Case
from cases.services import participation as cases
from workflows.models import Outcome, WorkItem
from workflows.services.process import holding_process, withdraw_open_tasks


@act
def end_participation(*, case: Case, unit: CareUnit, by: Assignment, user: User | None = None) -> None:
    """A unit leaves the case and its open tasks end; or one person of it does, and what they held is free again."""
    with holding_process(case, by=by, what="end_participation"):
        if user is None:
            withdraw_open_tasks(case=case, units=[unit], outcome=Outcome.UNIT_LEFT, by=by)
        else:
            held = WorkItem.objects.filter(case=case, unit=unit, taken_by=user)
            held.update(taken_by=None, taken_at=None)
        cases.end_participation(case=case, unit=unit, user=user, by=by)
