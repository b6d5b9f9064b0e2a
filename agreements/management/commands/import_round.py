"""`manage.py import_round`: a KAFO round from the file an office made, whole or not at all. Exit status 2 on a no."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone, translation

from accounts.acting import act_as
from accounts.models import Assignment, User
from agreements.errors.round import RoundError
from agreements.models import RuleSet
from agreements.permissions import Right, may
from agreements.round_file import CENTRE, Row, read_round_file
from agreements.selectors.round_import import ImportPlan, plan_import, unknown_centres
from agreements.services.round_import import import_round
from agreements.services.service_account import Account, service_leader

FIRST_YEAR = 1900
REFUSED = 2


class Command(BaseCommand):
    """The first line of the file is its header; every fault is listed, and with one nothing is imported."""

    help = "Imports a survey round of an agreement: one row per centre, with all its answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agreement", required=True, metavar="SLUG", help="the agreement's short name")
        parser.add_argument("--year", required=True, type=int, help="the year of the round")
        parser.add_argument("file", metavar="FILE.csv", help="comma or semicolon, UTF-8 or Windows-1252")
        parser.add_argument("--create-centres", action="store_true", help="make centres the agreement does not know")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="act as this user, not as the service account")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"), transaction.atomic():
            try:
                plan = self._run(options)
            except RoundError as refused:
                raise no(str(refused.message)) from refused
            for line in told(plan, is_dry=options["dry_run"]):
                self.stdout.write(line)

    def _run(self, options: dict[str, Any]) -> ImportPlan:
        rule_set = agreement_called(options["agreement"])
        year = a_year(options["year"])
        by = leader(options["email"], rule_set) if options["email"] else None
        rows = rows_of(options["file"], rule_set, may_create=options["create_centres"])
        if options["dry_run"]:
            return plan_import(rule_set, year, rows)
        if by is None:
            with act_as(None, reason="import_round"):
                by = service_leader(rule_set=rule_set, account=Account.IMPORT, by=None)
        return import_round(
            rule_set=rule_set, year=year, rows=rows, by=by, may_create_centres=options["create_centres"]
        )


def no(why: str) -> CommandError:
    return CommandError(why, returncode=REFUSED)


def agreement_called(slug: str) -> RuleSet:
    if (rule_set := RuleSet.objects.filter(slug=slug).first()) is None or not rule_set.is_agreement:
        raise no(f"No agreement is called {slug!r}.")
    return rule_set


def a_year(year: int) -> int:
    this = timezone.localdate().year
    if not FIRST_YEAR <= year <= this:
        raise no(f"--year takes a year from {FIRST_YEAR} to {this}, not {year}.")
    return year


def leader(email: str, rule_set: RuleSet) -> Assignment:
    """The assignment in force by which that user leads the agreement's rounds."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise no(f"No user has the e-mail address {email!r}.")
    for assignment in Assignment.objects.in_force().filter(user=user).select_related("user", "unit").order_by("pk"):
        if may(assignment, Right.LEAD, rule_set):
            return assignment
    raise no(f"{email} has no assignment in force that leads rounds of {rule_set.slug}.")


def rows_of(path: str, rule_set: RuleSet, *, may_create: bool) -> list[Row]:
    try:
        data = Path(path).read_bytes()
    except OSError as unread:
        raise no(f"{path} cannot be read: {unread.strerror}.") from unread
    found = read_round_file(data)
    faults = list(found.faults)
    if not may_create:
        nameless = {fault.line for fault in faults if fault.column == CENTRE}
        faults += unknown_centres(rule_set, [row for row in found.rows if row.line not in nameless])
    if faults:
        listed = [f"{path}: nothing is imported, faults: {len(faults)}"]
        raise no("\n".join(listed + [f"  {fault}" for fault in sorted(faults, key=lambda fault: fault.line)]))
    return list(found.rows)


def told(plan: ImportPlan, *, is_dry: bool) -> Iterator[str]:
    """What was done, or would be, line by line."""
    if plan.is_empty:
        yield f"Nothing changes: the round has these answers already, centres: {plan.unchanged}"
        return
    yield "This would change; nothing is written:" if is_dry else "Imported:"
    if plan.is_new_round:
        yield f"  a new round, centres: {len(plan.added)}"
    for words, names in (("made", plan.created), ("added", plan.added), ("removed", plan.removed)):
        if names:
            yield f"  {words}: {', '.join(names)}"
    for change in plan.changes:
        before = "not answered" if change.before is None else change.before
        yield f"  {change.centre}, {change.key}: {before} becomes {change.after}"
    if plan.unchanged:
        yield f"  as before, centres: {plan.unchanged}"
