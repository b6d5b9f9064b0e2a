"""`manage.py rollup_rebuild`: counts all figures anew. Runs as worker."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.services.rollup import rebuild_rollup


class Command(BaseCommand):
    """To be run after a restore into another server, and after an indicator was added or changed."""

    help = "Counts every figure anew from all facts."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild_rollup()
        self.stdout.write("Figures: counted anew")
