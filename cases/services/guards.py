"""State guards that several services share: each raises a CaseError with the words for the page."""

from cases.errors import CaseClosed, PlanLocked, StaleText
from cases.models import Case, CoordinatedPlan
from cases.models.base import Content


def require_open(case: Case) -> None:
    """Raises CaseClosed. Reads the state again: the caller's row may be older than a colleague's closing."""
    if not Case.objects.filter(pk=case.pk, status=Case.Status.OPEN).exists():
        raise CaseClosed


def lock_plan(case: Case) -> CoordinatedPlan:
    """The plan's shell, locked to the end of the transaction: whoever writes in the plan comes through here.

    Lock and read are two statements, so that what is read is what stands after the wait.
    """
    list(CoordinatedPlan.objects.select_for_update(no_key=True).filter(case=case).only("pk"))
    return CoordinatedPlan.objects.get(case=case)


def require_editable(case: Case) -> CoordinatedPlan:
    """The locked plan, if its text may change now. Raises CaseClosed or PlanLocked."""
    plan = lock_plan(case)
    require_open(case)
    if not plan.is_editable:
        raise PlanLocked
    return plan


def require_current(row: Content, edition: int) -> None:
    """Raises StaleText with the row as it stands, when another text was saved since `edition` was read."""
    current = type(row)._default_manager.get(pk=row.pk)
    if current.edition != edition:
        raise StaleText(current)
