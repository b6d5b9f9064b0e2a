"""`manage.py update_catalogue`: brings the Swedish catalogue up to what the source says."""

from typing import Any

from django.core.management.base import BaseCommand

from config import catalogue

SWEDISH = catalogue.LOCALE / "sv" / "LC_MESSAGES" / "django.po"


class Command(BaseCommand):
    """Adds new messages, drops those that nobody says any more, keeps every translation."""

    help = "Merges the messages of the source into the Swedish catalogue."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        written = catalogue.merge_catalogue(SWEDISH, catalogue.read_source())
        left = catalogue.untranslated(written)
        self.stdout.write(
            f"{len(written)} messages in {SWEDISH.relative_to(catalogue.BASE_DIR)}, {len(left)} to translate"
        )
