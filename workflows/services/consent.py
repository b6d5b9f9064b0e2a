from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.models import Consent
from cases.services import consent as cases
from workflows.models import Outcome
from workflows.services.process import holding_process, withdraw_open_tasks


@act
def withdraw_consent(*, consent: Consent, by: Assignment) -> list[CareUnit]:
    """Takes a consent back. Open tasks of the units that are left with nothing end, and the plan goes on without them.

    Answers with those units. The family's no to the whole plan closes the case besides: services/case.py.
    """
    case = consent.case
    with holding_process(case, by=by, what="withdraw_consent"):
        lost = list(CareUnit.objects.filter(pk__in=cases.withdraw_consent(consent=consent, by=by)))
        withdraw_open_tasks(case=case, units=lost, outcome=Outcome.CONSENT_WITHDRAWN, by=by)
    return lost
