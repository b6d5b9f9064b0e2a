"""`make bench-clinic`: a clinic's list with thirty children and with SIZE, written by the demo's generator."""

import os
import sys
import time
from collections.abc import Callable

os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SAMPLAN_DATABASE_ROLE": "owner"}

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from accounts.acting import transaction_as
from accounts.models import Assignment
from benchmarks.__main__ import PLAIN, signed_in
from benchmarks.database import connect_as, scratch_database
from benchmarks.measure import Figures, measure
from tests.cast import make_cast
from workflows.demo.bulk.children import make_children, setting_at, write_children
from workflows.selectors.clinic import contacts_of

FEW, TIMES = 30, 100


def listed(by: Assignment, tab: str) -> Callable[[], None]:
    def ask() -> None:
        with transaction_as(by):
            contacts_of(by, tab)

    return ask


def figures(by: Assignment) -> dict[str, Figures]:
    client = signed_in(by)
    return {
        "list of what can be done now": measure(listed(by, "now"), TIMES),
        "list of all": measure(listed(by, "all"), TIMES),
        "the clinic's page": measure(lambda: client.get("/health/"), TIMES),
    }


def show(title: str, found: dict[str, Figures]) -> None:
    print(f"\n{title}\n{'':30}{'p50 ms':>10}{'p95 ms':>10}{'statements':>12}{'buffers':>10}")
    for name, each in found.items():
        print(f"{name:30}{each.p50:>10.2f}{each.p95:>10.2f}{each.statements:>12}{each.buffers:>10,}", flush=True)


def main(size: int) -> None:
    with scratch_database(), override_settings(STORAGES=settings.STORAGES | PLAIN):
        cast, setting = make_cast(), setting_at(timezone.now())
        begun = time.perf_counter()
        rows = write_children(make_children([(cast.nurse, FEW), (cast.stranger, size)], setting), setting)
        print(f"{FEW + size:,} children, {rows:,} rows in {time.perf_counter() - begun:.1f} s")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        connect_as("web")
        show(f"{FEW} children", figures(cast.nurse))
        show(f"{size:,} children", figures(cast.stranger))


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")))
