"""The test database: made and migrated by owner; the tests then act as web on the same connection."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from config import database
from tests.cast import Cast, make_cast

IS_LONG = os.environ.get("SAMPLAN_TEST_PROFILE", "short") == "long"

hypothesis.settings.register_profile("short", max_examples=25, deadline=None)
hypothesis.settings.register_profile("long", max_examples=500, deadline=None)
hypothesis.settings.load_profile("long" if IS_LONG else "short")

ROOMS = ("accounts", "agreements", "cases", "workflows")
Acting = Callable[[], AbstractContextManager[CursorWrapper]]


@pytest.fixture(scope="session", autouse=True)
def _uncollected_static_files() -> Iterator[None]:
    """Pages name the files as they lie in static/: nothing has to be collected before a test."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=settings.STORAGES | plain):
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Attachments of tests lie in a directory of the run's, and nobody scans them."""
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files"), SCANNER=""):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    database.ensure_running("owner")
    connection.settings_dict.update(database.settings_for("owner"))


@pytest.fixture(scope="session")
def truncate_guards() -> list[str]:
    """The tables that were found guarded against TRUNCATE after migrating, before the tests' guards were dropped."""
    return []


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    truncate_guards: list[str],
) -> Iterator[None]:
    options = connection.settings_dict["OPTIONS"]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            truncate_guards += _drop_truncate_guards(cursor)
            start_values = _start_values(cursor)
            web = ["role=web", *_settings_of_web(cursor), "synchronous_commit=off"]
        connection.close()
        options |= {"options": " ".join(f"-c {setting}" for setting in web), "prepare_threshold": 0}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(flush.Command, "handle", _flush_as_owner(flush.Command.handle, start_values))
            yield
        connection.close()
        del options["options"], options["prepare_threshold"]


def _drop_truncate_guards(cursor: CursorWrapper) -> list[str]:
    """Tests clear tables by TRUNCATE, which append-only tables refuse by triggers named no_truncate_…"""
    cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE starts_with(tgname, 'no_truncate_')")
    guards = cursor.fetchall()
    for name, table in guards:
        cursor.execute(f'DROP TRIGGER "{name}" ON {table}')
    return [table for _name, table in guards]


def _settings_of_web(cursor: CursorWrapper) -> list[str]:
    """Time limits of the role, which PostgreSQL sets at sign-in only: tests sign in as owner."""
    cursor.execute("SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = 'web'")
    return [setting for (setting,) in cursor.fetchall()]


def _start_values(cursor: CursorWrapper) -> dict[str, list[bytes]]:
    """What the migrations wrote, by table: clocks, ages of consent, headings. Tests that flush want it back."""
    tables = [model._meta.db_table for app in ROOMS for model in apps.get_app_config(app).get_models()]
    found = {}
    for table in tables:
        with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
            if values := [bytes(row) for row in rows]:
                found[table] = values
    return found


def _flush_as_owner(handle: Callable[..., Any], start_values: dict[str, list[bytes]]) -> Callable[..., Any]:
    def flush_as_owner(self: flush.Command, **options: Any) -> None:
        with connection.cursor() as cursor:
            # RESET ROLE would go back to web, which the connection began as.
            cursor.execute("SET ROLE NONE")
            try:
                handle(self, **options)
                for table, rows in start_values.items():
                    with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                        for row in rows:
                            copy.write(row)
            finally:
                cursor.execute("RESET ROLE")

    return flush_as_owner


@contextmanager
def _acting(role: str) -> Iterator[CursorWrapper]:
    # A statement that fails takes the role back with it: SET ROLE belongs to the savepoint.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET ROLE {role}")
        yield cursor
        cursor.execute(f"SET ROLE {before}")


@pytest.fixture
def as_owner(db: None) -> Acting:
    """`with as_owner() as cursor:` runs its block, one transaction, as owner: policies do not hold."""
    return lambda: _acting("NONE")


@pytest.fixture
def as_worker(db: None) -> Acting:
    """`with as_worker() as cursor:` runs its block, one transaction, as worker."""
    return lambda: _acting("worker")


@pytest.fixture(scope="session")
def races() -> int:
    """How often a race is run: 20 times, or 200 in the long profile."""
    return 200 if IS_LONG else 20


@pytest.fixture
def cast(db: None) -> Cast:
    """One user per role, and an outsider; nothing of a person exists yet."""
    return make_cast()
