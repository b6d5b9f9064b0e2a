"""`manage.py rollup_fold`: what the worker does once a minute, done once. Runs as worker."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.services.rollup import fold_facts


class Command(BaseCommand):
    """Counts nothing where another folder is at work."""

    help = "Folds new facts into the figures."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Figures: {fold_facts()} cases counted")
