"""`manage.py seed_demo`: the demo's story, once; and every time the table of who can sign in."""

import os
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.demo.organisation import UNITS
from workflows.demo.people import PASSWORD, USERS, DemoUser
from workflows.demo.releases import make_releases
from workflows.demo.seed import seed
from workflows.demo.stories import all_stories, some_stories
from workflows.demo.surveys import make_surveys

EVERY = 5
OLDEST_NOTICE_DAYS = 90


class Command(BaseCommand):
    """Changes nothing when the story has been told. CommandError outside the demo profile."""

    help = "Fills an empty database with the demo's story."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, help="tell so many of the cases; all where it is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError("seed_demo runs in the demo profile only: unset SAMPLAN_PROFILE, or set it to demo.")
        started = time.monotonic()
        stories = all_stories() if options["cases"] is None else some_stories(options["cases"])
        if seed(stories=stories, progress=self._progress):
            self._as("owner", "seed_bulk")
            self._as("worker", "run_clocks", "--days", str(OLDEST_NOTICE_DAYS))
            self._as("worker", "rollup_fold")
            make_releases()
            make_surveys()
            self.stdout.write(f"    told in {time.monotonic() - started:.0f} s")
        self._print_users()

    def _progress(self, done: int, of: int) -> None:
        if done % EVERY == 0 or done == of:
            self.stdout.write(f"    cases {done}/{of}")
            self.stdout.flush()

    def _as(self, role: str, *command: str) -> None:
        """As the role that alone may: a process of its own, since a role is chosen when it starts."""
        environment = os.environ | {"SAMPLAN_DATABASE_ROLE": role}
        subprocess.run([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, env=environment, check=True)

    def _print_users(self) -> None:
        rows = [("Name", "E-mail", "Unit", "Role", "Try"), *(_row(user) for user in USERS)]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            self.stdout.write("  ".join([*cells, row[-1]]))
        self.stdout.write(f"All sign in with the password {PASSWORD}")


def _row(user: DemoUser) -> tuple[str, str, str, str, str]:
    unit, role = UNITS[user.post.unit].name, str(user.post.role.label)
    more = f" (+{len(user.more)})" if user.more else ""
    return user.name, user.email, unit + more, role, user.hint
