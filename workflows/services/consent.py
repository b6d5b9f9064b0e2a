"""Acts on a consent, which have consequences for tasks: the units left with nothing have nothing more to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import DatabaseError, connection

from accounts.acting import act, transaction_as
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError
from cases.models import Case, Consent
from cases.selectors.participation import participating_units
from cases.services import consent as cases
from workflows.models import Outcome
from workflows.services.party import return_from_paper
from workflows.services.process import holding_process, withdraw_open_tasks
from workflows.services.stand_in import clocks_at

logger = logging.getLogger(__name__)


@act
def withdraw_consent(*, consent: Consent, by: Assignment) -> list[CareUnit]:
    """Takes a consent back. Open tasks of the units that are left with nothing end, and the plan goes on without them.

    Answers with those units. The family's no to the whole plan closes the case besides: services/case.py.
    """
    with settling_tasks(consent.case, by=by) as lost:
        cases.withdraw_consent(consent=consent, by=by)
    return lost


@act
def record_consent(*, case: Case, by: Assignment, **answer: object) -> list[CareUnit]:
    """Records an answer given while the plan is on its way; `answer` as in cases. What it no longer covers ends.

    Answers with the units that are left with nothing.
    """
    with settling_tasks(case, by=by) as lost:
        cases.record_consent(case=case, by=by, **answer)  # type: ignore[arg-type]
    return lost


@act
def record_exception(*, case: Case, by: Assignment, **facts: object) -> list[CareUnit]:
    """Records why somebody is not asked, or ends that; `facts` as in cases. Answers with the units left with nothing.

    Raises CaseClosed, CaseError.
    """
    with settling_tasks(case, by=by) as lost:
        cases.record_exception(case=case, by=by, **facts)  # type: ignore[arg-type]
    return lost


@act
def settle_consents(*, case: Case, by: Assignment) -> list[CareUnit]:
    """What a day that has passed has ended, as if a consent had been taken back then. Answers as the others here."""
    with settling_tasks(case, by=by) as lost:
        cases.settle(case, by)
    return lost


def settle_consents_run_out() -> int:
    """Settles the open cases where a consent has run out since; how many. For the clocks' job, as worker.

    One that cannot be settled now, as somebody holds it, is tried again with the next run.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, unit_id FROM consents_run_out()")
        found = cursor.fetchall()
    units = CareUnit.objects.select_related("provider__principal").in_bulk({unit for _case, unit in found})
    return sum(_settle_run_out(case, units[unit]) for case, unit in found)


def _settle_run_out(key: UUID, unit: CareUnit) -> bool:
    by = clocks_at(unit)
    try:
        with transaction_as(by):
            case = Case.objects.select_related("owner_unit__provider__principal").get(pk=key)
            settle_consents(case=case, by=by)
    except (CaseError, DatabaseError) as error:
        logger.warning("Case %s was not settled: %s", key, type(error).__name__)
        return False
    return True


@contextmanager
def settling_tasks(case: Case, *, by: Assignment) -> Iterator[list[CareUnit]]:
    """An act of truth that may end what rests on consent, with case and process locked; ends the tasks that are lost.

    Yields a list that holds, afterwards, the units whose part in the case has ended.
    """
    lost: list[CareUnit] = []
    with holding_process(case, by=by, what="consent"):
        before = participating_units(case)
        yield lost
        after = set(participating_units(case))
        lost += [unit for unit in before if unit not in after]
        withdraw_open_tasks(case=case, units=lost, outcome=Outcome.CONSENT_WITHDRAWN, by=by)
        return_from_paper(case=case, by=by)
