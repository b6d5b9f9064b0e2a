"""From the facts of cases to what each case adds: the parts of the statement that all indicators share.

An indicator's own SELECT reads the views below and answers with COLUMNS. Days are local, Swedish ones.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from agreements.indicators.definition import Counted, Indicator, Source

COLUMNS = ("case_id", "origin", "unit_id", "provider_id", "counterpart_id", "day", "met", "days", "code")

# The name of each view, and what it reads: `facts` is all of them, MATERIALIZED are those of one kind, the others are
# one row per case, those of what every case has of plans alone; `owed` is one row per step of a contact that counts.
# What is rare has a view of its own: among all facts it would be sought once for each row.
VIEWS = """
facts AS MATERIALIZED (
    SELECT f.id, f.what, f.code, f.case_id, f.unit_id, f.provider_id, f.counterpart_id, f.origin, f.due_at,
           f.happened_at, f.registered_at, f.step_id, (f.happened_at AT TIME ZONE 'Europe/Stockholm')::date AS day
    FROM cases_fact f WHERE {facts_of}),
others AS MATERIALIZED (SELECT case_id FROM facts WHERE what = 'case_opened' AND code NOT IN ('', 'plan')),
of_plans AS (SELECT * FROM facts WHERE what IN ('case_opened', 'consent_answered', 'consent_complete', 'case_closed')
             AND case_id NOT IN (SELECT case_id FROM others)),
opened AS (SELECT DISTINCT ON (case_id) * FROM of_plans WHERE what = 'case_opened' ORDER BY case_id, {earliest}),
answered AS (SELECT DISTINCT ON (case_id) * FROM of_plans WHERE what = 'consent_answered'
             ORDER BY case_id, {earliest}),
consented AS (SELECT DISTINCT ON (case_id) * FROM of_plans WHERE what = 'consent_complete'
              ORDER BY case_id, {earliest}),
called AS (SELECT DISTINCT ON (case_id) * FROM facts WHERE what = 'called' ORDER BY case_id, registered_at, id),
met AS (SELECT DISTINCT ON (case_id) * FROM facts WHERE what = 'meeting_held' ORDER BY case_id, {earliest}),
agreed AS (SELECT DISTINCT ON (case_id) * FROM facts WHERE what = 'plan_agreed' ORDER BY case_id, {earliest}),
closed AS (SELECT DISTINCT ON (case_id) * FROM of_plans WHERE what = 'case_closed' ORDER BY case_id, {earliest}),
came AS MATERIALIZED (SELECT * FROM facts WHERE what IN ('attended', 'absent')),
withdrawn AS MATERIALIZED (SELECT * FROM facts WHERE what = 'summons_withdrawn'),
followed_up AS MATERIALIZED (SELECT * FROM facts WHERE what = 'follow_up_held'),
told_last AS MATERIALIZED (
    SELECT DISTINCT ON (f.case_id, f.what, s.key) f.*, s.key, s.instruments
    FROM facts f JOIN cases_programmestep s ON s.id = f.step_id WHERE f.what IN ('step_planned', 'step_recorded')
    ORDER BY f.case_id, f.what, s.key, f.registered_at DESC, f.id),
ended AS MATERIALIZED (SELECT DISTINCT ON (case_id) * FROM facts WHERE what = 'contact_ended'
                       ORDER BY case_id, registered_at DESC, id),
owed AS MATERIALIZED (
    SELECT p.case_id, p.id, p.key, p.instruments, p.due_at, COALESCE(r.unit_id, p.unit_id) AS unit_id,
           COALESCE(r.provider_id, p.provider_id) AS provider_id, r.happened_at AS recorded_at,
           COALESCE(r.code, '') AS outcome, e.id IS NOT NULL AS has_ended,
           (p.due_at AT TIME ZONE 'Europe/Stockholm')::date - 1 AS last_day
    FROM told_last p
    LEFT JOIN told_last r ON r.case_id = p.case_id AND r.key = p.key AND r.what = 'step_recorded'
    LEFT JOIN ended e ON e.case_id = p.case_id
    WHERE p.what = 'step_planned' AND p.due_at IS NOT NULL
      AND (e.id IS NULL OR e.code NOT IN ('miscarriage', 'termination', 'stillbirth')
                           AND (e.happened_at >= p.due_at OR r.code IN ('done', 'elsewhere', 'declined')))),
persons AS MATERIALIZED (SELECT f.case_id, f.person FROM cases_countedperson f WHERE {facts_of}),
counted AS (SELECT each.*, persons.person FROM ({selects}) each JOIN persons USING (case_id))
"""
EARLIEST = "happened_at, registered_at, id"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseIndicator(Indicator):
    """`select` gives the SELECT of one row per thing counted. `is_lead_time`: whole days, no share.

    `less_is_better` says how its share is read where an agreement sets no cut-offs of its own.
    """

    select: Callable[[], str]
    is_lead_time: bool = False
    less_is_better: bool = False


def case_indicator(
    key: str, label: Promise, select: Callable[[], str], *, is_lead_time: bool = False, less_is_better: bool = False
) -> CaseIndicator:
    """`key` is stored data; behind every figure stand persons."""
    return CaseIndicator(
        key,
        label,
        Source.CASES,
        Counted.PERSONS,
        select=select,
        is_lead_time=is_lead_time,
        less_is_better=less_is_better,
    )


def counted_sql(indicators: tuple[CaseIndicator, ...], facts_of: str) -> str:
    """WITH views ending in `counted`: what the cases that `facts_of` (a condition on f.case_id) names add.

    Its columns are `indicator`, COLUMNS and `person`. To be followed by the statement that reads it.
    """
    selects = "\nUNION ALL\n".join(_named(each) for each in indicators)
    return "WITH " + VIEWS.format(facts_of=facts_of, selects=selects, earliest=EARLIEST)


def _named(indicator: CaseIndicator) -> str:
    columns = ", ".join(f"s.{name}" for name in COLUMNS)
    return f"SELECT '{indicator.key}'::varchar AS indicator, {columns} FROM ({indicator.select()}) s"  # noqa: S608  no word of a user
