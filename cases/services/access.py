"""How a case is got, and the access log: one row for each reading and for each refused attempt."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Q, Subquery

from accounts.acting import act
from accounts.models import Assignment
from accounts.roles import Action
from cases.errors import CaseNotVisible, NeedNotStated, NotAllowed
from cases.models import AccessLogEntry, Case, CasePerson
from cases.permissions import is_allowed, visible_to

Outcome = AccessLogEntry.Outcome


def get_case_for(
    assignment: Assignment, pk: UUID, action: Action, *, what: str, ground: str = "", person: UUID | None = None
) -> Case:
    """The case, if `assignment` may do `action` in it now; the reading is logged as `what`.

    It is logged as about `person`, where the page is about one of the family, else about whom the case is about.
    Raises CaseNotVisible (404) for whom it does not exist, NeedNotStated (403) for a colleague of a unit that takes
    part by name, NotAllowed (403) for a participant without the right.
    """
    case = visible_to(assignment).select_related("owner_unit__provider__principal").filter(pk=pk).first()
    if case is None:
        refusal = NeedNotStated if _unit_takes_part(pk) else CaseNotVisible
        raise refusal(assignment, pk, what)
    if not is_allowed(assignment, action, case):
        raise NotAllowed(assignment, pk, what)
    log_access(case=case.pk, person=person, what=what, ground=ground, by=assignment)
    return case


def _unit_takes_part(pk: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_takes_part(%s)", [pk])
        return bool(cursor.fetchone()[0])


@act
def log_access(
    *,
    what: str,
    by: Assignment,
    case: UUID | None = None,
    person: UUID | None = None,
    outcome: Outcome = Outcome.OPENED,
    ground: str = "",
) -> None:
    """`what` names the page or act, never a person; `ground` the task or the stated need.

    `person` is the key of a CasePerson of the case. Without one the row is about whom the case is about, as the
    acting provider knows them: nobody, where it has not been told or does not see the case.
    """
    row = _entry(by, what, case, person, outcome, ground)
    if case is not None:
        row.person_id = _person(by, case, person)  # type: ignore[assignment]
    row.save(force_insert=True)


@act
def log_listing(*, what: str, shown: Iterable[tuple[UUID, UUID | None]], by: Assignment) -> None:
    """A list or search that showed persons: one row per case and person shown, written at once.

    A case whose subject the acting provider has not been told of is shown without a person.
    """
    AccessLogEntry.objects.bulk_create(
        [_entry(by, what, case, person, Outcome.LISTED, "") for case, person in dict.fromkeys(shown)]
    )


def _entry(
    by: Assignment, what: str, case: UUID | None, person: UUID | None, outcome: Outcome, ground: str
) -> AccessLogEntry:
    return AccessLogEntry(
        user_id=by.user_id,
        assignment_id=by.pk,
        unit_id=by.unit_id,
        provider_id=by.unit.provider_id,
        case_id=case,
        person_id=person,
        outcome=outcome,
        what=what,
        ground=ground,
    )


def _person(by: Assignment, case: UUID, key: UUID | None) -> Subquery:
    # Looked up by the INSERT itself, and as the one who acts: a row of the log costs one statement.
    whom = Q(pk=key) if key else Q(relation=CasePerson.Relation.SUBJECT)
    rows = CasePerson.objects.filter(whom, case=case, provider_id=by.unit.provider_id)
    return Subquery(rows.values("pk")[:1])
