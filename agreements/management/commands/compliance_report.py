"""`manage.py compliance_report`: a report as a file, suppressed as everybody may read it. Exit status 2 on a no."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from agreements.management.commands.import_round import agreement_called, no
from agreements.models import Report, Round, RuleSet
from agreements.reports.build import content_of
from agreements.reports.files import WRITERS
from agreements.reports.release import is_whole_quarters
from agreements.selectors.report import report_of_period, report_of_round


class Command(BaseCommand):
    """An adopted report as it was frozen, else a draft of the data now. Writes nothing to the database."""

    help = "Writes the compliance report of an agreement, for a survey round or for whole quarters."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agreement", metavar="SLUG", help="the agreement's short name")
        parser.add_argument("--round", metavar="YEAR", help="the year of the survey round")
        parser.add_argument("--from", dest="first", metavar="DATE", help="first day of a quarter, as 2026-01-01")
        parser.add_argument("--to", dest="last", metavar="DATE", help="last day of a quarter, as 2026-03-31")
        parser.add_argument("--format", metavar="FORMAT", help=f"one of {', '.join(WRITERS)}")
        parser.add_argument("--output", metavar="FILE", help="where to write it; otherwise it is printed")

    def handle(self, *args: Any, **options: Any) -> None:
        write = WRITERS.get(options["format"] or "")
        if write is None:
            raise no(f"--format takes one of {', '.join(WRITERS)}, not {options['format'] or 'nothing'!r}.")
        report = report_asked_for(options)
        # Ids and stored texts stand as they are in the data formats; the paper is for Swedish readers.
        with translation.override(settings.LANGUAGE_CODE):
            content = write(content_of(report))
        if options["output"]:
            save(Path(options["output"]), content)
        elif options["format"] in {"json", "csv"}:
            self.stdout.write(content.decode(), ending="")
        else:
            sys.stdout.buffer.write(content)


def report_asked_for(options: dict[str, Any]) -> Report:
    if not options["agreement"]:
        raise no("--agreement is missing.")
    rule_set = agreement_called(options["agreement"])
    has_period = bool(options["first"] or options["last"])
    if bool(options["round"]) == has_period:
        raise no("Say either --round, or --from and --to.")
    if options["round"]:
        return report_of_round(round_of(rule_set, options["round"]))
    first, last = a_day("--from", options["first"]), a_day("--to", options["last"])
    if not is_whole_quarters(first, last):
        raise no(f"A report covers whole quarters or years, not {first} to {last}.")
    report = report_of_period(rule_set, first, last)
    if report is None:
        raise no(f"No version of {rule_set.slug} was in force on {last}.")
    return report


def round_of(rule_set: RuleSet, year: str) -> Round:
    rounds = Round.objects.filter(rule_set=rule_set).select_related("rule_set", "version", "questionnaire")
    found = rounds.filter(year=int(year)).order_by("questionnaire__kind") if year.isdecimal() and len(year) == 4 else []
    # A year may hold a survey of parents too; the round that asks the centres is the agreement's own.
    for round_ in found:
        if round_.questionnaire.kind == round_.questionnaire.Kind.KAFO:
            return round_
    raise no(f"{rule_set.slug} has no survey round of the year {year!r}.")


def a_day(option: str, said: str | None) -> date:
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        raise no(f"{option} takes a day as 2026-01-01, not {said or 'nothing'!r}.") from None


def save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as unwritten:
        raise no(f"{path} cannot be written: {unwritten.strerror}.") from unwritten
