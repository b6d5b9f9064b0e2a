"""The test database: made and migrated by owner once in a run, copied for each process, emptied by one statement."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

TEMPLATE = "samplan_template_"


def migrated_template(run: str) -> str:
    """The name of a database of the run `run` that holds the migrated tables; the first process to ask makes it.

    Those of earlier runs are dropped. Nothing stays connected to it: PostgreSQL copies no database that is in use.
    """
    name = f"{TEMPLATE}{run}"
    with closing(connection.copy()) as own, own._nodb_cursor() as cursor:
        # Migrating takes longer than web may wait for anything, and owner has no such limit.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        try:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE])
            found = [name for (name,) in cursor.fetchall()]
            if name not in found:
                for old in found:
                    cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
                cursor.execute(f'CREATE DATABASE "{name}"')
                _migrate(name)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [TEMPLATE])
    return name


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def drop_truncate_guards(cursor: CursorWrapper) -> list[str]:
    """Tests clear tables by TRUNCATE, which append-only tables refuse by triggers named no_truncate_…; their tables."""
    cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE starts_with(tgname, 'no_truncate_')")
    guards = cursor.fetchall()
    for name, table in guards:
        cursor.execute(f'DROP TRIGGER "{name}" ON {table}')
    return [table for _name, table in guards]


def settings_of_web(cursor: CursorWrapper) -> list[str]:
    """Time limits of the role, which PostgreSQL sets at sign-in only: tests sign in as owner."""
    cursor.execute("SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = 'web'")
    return [setting for (setting,) in cursor.fetchall()]


def start_values(cursor: CursorWrapper) -> dict[str, list[bytes]]:
    """What migrating wrote, by table: clocks, ages of consent, permissions. Tests that flush want it back."""
    found = {}
    for table in [model._meta.db_table for model in apps.get_models() if model._meta.managed]:
        with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
            if values := [bytes(row) for row in rows]:
                found[table] = values
    return found


def flush_to(values: dict[str, list[bytes]]) -> Callable[..., None]:
    """Does for `manage.py flush` what a test needs of it, as owner: every table as migrating left it.

    Django's own asks every application anew for its permissions, after each test that commits.
    """
    tables = ", ".join(f'"{table}"' for table in connection.introspection.django_table_names(only_existing=True))

    def flush(_command: Any, **_options: Any) -> None:
        with connection.cursor() as cursor:
            # RESET ROLE would go back to web, which the connection began as.
            cursor.execute("SET ROLE NONE")
            try:
                with transaction.atomic():
                    cursor.execute(f"TRUNCATE {tables}")
                    for table, rows in values.items():
                        with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                            copy.write(b"".join(rows))
            finally:
                cursor.execute("RESET ROLE")

    return flush
