"""`manage.py rollup_rebuild`: counts all figures anew. Runs as worker."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.services.rollup import rebuild_rollup


class Command(BaseCommand):
    """To be run after an indicator was added or changed. After a restore the next fold does it by itself."""

    help = "Counts every figure anew from all facts."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild_rollup()
        self.stdout.write("Figures: counted anew")
