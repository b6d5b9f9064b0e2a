"""A review of records at the own unit: the documented fields as they stand, and what a sheet would say of one.

The sheet stays without a name: nothing of it leads back to the record it was made from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Assignment
from cases.models import CasePerson, HealthContact, Parenthood, PatientChild
from cases.models.parenthood import NOT_ASKED, Asked, Given
from cases.permissions import readable_to
from cases.services.access import log_listing
from workflows.selectors.case_list import subjects_of
from workflows.selectors.parenthood_page import FIELDS, asked_count, documented

PAGE = 30
YES, NO, UNKNOWN = "yes", "no", "unknown"
TO_CHILD = ("information", "advice", "child_support")


@dataclass(frozen=True, slots=True)
class Record:
    """A patient's record in the list: how many of the sixteen are asked."""

    case: UUID
    subject: CasePerson | None
    asked: int
    of: int = len(FIELDS)


def records_to_review(by: Assignment, *, page: int = 1) -> tuple[list[Record], bool]:
    """The own patients whose records the reader may open, the newest first, and whether there are more. Logged."""
    first = (page - 1) * PAGE
    rows = readable_to(
        by, Parenthood.objects.filter(case__in=HealthContact.objects.filter(unit=by.unit).values("case"))
    )
    found = list(rows.order_by("-written_at", "pk")[first : first + PAGE + 1])
    keys = {each.case_id for each in found[:PAGE]}
    children: dict[UUID, list[PatientChild]] = {}
    for child in readable_to(by, PatientChild.objects.filter(case__in=keys, is_gone=False)):
        children.setdefault(child.case_id, []).append(child)
    subjects = subjects_of(keys, by)
    shown = [
        Record(each.case_id, subjects.get(each.case_id), asked_count(documented(each, children.get(each.case_id, []))))
        for each in found[:PAGE]
    ]
    if shown:
        told = [(each.case, each.subject.pk if each.subject else None) for each in shown]
        log_listing(what="record_review", shown=told, by=by)
    return shown, len(found) > PAGE


def sheet_answers(row: Parenthood, children: Sequence[PatientChild]) -> dict[str, str]:
    """What the questions of the review (record-review) would be answered with, as the record stands.

    Whether somebody has asked about children is yes or no. Of all else «not asked» is not known, never no.
    """
    documented_ = {Asked.YES: YES, Asked.NO: YES, Asked.NOT_ASKED: NO}
    found = {
        "children_documented": documented_.get(Asked(row.children), UNKNOWN),
        "has_minor_children": row.children if row.children in (YES, NO) else UNKNOWN,
    }
    if row.children != Asked.YES:
        return found
    given = [getattr(row, name) for name in TO_CHILD]
    return found | {
        "lives_with_children": _lives_with(children),
        "child_information": YES if Given.GIVEN in given else UNKNOWN if NOT_ASKED in given else NO,
        "parenting_support": _offered(row.parent_support),
    }


def _lives_with(children: Sequence[PatientChild]) -> str:
    """Permanently: all the time. Not known while some child's home is."""
    homes = {each.lives for each in children}
    if PatientChild.Lives.FULL in homes:
        return YES
    unknown = {PatientChild.Lives.NOT_ASKED.value, PatientChild.Lives.UNKNOWN.value}
    return UNKNOWN if not homes or homes & unknown else NO


def _offered(support: str) -> str:
    if support == NOT_ASKED:
        return UNKNOWN
    return NO if support == Given.NO else YES
