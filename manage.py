#!/usr/bin/env python3
"""Starts the embedded PostgreSQL where DATABASE_URL is unset, then Django, as the role that the command needs."""

import os
import sys

OWNER_COMMANDS = {
    "createcachetable",
    "flush",
    "lintmigrations",
    "makemigrations",
    "migrate",
    "optimizemigration",
    "remove_stale_contenttypes",
    "showmigrations",
    "sqlflush",
    "sqlmigrate",
    "sqlsequencereset",
    "squashmigrations",
    "test",
    "testserver",
}
WORKER_COMMANDS = {
    *("procrastinate", "rollup_compare", "rollup_fold", "rollup_rebuild", "run_clocks", "sweep_files", "worker"),
}
COMMANDS_WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compile_catalogue",
    "diffsettings",
    "findstatic",
    "help",
    "serve",
    "update_catalogue",
    "version",
}


def role_for(command: str) -> str:
    """The database role that `command` runs as: owner, worker or web."""
    if command in OWNER_COMMANDS:
        return "owner"
    return "worker" if command in WORKER_COMMANDS else "web"


def main(arguments: list[str]) -> None:
    """Runs Django's command line. What a person can mend ends in one line on stderr and status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = next((word for word in arguments[1:] if not word.startswith("-")), "help")
    role = os.environ.setdefault("SAMPLAN_DATABASE_ROLE", role_for(command))
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        from config import database  # noqa: PLC0415
    except ModuleNotFoundError as error:
        sys.exit(f"The Python package {error.name} is not installed: run make demo, or use .venv/bin/python.")
    try:
        if command not in COMMANDS_WITHOUT_DATABASE:
            database.ensure_running(role)
        execute_from_command_line(arguments)
    except (database.DatabaseUnavailable, ImproperlyConfigured) as error:
        if "--traceback" in arguments:
            raise
        sys.exit(" ".join(str(error).split()))


if __name__ == "__main__":
    main(sys.argv)
