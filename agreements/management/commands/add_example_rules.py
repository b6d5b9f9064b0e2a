"""`manage.py add_example_rules <name>`: an example rule set as a draft, to be signed, changed and put in force."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.acting import act_as
from agreements.errors.agreement import AgreementError
from agreements.services.example import example_names, make_example


class Command(BaseCommand):
    """CommandError where it is there already."""

    help = "Adds an example rule set as a draft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=example_names())

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with act_as(None, reason=f"example rules {options['name']}"):
                rule_set = make_example(name=options["name"], valid_from=timezone.localdate(), by=None)
        except AgreementError as refused:
            raise CommandError(str(refused.message)) from refused
        self.stdout.write(f"{rule_set.slug}: a draft, which holds for nobody before it has parties and is in force")
