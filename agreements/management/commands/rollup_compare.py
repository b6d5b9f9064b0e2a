"""`manage.py rollup_compare`: holds the stored figures against a full count. Runs as worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.services.rollup import compare_rollup

SHOWN = 20


class Command(BaseCommand):
    """Exit status 1 when they differ; the first differences are listed, by key."""

    help = "Compares the figures with a full count of all facts."

    def handle(self, *args: Any, **options: Any) -> None:
        found = compare_rollup()
        for each in found[:SHOWN]:
            values = ", ".join(f"{name}={value}" for name, value in each.row.items() if value is not None)
            self.stdout.write(f"{each.table}, only {each.stands_in}: {values}")
        if found:
            raise CommandError(f"The figures differ from the full count in {len(found)} rows: run rollup_rebuild.")
        self.stdout.write("Figures: equal to the full count")
