"""Acts on a consent that have consequences for tasks: the units left with nothing have nothing more to do."""

from collections.abc import Callable

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.models import Case, Consent
from cases.selectors.participation import participating_units
from cases.services import consent as cases
from cases.services.told_identity import renew_identity
from workflows.models import Outcome
from workflows.services.process import holding_process, withdraw_open_tasks


@act
def withdraw_consent(*, consent: Consent, by: Assignment) -> list[CareUnit]:
    """Takes a consent back. Open tasks of the units that are left with nothing end, and the plan goes on without them.

    Answers with those units. The family's no to the whole plan closes the case besides: services/case.py.
    """
    return _settled(consent.case, by, lambda: cases.withdraw_consent(consent=consent, by=by))


@act
def record_consent(*, case: Case, by: Assignment, **answer: object) -> list[CareUnit]:
    """Records an answer given while the plan is on its way; `answer` as in cases. What it no longer covers ends.

    The units it covers are told what has changed about who the plan is about: that the child is born.
    Answers with the units that are left with nothing.
    """

    def record() -> list[CareUnit]:
        before = set(participating_units(case))
        cases.record_consent(case=case, by=by, **answer)  # type: ignore[arg-type]
        renew_identity(case=case, by=by)
        return list(before - set(participating_units(case)))

    return _settled(case, by, record)


def _settled(case: Case, by: Assignment, act_of_truth: Callable[[], list[CareUnit]]) -> list[CareUnit]:
    with holding_process(case, by=by, what="consent"):
        lost = act_of_truth()
        withdraw_open_tasks(case=case, units=lost, outcome=Outcome.CONSENT_WITHDRAWN, by=by)
    return lost
