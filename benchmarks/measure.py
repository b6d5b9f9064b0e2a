"""How long something takes, in how many statements, and how many buffers the database touched for it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds at the median and the 95th percentile, statements of one run, and buffers on average."""

    p50: float
    p95: float
    statements: int
    buffers: int


def measure(act: Callable[[], object], times: int) -> Figures:
    """Runs `act` three times unmeasured, `times` by the clock, and once more for its statements."""
    for _run in range(3):
        act()
    before, took = _buffers(), []
    for _run in range(times):
        begun = time.perf_counter()
        act()
        took.append((time.perf_counter() - begun) * 1000)
    buffers = (_buffers() - before) // times
    with CaptureQueriesContext(connection) as statements:
        act()
    cuts = quantiles(took, n=20, method="inclusive")
    return Figures(cuts[9], cuts[18], len(statements), buffers)


def _buffers() -> int:
    with connection.cursor() as cursor:
        # What this connection did is counted when a transaction ends, at once only when asked for.
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
