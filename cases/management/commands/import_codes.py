"""`manage.py import_codes FILE.csv`: national codes from a file, whole or not at all. Exit status 2 on a no."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from accounts.acting import act_as
from cases.errors import CaseError
from cases.services.code import COLUMNS, import_codes, read_codes

REFUSED = 2


class Command(BaseCommand):
    """A code that changes gets a line with its own first day; the version before it ends the day before."""

    help = f"Imports codes (KVÅ): lines with {';'.join(COLUMNS)}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", help="separated by semicolons, in UTF-8")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"), transaction.atomic(), act_as(None, reason="import_codes"):
            try:
                text = Path(options["file"]).read_text(encoding="utf-8")
                written = import_codes(rows=read_codes(text), by=None)
            except (OSError, UnicodeDecodeError) as unreadable:
                raise CommandError(f"The file cannot be read: {unreadable}", returncode=REFUSED) from unreadable
            except CaseError as refused:
                raise CommandError(str(refused.message), returncode=REFUSED) from refused
        self.stdout.write(f"{written} lines were written.")
