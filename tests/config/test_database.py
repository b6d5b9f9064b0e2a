"""The launcher, each test on a server of its own in a temporary folder."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from config import database
from config.embedded.places import BASE_DIR, socket_folder

START = [sys.executable, "-m", "config.database", "start"]
MIGRATIONS = [sys.executable, "manage.py", "showmigrations"]


@pytest.fixture
def complaint(var: Path) -> Callable[..., str]:
    """Runs manage.py with these variables; returns its one line on stderr after checking that it is one."""

    def run(*command: str, **variables: str) -> str:
        done = subprocess.run(
            command or MIGRATIONS, cwd=BASE_DIR, env=os.environ | variables, capture_output=True, text=True
        )
        assert done.returncode == 1, done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    return run


def connect(role: str, **changes: str | None) -> psycopg.Connection:
    settings = database.settings_for(role)
    arguments = {"dbname": settings["NAME"], "user": role, "host": settings["HOST"], "port": settings["PORT"]}
    return psycopg.connect(**(arguments | {"passfile": settings["OPTIONS"].get("passfile")} | changes))


def server_pid(var: Path) -> int:
    return int((var / "postgres" / "postmaster.pid").read_text().split()[0])


def test_start_by_six_at_once(var: Path) -> None:
    starters = [subprocess.Popen(START, cwd=BASE_DIR, env=os.environ) for _ in range(6)]

    statuses = [starter.wait(60) for starter in starters]

    assert statuses == [0] * 6
    log = (var / "postgres.log").read_text()
    assert log.count("ready to accept connections") == 1
    assert "lock file" not in log


def test_start_after_kill(var: Path) -> None:
    database.ensure_running()
    with connect("owner") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(server_pid(var), signal.SIGKILL)

    database.ensure_running()

    with connect("owner") as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]


def test_start_with_a_pid_file_that_names_another_process(var: Path) -> None:
    database.ensure_running()
    database.stop()
    (var / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{var / 'postgres'}\n")

    database.ensure_running()

    assert server_pid(var) != os.getpid()


def test_start_after_the_socket_was_swept_away(var: Path) -> None:
    database.ensure_running()
    for file in socket_folder().iterdir():
        file.unlink()

    database.ensure_running()

    connect("web").close()


def test_start_refuses_a_socket_folder_that_others_may_open(var: Path) -> None:
    socket_folder().mkdir(mode=0o755)

    with pytest.raises(database.DatabaseUnavailable, match="someone else's"):
        database.ensure_running()


def test_stop_twice(var: Path) -> None:
    database.ensure_running()

    database.stop()
    database.stop()

    with pytest.raises(psycopg.OperationalError):
        connect("web")


def test_web_needs_no_password_and_everyone_else_does(var: Path) -> None:
    database.ensure_running()

    connect("web").close()
    connect("owner").close()
    connect("worker").close()
    for role in ("owner", "worker", "postgres"):
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            connect("web", user=role, passfile=os.devnull)


def test_passwords_are_private_and_the_network_is_not_listened_to(var: Path) -> None:
    database.ensure_running()

    assert stat.S_IMODE((var / "postgres" / "samplan.passwords").stat().st_mode) == 0o600
    assert stat.S_IMODE(socket_folder().stat().st_mode) == 0o700
    with connect("web") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_roles_have_no_more_rights_than_they_need(var: Path) -> None:
    database.ensure_running()

    with connect("owner") as connection:
        roles = connection.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole, rolcreatedb FROM pg_roles"
            " WHERE rolname IN ('owner', 'web', 'worker') ORDER BY 1"
        ).fetchall()
    with connect("web") as connection:
        limits = [
            connection.execute(f"SHOW {name}").fetchone()
            for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        ]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine ()")
    assert roles == [("owner", False, True), ("web", False, False), ("worker", False, False)]
    assert limits == [("3s",), ("15s",), ("1min",)]


def test_settings_start_nothing(var: Path) -> None:
    settings = database.settings_for("worker")

    assert not var.exists()
    assert settings["USER"] == "worker"
    assert settings["OPTIONS"]["prepare_threshold"] == 0


def test_settings_from_a_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://web:p%40ss@db.example:6543/plans?sslmode=require")

    settings = database.settings_for("web")

    assert (settings["USER"], settings["PASSWORD"], settings["NAME"]) == ("web", "p@ss", "plans")
    assert (settings["HOST"], settings["PORT"]) == ("db.example", "6543")
    assert settings["OPTIONS"]["sslmode"] == "require"


def test_settings_from_a_url_with_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://web@/samplan?host=/run/postgresql")

    settings = database.settings_for("web")

    assert (settings["HOST"], settings["PORT"]) == ("/run/postgresql", "5432")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://web@127.0.0.1/samplan", "does not begin with postgresql://"),
        ("postgresql://web@127.0.0.1:five/samplan", "is not a URL"),
        ("postgresql://web@127.0.0.1", "lacks its name"),
        ("postgresql://web:secret@127.0.0.1:9/samplan", "Connection refused"),
    ],
)
def test_wrong_url(complaint: Callable[..., str], url: str, words: str) -> None:
    line = complaint(DATABASE_URL=url, DATABASE_OWNER_URL=url)

    assert words in line
    assert "secret" not in line


def test_migrating_without_the_owners_url(complaint: Callable[..., str]) -> None:
    line = complaint(sys.executable, "manage.py", "migrate", DATABASE_URL="postgresql://web@127.0.0.1/samplan")

    assert "Set DATABASE_OWNER_URL" in line


def test_older_server(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.ensure_running()
    monkeypatch.setattr(database, "OLDEST_VERSION", 99)

    with monkeypatch.context() as named:
        named.setenv("DATABASE_URL", f"postgresql://web@/samplan?host={socket_folder()}")
        with pytest.raises(database.DatabaseUnavailable, match="Samplan needs 99 or newer"):
            database.ensure_running()


def test_role_that_passes_row_level_security(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.ensure_running()
    passwords = var / "postgres" / "samplan.passwords"
    password = passwords.read_text().split(":postgres:")[1].split()[0]

    with monkeypatch.context() as named:
        named.setenv("DATABASE_URL", f"postgresql://postgres:{password}@/samplan?host={socket_folder()}")
        with pytest.raises(database.DatabaseUnavailable, match="passes row-level security"):
            database.ensure_running()


def test_unknown_role(complaint: Callable[..., str]) -> None:
    assert "it takes owner, web or worker" in complaint(SAMPLAN_DATABASE_ROLE="postgres")


def test_folder_that_cannot_be_written(complaint: Callable[..., str]) -> None:
    assert "make that folder writable" in complaint(SAMPLAN_VAR="/proc/samplan")


def test_missing_module(complaint: Callable[..., str]) -> None:
    assert "is not installed: run make demo" in complaint(sys.executable, "-S", "manage.py", "check", PYTHONPATH="")


def test_production_without_a_secret_key(complaint: Callable[..., str]) -> None:
    line = complaint(sys.executable, "manage.py", "check", SAMPLAN_PROFILE="production", SECRET_KEY="")

    assert "Set SECRET_KEY" in line
