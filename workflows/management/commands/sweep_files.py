"""`manage.py sweep_files`: what the worker does once an hour, done once. Runs as worker."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.services.sweep import sweep_files


class Command(BaseCommand):
    help = "Removes files of attachments that no row names."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Files: {sweep_files()} removed")
