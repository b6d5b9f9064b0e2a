"""The test database: made and migrated by owner; the tests then act as web on the same connection."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import hypothesis
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from config import database
from tests import database as testing
from tests.cast import Cast, make_cast

IS_LONG = os.environ.get("SAMPLAN_TEST_PROFILE", "short") == "long"

hypothesis.settings.register_profile("short", max_examples=25, deadline=None)
hypothesis.settings.register_profile("long", max_examples=500, deadline=None)
hypothesis.settings.load_profile("long" if IS_LONG else "short")

LONGEST = ("slow", "browser", "race")

Acting = Callable[[], AbstractContextManager[CursorWrapper]]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest is begun first, so that no worker is left with it alone at the end; all else as it stands."""
    items.sort(key=lambda item: next((at for at, name in enumerate(LONGEST) if item.get_closest_marker(name)), 9))


@pytest.fixture(scope="session", autouse=True)
def _uncollected_static_files() -> Iterator[None]:
    """Pages name the files as they lie in static/: nothing has to be collected before a test."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=settings.STORAGES | plain):
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_at_once() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["tests.hashing.OfOneRound"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Attachments of tests lie in a directory of the run's, and nobody scans them."""
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files"), SCANNER=""):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> None:
    database.ensure_running("owner")
    connection.settings_dict.update(database.settings_for("owner"))
    workers = getattr(request.config, "workerinput", None)
    if workers is not None and not request.config.getvalue("reuse_db"):
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = testing.migrated_template(str(workers["testrunuid"]))


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
            truncate_guards += testing.drop_truncate_guards(cursor)
            flush_to_start = testing.flush_to(testing.start_values(cursor))
            web = ["role=web", *testing.settings_of_web(cursor), "synchronous_commit=off"]
        connection.close()
        options |= {"options": " ".join(f"-c {setting}" for setting in web), "prepare_threshold": 0}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(flush.Command, "handle", flush_to_start)
            yield
        connection.close()
        del options["options"], options["prepare_threshold"]


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
