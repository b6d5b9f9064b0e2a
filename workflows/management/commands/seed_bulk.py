"""`manage.py seed_bulk`: the demo's many children and patients, written as owner. Part of `seed_demo`."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from workflows.demo.bulk.children import (
    CHILDREN,
    PATIENTS,
    make_children,
    make_patients,
    setting_at,
    write_children,
    write_patients,
)
from workflows.demo.bulk.clinics import ADDICTION_CARE, clinics_of, has_bulk


class Command(BaseCommand):
    """Changes nothing where they are there already. CommandError outside the demo profile, and as another role."""

    help = "Fills the demo's clinics; run by seed_demo, as owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--children", type=int, default=CHILDREN, help="how many children; the demo has 2,000")

        parser.add_argument("--patients", type=int, default=PATIENTS, help="how many patients; the demo has 150")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError("seed_bulk runs in the demo profile only: unset SAMPLAN_PROFILE, or set it to demo.")
        if not _is_owner():
            raise CommandError("seed_bulk writes past the row policies: set SAMPLAN_DATABASE_ROLE to owner.")
        if has_bulk():
            return
        started = time.monotonic()
        setting = setting_at(timezone.now())
        with transaction.atomic():
            rows = write_children(make_children(clinics_of(options["children"]), setting), setting)
            rows += write_patients(make_patients(clinics_of(options["patients"], ADDICTION_CARE), setting))
        _gather_statistics()
        who = f"{options['children']} children and {options['patients']} patients"
        self.stdout.write(f"    {who}, {rows} rows in {time.monotonic() - started:.0f} s")


def _gather_statistics() -> None:
    """The demo is opened before the server would have done it by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _is_owner() -> bool:
    """Whether the role owns the tables, so that no policy holds for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'cases_case'")
        return bool(cursor.fetchone()[0])
