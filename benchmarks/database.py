"""A database of its own, made and filled as owner, then used as web; dropped after."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from config import database

NAME = "samplan_bench"
LOAD = Path(__file__).parent / "load.sql"
LOADED = ["cases_case", "cases_caseaccess", "cases_caseperson", "workflows_process"]
LOADED += ["workflows_task", "workflows_workitem", "workflows_deadline"]


@contextmanager
def scratch_database() -> Iterator[None]:
    database.ensure_running("owner")
    _drop_and("CREATE DATABASE")
    try:
        connect_as("owner")
        call_command("migrate", verbosity=0)
        yield
    finally:
        _drop_and()


def connect_as(role: str) -> None:
    """Connects Django to the scratch database as `role`, on one connection that stays open."""
    connection.close()
    place = database.settings_for(role)
    place["OPTIONS"].pop("pool", None)
    connection.settings_dict.update(place | {"NAME": NAME, "CONN_MAX_AGE": None})


def load(
    first: int, last: int, *, script: Path = LOAD, tables: Sequence[str] = LOADED, size: int | None = None
) -> None:
    """Cases `first` to `last` of `size`, both counted, as owner. Foreign keys are checked once, at the end."""
    connect_as("owner")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid::regclass::text = ANY (%s)",
            [list(tables)],
        )
        keys = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, number in (("first", first), ("last", last), ("size", size or last)):
            cursor.execute("SELECT set_config(%s, %s, true)", [f"bench.{name}", str(number)])
        cursor.execute(script.read_text(encoding="utf-8"))
        # What waits for the end of the transaction: a table with checks still to come takes no constraint.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM ANALYZE {table}")


def _drop_and(*then: str) -> None:
    connection.close()
    connection.settings_dict.update(database.settings_for("owner"))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        for words in then:
            cursor.execute(f"{words} {NAME}")
    connection.close()
