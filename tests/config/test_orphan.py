"""A checkout that was deleted while its server ran, and cloned again at the same path."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from config import database
from config.embedded.places import BASE_DIR, socket_folder
from tests.config.test_database import START, connect, server_pid

SOCKET = ".s.PGSQL.5432"


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()


def test_start_where_the_server_of_a_deleted_checkout_still_runs(var: Path) -> None:
    database.ensure_running()
    orphan = server_pid(var)
    shutil.rmtree(var)

    database.ensure_running()

    connect("web").close()
    connect("owner").close()
    assert server_pid(var) != orphan
    assert not is_alive(orphan)


def test_start_while_somebody_else_removes_the_socket(var: Path) -> None:
    database.ensure_running()
    database.stop()
    socket = socket_folder() / SOCKET

    starter = subprocess.Popen(START, cwd=BASE_DIR, env=os.environ)
    while not socket.exists():
        time.sleep(0.001)
    socket.unlink()

    assert starter.wait(90) == 0
    connect("web").close()
