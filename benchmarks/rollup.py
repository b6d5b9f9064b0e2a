"""`make bench-rollup`: figures from SIZE cases, read and folded, beside one plain scan of what they come from."""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SAMPLAN_DATABASE_ROLE": "owner"}

import django

django.setup()

from django.db import connection, transaction

from accounts.acting import act_as
from accounts.models import CareUnit, Principal, Provider
from accounts.services.organisation import add_principal
from agreements.indicators.cases import CASE_INDICATORS
from agreements.selectors.counts import counts, lead_times
from agreements.services.rollup import compare_rollup, fold_facts, rebuild_rollup
from benchmarks.database import connect_as, load, scratch_database
from benchmarks.measure import measure

LOAD = Path(__file__).parent / "rollup.sql"
LOADED = ["cases_case", "cases_caseperson", "cases_fact"]
COUNTED = ["agreements_contribution", "agreements_rollup", "agreements_rolluppersons"]
PROVIDERS, UNITS, TIMES, LATER = 300, 3, 5, 500
FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
QUARTER = date(2025, 1, 1), date(2025, 3, 31)
KEYS = [each.key for each in CASE_INDICATORS]
LEADS = [each.key for each in CASE_INDICATORS if each.is_lead_time]


def set_up() -> None:
    kind, service = Provider.Kind.BOARD, CareUnit.Service.OTHER
    with act_as(None, reason="benchmark"):
        principal = add_principal(name="Town", kind=Principal.Kind.MUNICIPALITY, by=None)
    providers = [Provider(name=str(number), kind=kind, principal=principal) for number in range(PROVIDERS)]
    Provider.objects.bulk_create(providers)
    CareUnit.objects.bulk_create(
        CareUnit(name=str(number), provider=each, service=service, is_closed=False, valid_from=FIRST)
        for each in providers
        for number in range(UNITS)
    )


def report(providers: list[Provider], first: date, last: date) -> None:
    """What all reports on a period read: every indicator of the providers, whole and by unit, with its persons."""
    counts(KEYS, providers, first, last)
    counts(KEYS, providers, first, last, by_unit=True)
    for key in LEADS:
        lead_times(key, providers, first, last)


def scan(table: str) -> None:
    """One plain scan, from the first page to the last."""
    with transaction.atomic(), connection.cursor() as cursor:
        for way in ("indexscan", "indexonlyscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"SELECT count(*) FROM {table}")


def in_statements(act: Callable[[], object], times: int) -> float:
    """What the database takes of it, with the rows on their way."""
    took: list[float] = []

    def note(execute: Any, *asked: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*asked)
        finally:
            took.append(time.perf_counter() - begun)

    with connection.execute_wrapper(note):
        for _run in range(times):
            act()
    return sum(took) / times


def one_act_each(number: int) -> None:
    """So many cases in which something happened that had not been told: one fact each."""
    connect_as("owner")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_fact (id, what, code, case_id, unit_id, provider_id, happened_at, registered_at)"
            " SELECT gen_random_uuid(), 'child_heard', '', c.id, u.id, u.provider_id, c.opened_at, c.opened_at"
            " FROM cases_case c JOIN accounts_careunit u ON u.id = c.owner_unit_id"
            " WHERE NOT EXISTS (SELECT FROM cases_fact f WHERE f.case_id = c.id AND f.what = 'child_heard') LIMIT %s",
            [number],
        )
    connect_as("worker")


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def show(name: str, took: float) -> None:
    print(f"{name:52}{took:>10.2f} s", flush=True)


def show_read(name: str, act: Callable[[], object]) -> None:
    """With the pages touched, which do not depend on what else the machine does."""
    found = measure(act, TIMES)
    print(f"{name:52}{found.p50 / 1000:>10.2f} s{found.buffers:>12,} pages", flush=True)


def sizes() -> None:
    with connection.cursor() as cursor:
        for table in LOADED + COUNTED:
            cursor.execute(
                "SELECT reltuples::bigint, pg_table_size(oid) / 1048576, pg_indexes_size(oid) / 1048576"
                " FROM pg_class WHERE oid = %s::regclass",
                [table],
            )
            rows, size, indexes = cursor.fetchone()
            print(f"{table:52}{rows:>12,} rows{size:>8,} MB, indexes {indexes:,} MB", flush=True)


def main(size: int) -> None:
    with scratch_database():
        run(size)


def run(size: int) -> None:
    set_up()
    show("load", seconds(lambda: load(1, size, script=LOAD, tables=LOADED, size=size + LATER)))
    connect_as("worker")
    show("rebuild", seconds(rebuild_rollup))
    connect_as("owner")
    with connection.cursor() as cursor:
        for table in COUNTED:
            cursor.execute(f"VACUUM ANALYZE {table}")
    sizes()
    connect_as("worker")
    providers = list(Provider.objects.order_by("pk"))
    for table in ("cases_fact", "agreements_contribution", "agreements_rollup"):
        show_read(f"plain scan of {table}", partial(scan, table))
    for whose, asked in (("300 providers", providers), ("one provider", providers[:1])):
        for when, period in (("ten quarters", (FIRST, LAST)), ("one quarter", QUARTER)):
            name, act = f"{whose}, {when}", partial(report, asked, *period)
            show_read(name, act)
            show(f"{name}, in the database", in_statements(act, TIMES))
    load(size + 1, size + LATER, script=LOAD, tables=LOADED, size=size + LATER)
    connect_as("worker")
    show(f"folding {LATER} more cases", seconds(fold_facts))
    one_act_each(LATER)
    show(f"folding one more act in each of {LATER} cases", seconds(fold_facts))
    show("rebuild where nothing is missing", seconds(rebuild_rollup))
    found: list[object] = []
    show("comparing with a full count", seconds(lambda: found.extend(compare_rollup())))
    print(f"differences: {len(found)}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")))
