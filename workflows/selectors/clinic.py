"""The missing-step detector: a clinic's own contacts by the next step, read in that order from one index.

A page reads as much with six hundred children as with thirty: the contacts are walked in the index's order until a page
is full, and only what is on it is looked up besides.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Assignment
from accounts.templatetags.samplan import Due, due_words
from cases.models import CasePerson, HealthContact
from cases.permissions import visible_to
from cases.selectors.schedule import Planned
from cases.services.access import log_listing
from workflows.selectors.case_list import subjects_of
from workflows.selectors.contact_page import SOON_DAYS, title_of
from workflows.selectors.missing_steps import Missing, missing_in

PAGE = 30
TABS = ("late", "now", "all")


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact in the list; `subject` None cannot be: it is the own unit's."""

    contact: HealthContact
    subject: CasePerson | None
    due: Due
    missing: Missing

    @property
    def title(self) -> str:
        return title_of(self.contact.case, self.subject)

    @property
    def also_late(self) -> list[Planned]:
        """What is late besides the next step."""
        return [each for each in self.missing.late if each.step.pk != self.contact.next_step_id]


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Listed]
    has_more: bool


def contacts_of(by: Assignment, tab: str, *, page: int = 1) -> Page:
    """`late`: what should have happened by now; `now`: what can be done; `all`: every running contact. Logged."""
    contacts = _in_tab(HealthContact.objects.filter(unit_id=by.unit_id, ending=""), tab, timezone.localdate())
    first = (page - 1) * PAGE
    found = list(contacts.select_related("next_step", "programme").order_by("next_to", "id")[first : first + PAGE + 1])
    # Not joined above: all that the unit sees would be gathered before the first row. The row policy walks along.
    cases = visible_to(by).in_bulk([each.case_id for each in found])
    shown = [each for each in found[:PAGE] if each.case_id in cases]
    for each in shown:
        each.case = cases[each.case_id]
    subjects = subjects_of({each.case_id for each in shown}, by)
    if shown:
        keys = [(each.case_id, subjects[each.case_id].pk if each.case_id in subjects else None) for each in shown]
        log_listing(what="clinic", shown=keys, by=by)
    missing = missing_in(shown, subjects, by, timezone.localdate())
    rows = [Listed(each, subjects.get(each.case_id), _due(each), missing[each.case_id]) for each in shown]
    return Page(rows, len(found) > PAGE)


def _in_tab(rows: QuerySet[HealthContact], tab: str, today: date) -> QuerySet[HealthContact]:
    if tab == "late":
        return rows.filter(next_to__lt=today)
    if tab == "now":
        return rows.filter(next_from__lte=today)
    return rows


def _due(contact: HealthContact) -> Due:
    if contact.next_to is None or contact.next_from is None:
        return Due("none", "")
    if contact.next_from > timezone.localdate():
        return due_words(contact.next_from, now=timezone.now(), soon_days=-1)
    return due_words(contact.next_to, now=timezone.now(), soon_days=SOON_DAYS)
