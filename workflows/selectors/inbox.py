"""The inbox: what waits, by deadline. A page costs the same however many cases there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import Assignment
from accounts.roles import RIGHTS, Action
from cases.models import CasePerson
from workflows.models import Step
from workflows.models.work_item import last_day

PAGE = 25
COUNTED_TO = 100
# Up to so many cases of the unit, the work elsewhere is gathered case by case. Above, the whole queue is walked by
# deadline until a page is full: a page then costs less the more cases the unit has, not more.
FEW_CASES = 500

ROLES_THAT_WORK = [role.value for role, rights in RIGHTS.items() if Action.WRITE in rights.actions]


@dataclass(frozen=True, slots=True)
class Filters:
    """`everybody`: the unit's whole queue, not only mine and what is free. The rest narrows."""

    everybody: bool = False
    mine: bool = False
    late: bool = False
    soon: bool = False
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class After:
    """The last row shown: the next page begins behind it."""

    due_at: datetime
    task: UUID


@dataclass(frozen=True, slots=True)
class Row:
    """One task that waits. `subject` is None where the acting assignment may not see who it is about.

    `agreed` is the agreement and clause that its clock stands in; empty where it holds for everybody, and to another
    provider where the clause is of a target group. Work of a round has no case: `agreement` and `centre` say which.
    """

    task: UUID
    case: UUID | None
    step: Step
    unit: str
    due_at: datetime
    near_at: datetime
    is_open: bool
    paused_until: datetime | None
    pause_reason: str
    taken_by: int | None
    taken_by_name: str
    taken_at: datetime | None
    case_number: str
    agreed: str
    subject: CasePerson | None
    year: int | None = None
    agreement: str = ""
    centre: str = ""

    @property
    def due_on(self) -> date:
        return last_day(self.due_at)


@dataclass(frozen=True, slots=True)
class Page:
    """Up to PAGE rows; `after` starts the next page, None at the end."""

    rows: Sequence[Row]
    after: After | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Each counted to COUNTED_TO at most: more shows as 99+."""

    mine_and_free: int
    everybody: int
    late: int
    soon: int
    mine: int
    waiting_for_others: int


# A sleeping row is neither listed nor counted, and neither late nor soon while its clock stands still.
RUNS = "(w.paused_until IS NULL OR w.paused_until <= %(now)s)"
LATE = f"w.due_at <= %(now)s AND {RUNS}"
SOON = f"w.near_at <= %(now)s AND w.due_at > %(now)s AND {RUNS}"
MINE = "w.taken_by_id = ANY (%(users)s::bigint[])"
MINE_AND_FREE = f"(w.taken_by_id IS NULL OR {MINE})"
OWN_UNIT = "w.unit_id = %(unit)s AND w.is_open"
OWN_ROUNDS = "w.assignment_id = %(me)s AND w.is_open"
ELSEWHERE = """w.is_open AND w.unit_id <> %(unit)s AND EXISTS (
    SELECT FROM cases_caseaccess a WHERE a.case_id = w.case_id AND a.unit_id = %(unit)s)"""
# One of the two is never begun. IS TRUE keeps the second a filter on the walk: as a join it would be gathered too.
FEW = """(SELECT count(*) FROM (SELECT FROM cases_caseaccess a WHERE a.unit_id = %(unit)s
                                LIMIT %(few)s + 1) counted) <= %(few)s"""
WALKED = """w.is_open AND w.unit_id <> %(unit)s AND (w.case_id IN (
    SELECT a.case_id FROM cases_caseaccess a WHERE a.unit_id = %(unit)s)) IS TRUE"""
SLICE = "(SELECT * FROM workflows_workitem w WHERE {where} ORDER BY w.due_at, w.task_id LIMIT %(limit)s)"

ROWS = """
SELECT w.task_id, w.case_id, w.step, COALESCE(u.name, ''), w.due_at, w.near_at, w.is_open, w.paused_until,
       w.pause_reason,
       w.taken_by_id, COALESCE(t.full_name, ''), w.taken_at, COALESCE(c.number, ''),
       CASE WHEN g.target_groups = '{{}}' OR u.provider_id = %(provider)s
            THEN r.title || ', ' || g.code ELSE '' END,
       p.id, p.given_name, p.family_name, p.birth_date, p.expected_birth, p.language, p.needs_interpreter,
       p.protection, m.given_name, m.family_name, o.year, s.title, f.name
FROM ({slices}) w
LEFT JOIN accounts_careunit u ON u.id = w.unit_id
LEFT JOIN agreements_round o ON o.id = w.round_id
LEFT JOIN agreements_ruleset s ON s.id = o.rule_set_id
LEFT JOIN agreements_roundcentre e ON e.id = w.round_centre_id
LEFT JOIN accounts_familycentre f ON f.id = e.centre_id
LEFT JOIN workflows_deadline d ON d.task_id = w.task_id AND d.closed_at IS NULL
LEFT JOIN agreements_clock k ON k.id = d.clock_id
LEFT JOIN agreements_ruleset r ON r.id = k.rule_set_id AND r.kind NOT IN ('law', 'guideline')
LEFT JOIN agreements_clause g ON g.id = k.clause_id
LEFT JOIN accounts_user t ON t.id = w.taken_by_id
LEFT JOIN cases_case c ON c.id = w.case_id
LEFT JOIN cases_caseperson p
       ON p.case_id = w.case_id AND p.provider_id = %(provider)s AND p.relation = 'subject'
LEFT JOIN cases_caseperson m ON m.id = p.carried_by_id
ORDER BY w.due_at, w.task_id
"""

COUNT = "(SELECT count(*) FROM (SELECT FROM workflows_workitem w WHERE {where} LIMIT %(limit)s) counted)"


def inbox_page(assignment: Assignment, filters: Filters, *, now: datetime, after: After | None = None) -> Page:
    """What waits in the acting unit, by deadline, and in rounds of agreements for the one who acts."""
    return _page([[OWN_UNIT], [OWN_ROUNDS]], _parameters(assignment, now, PAGE + 1), after, filters)


def waiting_for_others(
    assignment: Assignment,
    *,
    now: datetime,
    after: After | None = None,
    filters: Filters | None = None,
    few: int = FEW_CASES,
) -> Page:
    """What other units have to do in the cases that are open to the acting assignment."""
    parameters = _parameters(assignment, now, PAGE + 1) | {"few": few}
    ways = [[ELSEWHERE, FEW], [WALKED, f"NOT ({FEW})"]]
    return _page(ways, parameters, after, filters or Filters(everybody=True))


def inbox_counts(assignment: Assignment, *, now: datetime) -> Counts:
    """The figures on tabs and filters, in one statement; those of the filters are of mine and what is free."""
    own = [
        [f"{OWN_UNIT} AND {MINE_AND_FREE}", OWN_ROUNDS],
        [OWN_UNIT, OWN_ROUNDS],
        [f"{OWN_UNIT} AND {MINE_AND_FREE} AND {LATE}", f"{OWN_ROUNDS} AND {LATE}"],
        [f"{OWN_UNIT} AND {MINE_AND_FREE} AND {SOON}", f"{OWN_ROUNDS} AND {SOON}"],
        [f"{OWN_UNIT} AND {MINE}", OWN_ROUNDS],
        [ELSEWHERE],
    ]
    columns = (" + ".join(COUNT.format(where=where) for where in ways) for ways in own)
    statement = "SELECT " + ", ".join(columns)
    [row] = _fetch(statement, _parameters(assignment, now, COUNTED_TO))
    return Counts(*row)


def waiting_elsewhere() -> int:
    """How much waits under the other assignments of the user who acts, counted to COUNTED_TO."""
    [(count,)] = _fetch("SELECT waiting_elsewhere(%(roles)s)", {"roles": ROLES_THAT_WORK})
    return int(count)


def _narrowed(filters: Filters) -> list[str]:
    # Work of a round is of its one person already: taken by nobody.
    chosen = [] if filters.everybody else [MINE_AND_FREE]
    chosen += [f"({MINE} OR w.assignment_id IS NOT NULL)"] if filters.mine else []
    chosen += [LATE] if filters.late else []
    chosen += [SOON] if filters.soon else []
    return chosen + (["w.step = %(step)s"] if filters.step else [])


def _page(ways: list[list[str]], parameters: dict[str, Any], after: After | None, filters: Filters) -> Page:
    """The first rows, each of `ways` a list of conditions under which rows are looked for."""
    conditions = _narrowed(filters)
    if filters.step:
        parameters["step"] = filters.step.value
    if after is not None:
        conditions.append("(w.due_at, w.task_id) > (%(after_due)s, %(after_task)s)")
        parameters |= {"after_due": after.due_at, "after_task": after.task}
    slices = " UNION ALL ".join(SLICE.format(where=" AND ".join([*way, *conditions])) for way in ways)
    rows = [_row(found) for found in _fetch(ROWS.format(slices=slices), parameters)]
    shown = rows[:PAGE]
    return Page(shown, After(shown[-1].due_at, shown[-1].task) if len(rows) > PAGE else None)


def _parameters(assignment: Assignment, now: datetime, limit: int) -> dict[str, Any]:
    return {
        "unit": assignment.unit_id,
        "me": assignment.pk,
        "provider": assignment.unit.provider_id,
        "users": assignment.user_ids,
        "now": now,
        "limit": limit,
    }


def _fetch(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _row(found: tuple[Any, ...]) -> Row:
    task, case, step = found[:3]
    year, agreement, centre = found[24:]
    of_round = (year, agreement or "", centre or "")
    values: tuple[Any, ...] = (*found[3:13], found[13] or "", _subject(case, found[14:24]), *of_round)
    return Row(task, case, Step(step), *values)


def _subject(case: UUID | None, found: tuple[Any, ...]) -> CasePerson | None:
    key, given, family, born, expected, language, interpreter, protection, carrier_given, carrier_family = found
    if key is None or case is None:
        return None
    person = CasePerson(
        id=key,
        case_id=case,
        relation=CasePerson.Relation.SUBJECT,
        given_name=given,
        family_name=family,
        birth_date=born,
        expected_birth=expected,
        language=language,
        needs_interpreter=interpreter,
        protection=protection,
    )
    if carrier_given is not None:
        person.carried_by = CasePerson(given_name=carrier_given, family_name=carrier_family)
    return person
