"""`manage.py worker`: runs jobs, as the worker role, until it is told to stop."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


class Command(BaseCommand):
    """Runs queued and periodic jobs in the foreground; SIGTERM or Ctrl-C lets the running ones end."""

    help = "Runs jobs and timers until it is told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is queued, then end")
        parser.add_argument("--concurrency", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        if not isinstance(app.connector, DjangoConnector):
            raise TypeError("The queue is not on Django's database.")
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(
                wait=not options["once"],
                concurrency=options["concurrency"],
                delete_jobs="successful",
                shutdown_graceful_timeout=10,
            )
