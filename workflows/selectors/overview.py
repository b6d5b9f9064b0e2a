"""A manager's start page: what is at risk, late, due and waiting. Each list costs the same whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse

from accounts.models import Assignment
from accounts.templatetags.samplan import Due, due_words
from agreements.models import Measure
from agreements.permissions import Right, agreements_for
from agreements.reports.waiting import AtRisk, ToRelease, clauses_at_risk, releases_waiting
from agreements.selectors.group import GroupRow, groups_to_meet
from workflows.selectors.inbox import COUNTED_TO, ELSEWHERE, LATE, OWN_UNIT
from workflows.selectors.report_page import report_name, report_url
from workflows.selectors.round_page import Waiting, work_in_rounds

SHOWN = 10
# A measure shows so many days before its last one.
DAYS_BEFORE = 30
# Only where the one who acts sees the work already: the own unit's, and in cases that are open to the unit. Of those,
# units of the own provider alone are named here.
LATE_UNITS = f"""
SELECT u.id, u.name, count(*) FROM (
    (SELECT w.unit_id FROM workflows_workitem w WHERE {OWN_UNIT} AND {LATE} LIMIT %(limit)s)
    UNION ALL
    (SELECT w.unit_id FROM workflows_workitem w WHERE {ELSEWHERE} AND {LATE}
        AND w.unit_id IN (SELECT o.id FROM accounts_careunit o WHERE o.provider_id = %(provider)s) LIMIT %(limit)s)
) late JOIN accounts_careunit u ON u.id = late.unit_id
GROUP BY u.id, u.name ORDER BY u.id <> %(unit)s, count(*) DESC, u.name
"""  # noqa: S608  conditions of our own


@dataclass(frozen=True, slots=True)
class LateUnit:
    name: str
    count: str
    is_own: bool
    url: str


@dataclass(frozen=True, slots=True)
class RiskRow:
    risk: AtRisk
    report: str
    url: str


@dataclass(frozen=True, slots=True)
class DueMeasure:
    measure: Measure
    due: Due
    is_own: bool
    url: str


@dataclass(frozen=True, slots=True)
class WaitingRelease:
    waiting: ToRelease
    report: str
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    """`more_risks` and `more_measures`: how many are not shown."""

    risks: Sequence[RiskRow]
    more_risks: int
    late: Sequence[LateUnit]
    measures: Sequence[DueMeasure]
    more_measures: int
    work: Sequence[Waiting]
    releases: Sequence[WaitingRelease]
    groups: Sequence[GroupRow]


def overview_of(assignment: Assignment, *, now: datetime, today: date) -> Overview:
    risks = [_risk(each) for each in clauses_at_risk(assignment)]
    measures = [_measure(each, assignment, now) for each in measures_due(assignment, today)]
    return Overview(
        risks=risks[:SHOWN],
        more_risks=max(0, len(risks) - SHOWN),
        late=late_units(assignment, now=now),
        measures=measures[:SHOWN],
        more_measures=max(0, len(measures) - SHOWN),
        work=work_in_rounds(assignment, now=now),
        releases=[_release(each) for each in releases_waiting(assignment, today)],
        groups=groups_to_meet(assignment, today),
    )


def late_units(assignment: Assignment, *, now: datetime) -> list[LateUnit]:
    """Units of the own provider with work that is late, the own unit first; each counted to COUNTED_TO."""
    parameters: dict[str, Any] = {
        "unit": assignment.unit_id,
        "provider": assignment.unit.provider_id,
        "now": now,
        "limit": COUNTED_TO,
    }
    with connection.cursor() as cursor:
        cursor.execute(LATE_UNITS, parameters)
        rows = cursor.fetchall()
    return [_late_unit(name, count, is_own=key == assignment.unit_id) for key, name, count in rows]


def measures_due(assignment: Assignment, today: date) -> list[Measure]:
    """What is to be done soon or is late: one's own first, then of agreements one may audit, each by its last day."""
    audited = Q(report__rule_set__in=agreements_for(assignment, Right.AUDIT))
    own_first = Case(When(owner=assignment, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Measure.objects.filter(audited | Q(owner=assignment), done_on=None)
    rows = rows.filter(due_on__lte=today + timedelta(days=DAYS_BEFORE)).order_by(own_first, "due_on", "pk")
    return list(rows.select_related("report__rule_set", "report__round", "clause", "owner__user", "owner__unit"))


def _late_unit(name: str, count: int, *, is_own: bool) -> LateUnit:
    said = str(count) if count < COUNTED_TO else f"{COUNTED_TO - 1}+"
    return LateUnit(name, said, is_own, f"{reverse('inbox')}?tab={'unit' if is_own else 'others'}&only=late")


def _risk(risk: AtRisk) -> RiskRow:
    return RiskRow(risk, report_name(risk.report), report_url(risk.report))


def _measure(measure: Measure, reader: Assignment, now: datetime) -> DueMeasure:
    report = measure.report
    url = reverse("action_plan", args=[report.rule_set.slug, report.round_id]) if report.round_id else ""
    return DueMeasure(measure, due_words(measure.due_on, now=now), measure.owner_id == reader.pk, url)


def _release(waiting: ToRelease) -> WaitingRelease:
    return WaitingRelease(waiting, report_name(waiting.report), report_url(waiting.report, "release"))
