"""Folding facts into the rollup: by the worker, in batches, never within a request.

Each batch is one transaction: the contributions of the touched cases are computed anew from all their facts, what they
added is taken from the sums and what they add now is added, and the mark moves. Broken off, it leaves nothing; done
twice, it changes nothing. Facts are taken up to the oldest transaction that still runs, so that one which commits late
is not passed by. One folder works at a time.

A person can be in several cases: the persons of the touched cases are taken out of the sums and added again with all
that is counted of them.
"""

import logging
from collections.abc import Iterable, Iterator
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
    NAMED_PERSONS,
    PERSONS_KEY,
    PERSONS_OF,
    ROLLUP_KEY,
    ROLLUP_OF,
    ROLLUP_SUMS,
    add_persons,
    add_rollup,
    differing,
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
PERSONS_BEHIND = """
SELECT DISTINCT provider_id, person FROM agreements_contribution WHERE case_id = ANY(%(cases)s)
"""
Persons = set[tuple[int, str]]


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
    cursor.execute(HORIZON)
    upto = int(cursor.fetchone()[0])
    for table in ("agreements_contribution", "agreements_rollup", "agreements_rolluppersons"):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own
    for chunk in CHUNKS:
        _contribute(cursor, "f.case_id BETWEEN %(low)s AND %(high)s", chunk)
    for indicator in CASE_INDICATORS:
        of, keys = "c.indicator = %(key)s", {"key": indicator.key}
        cursor.execute(add_rollup(of, 1), keys)
        cursor.execute(add_persons(of, 1), keys)
    _move_mark(cursor, upto)
    cursor.execute("SELECT count(DISTINCT case_id) FROM cases_fact")
    return int(cursor.fetchone()[0])


def _count_anew(cursor: CursorWrapper, cases: list[Any]) -> None:
    of, keys = "c.case_id = ANY(%(cases)s)", {"cases": cases}
    before = _persons_behind(cursor, cases)
    cursor.execute(add_rollup(of, -1), keys)
    _add_persons(cursor, -1, before)
    cursor.execute(f"DELETE FROM agreements_contribution c WHERE {of}", keys)  # noqa: S608  a condition of our own
    _contribute(cursor, "f.case_id = ANY(%(cases)s)", keys)
    after = _persons_behind(cursor, cases)
    # Whom these cases were not about before is so far counted by other cases alone.
    _add_persons(cursor, -1, after - before, besides=cases)
    cursor.execute(add_rollup(of, 1), keys)
    _add_persons(cursor, 1, before | after)
    cursor.execute("DELETE FROM agreements_rollup WHERE counted = 0")
    cursor.execute("DELETE FROM agreements_rolluppersons WHERE persons = 0")


def _persons_behind(cursor: CursorWrapper, cases: list[Any]) -> Persons:
    cursor.execute(PERSONS_BEHIND, {"cases": cases})
    return set(cursor.fetchall())


def _add_persons(cursor: CursorWrapper, sign: int, persons: Persons, besides: Iterable[Any] = ()) -> None:
    if not persons:
        return
    providers, names = zip(*sorted(persons), strict=True)
    of = f"{NAMED_PERSONS} AND c.case_id <> ALL(%(besides)s::uuid[])"
    keys = {"providers": list(providers), "persons": list(names), "besides": list(besides)}
    cursor.execute(add_persons(of, sign), keys)


def _contribute(cursor: CursorWrapper, facts_of: str, keys: dict[str, Any]) -> None:
    cursor.execute(
        f"""{counted_sql(CASE_INDICATORS, facts_of)}
        INSERT INTO agreements_contribution (id, {CONTRIBUTED})
        SELECT gen_random_uuid(), {CONTRIBUTED} FROM counted""",  # noqa: S608  columns and conditions of our own
        keys,
    )


def _mark(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT upto FROM agreements_foldmark")
    row = cursor.fetchone()
    return str(row[0] if row else 0)


def _move_mark(cursor: CursorWrapper, upto: int) -> None:
    cursor.execute(MOVE_MARK, {"upto": upto, "at": timezone.now()})


def _compare_contributions(cursor: CursorWrapper, keys: dict[str, Any]) -> list[Difference]:
    facts_of = "f.case_id BETWEEN %(low)s AND %(high)s AND NOT " + WAITING.format(case="f.case_id")
    of = "c.case_id BETWEEN %(low)s AND %(high)s AND NOT " + WAITING.format(case="c.case_id")
    stored = f"SELECT {CONTRIBUTED} FROM agreements_contribution c WHERE {of}"  # noqa: S608
    statement = counted_sql(CASE_INDICATORS, facts_of) + differing(stored, f"SELECT {CONTRIBUTED} FROM counted")  # noqa: S608
    return _differences(cursor, "contribution", statement, keys)


def _compare_sums(cursor: CursorWrapper, keys: dict[str, Any]) -> list[Difference]:
    of = "c.indicator = %(key)s"
    rollup = f"SELECT {ROLLUP_KEY}, {ROLLUP_SUMS} FROM agreements_rollup WHERE indicator = %(key)s"  # noqa: S608
    persons = f"SELECT {PERSONS_KEY}, persons FROM agreements_rolluppersons WHERE indicator = %(key)s"  # noqa: S608
    return [
        *_differences(cursor, "rollup", differing(rollup, ROLLUP_OF.format(of=of)), keys),
        *_differences(cursor, "persons", differing(persons, PERSONS_OF.format(of=of)), keys),
    ]


def _differences(cursor: CursorWrapper, table: str, statement: str, keys: dict[str, Any]) -> list[Difference]:
    cursor.execute(statement, keys)
    names = [column.name for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [Difference(table, row.pop("stands_in"), row) for row in rows]
