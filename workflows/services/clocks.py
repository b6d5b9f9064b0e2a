"""The batch job of the clocks. Runs as worker, with no acting assignment: it sees no name and no text.

Each kind of act is one statement per batch, and each act is done once, also when the job stood still for days or
runs twice at the same time. What a day has ended for a unit, a consent or the unit itself, is settled case by case, by
an account of its own that stands in for the unit's manager.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from accounts.roles import Role
from agreements.models import Clock
from workflows.models import Deadline
from workflows.models.step import Step
from workflows.nodes.clock import due_by
from workflows.services.consent import settle_consents_run_out
from workflows.services.programme import renew_schedules
from workflows.services.round_inbox import settle_round_inboxes
from workflows.services.unit import hand_over_ended_units

BATCH = 1000
WORDS = {"manager": Role.UNIT_MANAGER.value, "silent": Step.SILENT_REFERRAL.value}

WAKE = """
WITH due AS (
    SELECT id FROM workflows_workitem WHERE NOT is_open AND opens_at <= %(now)s
    ORDER BY opens_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
UPDATE workflows_workitem w SET is_open = true FROM due WHERE w.id = due.id
"""

REMIND = """
WITH due AS (
    SELECT id, task_id, case_id, round_id, round_centre_id, unit_id, step FROM workflows_deadline
    WHERE remind_at <= %(now)s AND reminded_at IS NULL AND closed_at IS NULL
      AND (paused_until IS NULL OR paused_until <= %(now)s)
    ORDER BY remind_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED),
marked AS (UPDATE workflows_deadline d SET reminded_at = %(now)s FROM due WHERE d.id = due.id RETURNING d.id),
of_rounds AS (
    INSERT INTO workflows_notice (id, kind, round_id, round_centre_id, task_id, step, to_assignment_id, to_role,
                                  created_at)
    SELECT gen_random_uuid(), 'remind', due.round_id, due.round_centre_id, due.task_id, due.step, w.assignment_id, '',
           %(now)s
    FROM due JOIN workflows_workitem w ON w.task_id = due.task_id WHERE due.case_id IS NULL),
of_cases AS (
    INSERT INTO workflows_notice (id, kind, case_id, task_id, step, unit_id, to_unit_id, to_role, to_user_id,
                                  created_at)
    SELECT gen_random_uuid(), 'remind', due.case_id, due.task_id, due.step, due.unit_id, due.unit_id, '',
           (SELECT w.taken_by_id FROM workflows_workitem w WHERE w.task_id = due.task_id AND w.unit_id = due.unit_id),
           %(now)s
    FROM due WHERE due.case_id IS NOT NULL)
SELECT FROM marked
"""

ESCALATE = """
WITH back AS (
    SELECT * FROM unnest(%(late)s::timestamptz[], %(clock)s::bigint[], %(back_by)s::timestamptz[])
        AS back (due_at, clock_id, back_by)),
due AS (
    SELECT id, task_id, case_id, round_id, round_centre_id, unit_id, step, told_when_late_id, returns_to_id,
           return_clock_id, due_at
    FROM workflows_deadline
    WHERE due_at <= %(now)s AND escalated_at IS NULL AND closed_at IS NULL
      AND (paused_until IS NULL OR paused_until <= %(now)s)
      AND (return_clock_id IS NULL OR (due_at, return_clock_id) IN (SELECT due_at, clock_id FROM back))
    ORDER BY due_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED),
marked AS (UPDATE workflows_deadline d SET escalated_at = %(now)s FROM due WHERE d.id = due.id RETURNING d.id),
of_rounds AS (
    INSERT INTO workflows_notice (id, kind, round_id, round_centre_id, task_id, step, to_assignment_id, to_role,
                                  created_at)
    SELECT gen_random_uuid(), 'escalate', due.round_id, due.round_centre_id, due.task_id, due.step,
           due.told_when_late_id, '', %(now)s
    FROM due WHERE due.told_when_late_id IS NOT NULL),
of_cases AS (
    INSERT INTO workflows_notice (id, kind, case_id, task_id, step, unit_id, to_unit_id, to_role, created_at)
    SELECT gen_random_uuid(), 'escalate', due.case_id, due.task_id, due.step, due.unit_id, due.unit_id, %(manager)s,
           %(now)s
    FROM due WHERE due.case_id IS NOT NULL),
-- What nobody answers goes back to who asked: at the top of that unit's inbox, with a clock of its own.
returned AS (
    SELECT due.*, c.key, back.back_by
    FROM due JOIN agreements_clock c ON c.id = due.return_clock_id
    JOIN back ON (back.due_at, back.clock_id) = (due.due_at, due.return_clock_id)),
back_in_inbox AS (
    INSERT INTO workflows_workitem (id, step, created_at, due_at, near_at, is_open, pause_reason, case_id, task_id,
                                    unit_id)
    SELECT gen_random_uuid(), %(silent)s, %(now)s, r.due_at, r.due_at, true, '', r.case_id, r.task_id, r.returns_to_id
    FROM returned r ON CONFLICT DO NOTHING),
back_by AS (
    INSERT INTO workflows_deadline (id, step, started_at, first_due_at, due_at, near_at, remind_at, reminded_at,
                                    clock_key, clock_id, case_id, unit_id, task_id)
    SELECT gen_random_uuid(), %(silent)s, r.due_at, r.back_by, r.back_by, r.due_at, r.due_at, %(now)s, r.key,
           r.return_clock_id, r.case_id, r.returns_to_id, r.task_id
    FROM returned r ON CONFLICT DO NOTHING),
told_back AS (
    INSERT INTO workflows_notice (id, kind, case_id, task_id, step, unit_id, to_unit_id, to_role, created_at)
    SELECT gen_random_uuid(), 'silent', r.case_id, r.task_id, r.step, r.unit_id, r.returns_to_id, '', %(now)s
    FROM returned r)
SELECT FROM marked
"""


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many were woken, reminded, escalated and freed, and of how many tasks of rounds the doers changed.

    `settled`: cases where a consent had run out. `handed_over`: units that had closed down.
    `renewed`: contacts that have another next step after a programme was changed.
    """

    woken: int
    reminded: int
    escalated: int
    freed: int
    moved: int
    settled: int
    handed_over: int
    renewed: int


def run_clocks(now: datetime) -> Ticked:
    """Everything whose time has come by `now`. May be repeated, and run by several at once."""
    return Ticked(
        woken=_in_batches(WAKE, now),
        reminded=_in_batches(REMIND, now),
        escalated=_in_batches(ESCALATE, now, **_back_by(now)),
        freed=_free_abandoned(),
        moved=settle_round_inboxes(),
        settled=settle_consents_run_out(),
        handed_over=hand_over_ended_units(),
        renewed=renew_schedules(),
    )


def _back_by(now: datetime) -> dict[str, list[Any]]:
    """For each moment and clock at which work goes back to who asked: when that is late in its turn.

    It counts from the last day that was in time. What turns up after this is read waits for the next run.
    """
    late = Deadline.objects.filter(due_at__lte=now, escalated_at=None, closed_at=None, return_clock__isnull=False)
    moments = list(late.order_by().values_list("due_at", "return_clock").distinct())
    clocks = Clock.objects.in_bulk({clock for _due_at, clock in moments})
    ends = [max(due_at, due_by(clocks[clock], due_at - timedelta(microseconds=1))) for due_at, clock in moments]
    return {"late": [each for each, _clock in moments], "clock": [each for _due_at, each in moments], "back_by": ends}


def _in_batches(statement: str, now: datetime, **more: list[Any]) -> int:
    total = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"now": now, "batch": BATCH, **WORDS, **more})
            done = cursor.rowcount
        total += done
        if not done:
            return total


def _free_abandoned() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT free_abandoned_work()")
        return int(cursor.fetchone()[0])
