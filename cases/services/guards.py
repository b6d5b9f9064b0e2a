"""State guards that several services share: each raises a CaseError with the words for the page."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment
from cases.errors import CaseClosed, CaseError, PlanLocked, StaleText, Undocumented
from cases.models import Case, CasePerson, CoordinatedPlan, PlanMeeting, Referral
from cases.models.base import Content
from cases.selectors.case import subject_of


def require_open(case: Case) -> None:
    """Raises CaseClosed. Reads the state again: the caller's row may be older than a colleague's closing."""
    if not Case.objects.filter(pk=case.pk, status=Case.Status.OPEN).exists():
        raise CaseClosed


def require_planned(meeting: PlanMeeting) -> None:
    """The meeting is still to come. Raises CaseClosed; CaseError for one that was held or cancelled."""
    require_open(meeting.case)
    if PlanMeeting.objects.get(pk=meeting.pk).status != PlanMeeting.Status.PLANNED:
        raise CaseError(_("The meeting has already been held or cancelled."))


def lock_case(case: Case) -> None:
    """Locks the case's row, which whoever takes a consent back holds too: before the plan's or the referral's.

    Whoever tells something by consent outside a task comes through here, and reads the consent after it.
    """
    list(Case.objects.select_for_update(no_key=True).filter(pk=case.pk).only("pk"))


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


def lock_referral(case: Case) -> Referral:
    """The referral's shell, locked to the end of the transaction: whoever changes how it stands comes through here."""
    list(Referral.objects.select_for_update(no_key=True).filter(case=case).only("pk"))
    return Referral.objects.select_related("sender_unit").get(case=case)


def require_documenting(by: Assignment) -> None:
    """Raises Undocumented for a unit that stores nothing about a person's circumstances."""
    if by.unit.is_undocumented:
        raise Undocumented


def require_current(row: Content, edition: int) -> None:
    """Raises StaleText with the row as it stands, when another text was saved since `edition` was read."""
    current = type(row)._default_manager.get(pk=row.pk)
    if current.edition != edition:
        raise StaleText(current)


def known_subject(case: Case, by: Assignment) -> CasePerson:
    """Who the case is about, for content written about them. Raises CaseError where the unit has not been told."""
    subject = subject_of(case, by)
    if subject is None:
        raise CaseError(_("Your unit has not been told who the case is about."))
    return subject


def require_born(person: CasePerson, day: date, *, field: str) -> None:
    """Raises CaseError for a day before the person's birth; of whom no birth date is known nothing is said."""
    if person.birth_date is not None and day < person.birth_date:
        raise CaseError(_("The day is before the birth date."), field=field)


def reason_of(words: str) -> str:
    """Why something recorded is changed. Raises CaseError where nothing is said."""
    if not words.strip():
        raise CaseError(_("Write what was wrong."), field="why")
    return words.strip()
