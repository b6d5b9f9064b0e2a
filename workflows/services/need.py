from uuid import UUID

from accounts.acting import act
from accounts.models import Assignment
from cases.services import participation as cases
from workflows.models import Notice
from workflows.services.notice import tell_manager


@act
def state_need(*, case_id: UUID, need: str, by: Assignment) -> None:
    """Opens a case of the own, closed unit for a day to a colleague who is not named there; the manager is told.

    Raises CaseError without a need.
    """
    cases.state_need(case_id=case_id, need=need, by=by)
    tell_manager(case=case_id, kind=Notice.Kind.NEED_STATED, by=by)
