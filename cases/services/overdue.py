"""That a health contact is overdue, told to those who work with the same person's plan: that, and nothing of which."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError
from cases.models import Case, Disclosure, HealthContact, SectionKind, Topic
from cases.permissions import visible_to
from cases.selectors.case import subject_of
from cases.selectors.consent import consent_covers
from cases.selectors.health import contact_of
from cases.selectors.participation import called_units
from cases.services.disclosure import Section, disclose
from cases.services.guards import known_subject, lock_case, require_open


def is_overdue(contact: HealthContact, today: date) -> bool:
    return not contact.ending and contact.next_to is not None and contact.next_to < today


def plans_about(contact: Case, by: Assignment) -> list[Case]:
    """The open plans that are about the same person, as the own register has it: not by name, nor by birth date."""
    subject = subject_of(contact, by)
    if subject is None or subject.person_id is None:
        return []
    own = {"caseperson__person": subject.person_id, "caseperson__provider": by.unit.provider_id}
    plans = visible_to(by).filter(kind=Case.Kind.PLAN, status=Case.Status.OPEN, caseperson__relation="subject", **own)
    return list(plans.order_by("opened_at").distinct())


def units_to_tell(plan: Case, by: Assignment) -> list[CareUnit]:
    """Units of other providers in the plan that consent lets know of the person's health."""
    subject = known_subject(plan, by)
    units = called_units(plan, besides=by.unit)
    return [unit for unit in units if consent_covers(plan, Topic.HEALTH, subject.pk, unit.pk)]


@act
def tell_overdue(*, contact: Case, plan: Case, receivers: Iterable[CareUnit], by: Assignment) -> list[Disclosure]:
    """Hands it to each of the receivers once a day. What is done later is not told by itself; it ends with the contact.

    Raises CaseError where nothing is overdue, or the plan is about somebody else; NotConsented, CaseClosed.
    """
    today = timezone.localdate()
    # The contact first: who ends it holds it, then what ends with it.
    lock_case(contact)
    lock_case(plan)
    require_open(plan)
    row = contact_of(contact)
    if row.unit_id != by.unit_id or not is_overdue(row, today):
        raise CaseError(_("No visit is overdue."))
    if plan not in plans_about(contact, by):
        raise CaseError(_("That plan is not about the same person."), field="to")
    words = {"text": _("A health contact is overdue."), "unit": by.unit.name, "told_on": today.isoformat()}
    about = known_subject(plan, by)
    # One edition a day, whatever is overdue: its number says nothing of which.
    section = Section(SectionKind.OVERDUE, Topic.HEALTH, about, row.pk, today.toordinal(), words)
    told = Disclosure.objects.filter(
        case=plan, sections__origin=row.pk, sections__edition=section.edition, ended_at=None
    ).values_list("receiver_unit_id", flat=True)
    before = set(told)
    return [
        disclose(case=plan, receiver=unit, sections=[section], by=by) for unit in receivers if unit.pk not in before
    ]


def end_overdue(contact: HealthContact) -> None:
    """The contact has ended, so that nothing of it is overdue: who was told no longer reads it. What was told is listed
    on. For the contact's own unit; after the ending is saved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT end_overdue(%s)", [contact.pk])
