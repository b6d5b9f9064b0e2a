"""Folding facts into the rollup: by the worker, in batches, never within a request.

Each batch is one transaction: what the touched cases add is computed anew from all their facts, and where that differs
from what is stored, the difference alone is written, to the contributions and to the sums; and the mark moves. Broken
off, it leaves nothing; done twice, it changes nothing. Facts are taken up to the oldest transaction that still runs, so
that one which commits late is not passed by. One folder works at a time.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from agreements.indicators.case_facts import counted_sql
from agreements.indicators.cases import CASE_INDICATORS
from agreements.indicators.sums import (
    CONTRIBUTED,
    PERSONS_CHANGED,
    PERSONS_KEY,
    ROLLUP_KEY,
    ROLLUP_SUMS,
    add_persons,
    add_rollup,
    all_of,
    differing,
    insert_persons,
    insert_rollup,
    persons_of,
    rollup_of,
    write_contributions,
)

logger = logging.getLogger(__name__)

BATCH = 2000
# One number for all that write the rollup; it means nothing else.
FOLDING = 7_023_017
# Sixteenths of all cases, by their random keys.
CHUNKS = [{"low": str(UUID(f"{d:x}" + "0" * 31)), "high": str(UUID(f"{d:x}" + "f" * 31))} for d in range(16)]

HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"
# The last transaction of the batch; all its facts belong to it.
LAST_OF_BATCH = """
SELECT xid::text FROM (
    SELECT xid FROM cases_fact
    WHERE xid >= %(mark)s::xid8 AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY xid LIMIT %(batch)s) batch
ORDER BY batch.xid DESC LIMIT 1
"""
TOUCHED = "SELECT DISTINCT case_id FROM cases_fact WHERE xid >= %(mark)s::xid8 AND xid <= %(last)s::xid8"
MOVE_MARK = """
INSERT INTO agreements_foldmark (id, upto, folded_at) VALUES (1, %(upto)s, %(at)s)
ON CONFLICT (id) DO UPDATE SET upto = excluded.upto, folded_at = excluded.folded_at
"""
# Cases whose latest facts are not folded yet: the full count leaves them out on both sides. Numbers that no transaction
# of this server has had yet are from before a restore.
WAITING = """EXISTS (SELECT FROM cases_fact w WHERE w.case_id = {case} AND w.xid >= %(mark)s::xid8
                     AND w.xid < pg_snapshot_xmax(pg_current_snapshot()))"""
IS_OF_ANOTHER_SERVER = "SELECT %s::text::numeric > pg_snapshot_xmax(pg_current_snapshot())::text::numeric"


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of `table` that stands only as `stored`, or only where it is `counted` anew; its values by column."""

    table: str
    stands_in: str
    row: dict[str, Any]


def fold_facts(*, batch: int = BATCH) -> int:
    """Folds what is new; answers with how many cases were counted anew. 0 at once where another folder works.

    After a restore into another server, whose transaction numbers are lower, everything is counted anew.
    """
    total = 0
    while folded := _fold_batch(batch):
        total += folded
    return total


def rebuild_rollup() -> None:
    """Counts everything anew, in one transaction. Until it is done others read the rollup as it was."""
    with _folding() as cursor:
        _rebuild(cursor)


def compare_rollup() -> list[Difference]:
    """The full count of all facts against what is stored; empty when they are equal.

    Cases with facts that are not folded yet are left out: they may differ, and will be counted with the next fold.
    """
    with _folding() as cursor:
        _take_time(cursor)
        mark = {"mark": _mark(cursor)}
        found: list[Difference] = []
        for chunk in CHUNKS:
            found += _compare_contributions(cursor, chunk | mark)
        for indicator in CASE_INDICATORS:
            found += _compare_sums(cursor, {"key": indicator.key})
    return found


@contextmanager
def _folding() -> Iterator[CursorWrapper]:
    """A transaction of its own, alone with the rollup; waits for another folder."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDING])
        yield cursor


def _fold_batch(batch: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [FOLDING])
        if not cursor.fetchone()[0]:
            return 0
        _plan_for_many(cursor)
        # Read in the next statement: what stands now that the lock is ours.
        mark = _mark(cursor)
        cursor.execute(IS_OF_ANOTHER_SERVER, [mark])
        if cursor.fetchone()[0]:
            logger.warning("Figures: the mark is of another server, everything is counted anew")
            return _rebuild(cursor)
        cursor.execute(LAST_OF_BATCH, {"mark": mark, "batch": batch})
        row = cursor.fetchone()
        if row is None:
            return 0
        last = row[0]
        cursor.execute(TOUCHED, {"mark": mark, "last": last})
        cases = [row[0] for row in cursor.fetchall()]
        _count_anew(cursor, cases)
        _move_mark(cursor, int(last) + 1)
    return len(cases)


def _rebuild(cursor: CursorWrapper) -> int:
    _take_time(cursor)
    cursor.execute(HORIZON)
    upto = int(cursor.fetchone()[0])
    for chunk in CHUNKS:
        changed = _changed("f.case_id BETWEEN %(low)s AND %(high)s", of := "c.case_id BETWEEN %(low)s AND %(high)s")
        cursor.execute(f"{changed}, {write_contributions(of)} SELECT", chunk)
    for table in ("agreements_rollup", "agreements_rolluppersons"):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own
    for indicator in CASE_INDICATORS:
        source, keys = all_of("c.indicator = %(key)s"), {"key": indicator.key}
        cursor.execute(insert_rollup(source), keys)
        cursor.execute(insert_persons(source), keys)
    _move_mark(cursor, upto)
    cursor.execute("SELECT count(*) FROM (SELECT DISTINCT case_id FROM cases_fact) counted")
    return int(cursor.fetchone()[0])


def _count_anew(cursor: CursorWrapper, cases: list[Any]) -> None:
    """In one statement, each part of which sees what stood before it."""
    of = "c.case_id = ANY(%(cases)s)"
    changed = _changed("f.case_id = ANY(%(cases)s)", of)
    cursor.execute(
        f"""{changed}, {write_contributions(of)}, {PERSONS_CHANGED},
        summed AS ({add_rollup("SELECT * FROM changed")})
        {add_persons("SELECT * FROM persons_changed")}""",  # noqa: S608  statements of our own
        {"cases": cases},
    )
    cursor.execute("DELETE FROM agreements_rollup WHERE counted = 0")
    cursor.execute("DELETE FROM agreements_rolluppersons WHERE persons = 0")


def _changed(facts_of: str, of: str) -> str:
    """WITH views ending in `changed`: the contributions to be taken away (`sign` -1) or added (1).

    `facts_of` and `of` name the same cases, of facts f and of contributions c.
    """
    stored = f"SELECT {CONTRIBUTED} FROM agreements_contribution c WHERE {of}"  # noqa: S608  a condition of our own
    difference = differing(CONTRIBUTED, stored, f"SELECT {CONTRIBUTED} FROM counted")  # noqa: S608
    return f"{counted_sql(CASE_INDICATORS, facts_of)}, changed AS MATERIALIZED ({difference})"


def _take_time(cursor: CursorWrapper) -> None:
    """What counts everything takes as long as it takes, and the memory for it: it is alone."""
    cursor.execute("SET LOCAL statement_timeout = 0")
    cursor.execute("SET LOCAL work_mem = '256MB'")
    _plan_for_many(cursor)


def _plan_for_many(cursor: CursorWrapper) -> None:
    """Statistics lag behind what came at once, an import or a restore: joined row by row, as if it were little, two
    thousand cases take minutes instead of seconds.

    A plan with the one such join that is left seems so dear to PostgreSQL before 18 that it would compile it first.
    """
    cursor.execute("SET LOCAL enable_nestloop = off")
    cursor.execute("SET LOCAL jit = off")


def _mark(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT upto FROM agreements_foldmark")
    row = cursor.fetchone()
    return str(row[0] if row else 0)


def _move_mark(cursor: CursorWrapper, upto: int) -> None:
    cursor.execute(MOVE_MARK, {"upto": upto, "at": timezone.now()})


def _compare_contributions(cursor: CursorWrapper, keys: dict[str, Any]) -> list[Difference]:
    between = "{case} BETWEEN %(low)s AND %(high)s AND NOT " + WAITING
    changed = _changed(between.format(case="f.case_id"), between.format(case="c.case_id"))
    return _differences(cursor, "contribution", f"{changed} SELECT * FROM changed", keys)  # noqa: S608


def _compare_sums(cursor: CursorWrapper, keys: dict[str, Any]) -> list[Difference]:
    source = all_of("c.indicator = %(key)s")
    sums, persons = f"{ROLLUP_KEY}, {ROLLUP_SUMS}", f"{PERSONS_KEY}, persons"
    rollup = f"SELECT {sums} FROM agreements_rollup WHERE indicator = %(key)s"  # noqa: S608  columns of our own
    of_persons = f"SELECT {persons} FROM agreements_rolluppersons WHERE indicator = %(key)s"  # noqa: S608
    return [
        *_differences(cursor, "rollup", differing(sums, rollup, rollup_of(source)), keys),
        *_differences(cursor, "persons", differing(persons, of_persons, persons_of(source)), keys),
    ]


def _differences(cursor: CursorWrapper, table: str, statement: str, keys: dict[str, Any]) -> list[Difference]:
    cursor.execute(statement, keys)
    names = [column.name for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [Difference(table, "stored" if row.pop("sign") < 0 else "counted", row) for row in rows]
