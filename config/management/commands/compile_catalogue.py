"""`manage.py compile_catalogue`: locale/*/LC_MESSAGES/*.po to the .mo files that Django reads."""

from typing import Any

from django.core.management.base import BaseCommand

from config import catalogue


class Command(BaseCommand):
    """Compiles what has changed since it was last compiled."""

    help = "Compiles the translations that have changed."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for path in catalogue.catalogue_paths():
            if catalogue.compile_catalogue(path):
                self.stdout.write(f"Compiled {path.relative_to(catalogue.BASE_DIR)}")
