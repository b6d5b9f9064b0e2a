"""`manage.py run_clocks`: what the worker does once a minute, done once. Runs as worker."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from workflows.services.clocks import run_clocks


class Command(BaseCommand):
    """With --days, as the worker would have done day by day; acts that were due earlier keep their day."""

    help = "Wakes, reminds and escalates whatever is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=0, help="begin as of so many days ago")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        ticked = [run_clocks(now - timedelta(days=ago)) for ago in range(options["days"], -1, -1)]
        woken, reminded, escalated = (sum(getattr(each, what) for each in ticked) for what in WORDS)
        self.stdout.write(f"Clocks: {woken} woken, {reminded} reminded, {escalated} escalated")


WORDS = ("woken", "reminded", "escalated")
