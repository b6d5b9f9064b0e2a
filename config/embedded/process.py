"""The server's process: started, found, ended."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from config.embedded.places import PORT, DatabaseUnavailable, binary, data, environment, socket_folder, var
from config.embedded.privilege import give, unprivileged

SOCKET = f".s.PGSQL.{PORT}"


def spawn(prefix: list[str], drop: dict[str, Any]) -> int:
    """Starts the server detached from this process and returns its process id."""
    log = var() / "postgres.log"
    log.touch()
    give(log, drop)
    command = [*prefix, binary("postgres"), "-D", str(data())]
    settings = ["listen_addresses=", f"unix_socket_directories={socket_folder()}", f"port={PORT}"]
    if os.environ.get("SAMPLAN_FSYNC") == "off":
        # For data that nobody misses when the machine stops: a test clears hundreds of tables, each a file.
        settings += ["fsync=off", "full_page_writes=off"]
    for setting in settings:
        command += ["-c", setting]
    shell = 'log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & echo $!'
    done = subprocess.run(
        ["sh", "-c", shell, "sh", str(log), *command],
        env=environment(),
        cwd=data(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        start_new_session=True,
        **drop,
    )
    return int(done.stdout)


def server_pid() -> int | None:
    """The process id of the server that runs on our files; None for a stale file that names a zombie or another."""
    try:
        pid = int((data() / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    if not is_alive(pid):
        return None
    try:
        return pid if Path(f"/proc/{pid}/cwd").resolve(strict=True) == data() else None
    except OSError:
        return None if Path("/proc/self").exists() else pid


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    except FileNotFoundError:
        return not Path("/proc/self").exists()
    return state != "Z"


def says_ready() -> bool:
    try:
        return (data() / "postmaster.pid").read_text(encoding="ascii").rstrip().endswith("ready")
    except FileNotFoundError:
        return False


def is_out_of_reach() -> bool:
    """Whether the server runs without its socket: swept from the temporary folder, or removed by an orphan's end."""
    return server_pid() is not None and not (socket_folder() / SOCKET).exists() and says_ready()


def end_orphan(seconds: float) -> None:
    """Ends the server of a checkout that stood here, was deleted and is back: it holds the socket, and no files."""
    pid = _orphan_pid()
    if pid is None:
        return
    os.kill(pid, signal.SIGQUIT)
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > deadline:
            raise DatabaseUnavailable(f"The server of a deleted checkout still runs as process {pid}: end it.")
        time.sleep(0.05)


def _orphan_pid() -> int | None:
    """The process that the socket's lock file names, where it is a server on files that lay where ours do."""
    try:
        pid = int((socket_folder() / f"{SOCKET}.lock").read_text(encoding="ascii").split("\n", 1)[0])
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if os.fsencode(data()) in arguments and pid != server_pid() else None


def sweep() -> None:
    """Removes what a killed server left; PostgreSQL itself still refuses while a process of it holds its memory."""
    (data() / "postmaster.pid").unlink(missing_ok=True)
    for name in (SOCKET, f"{SOCKET}.lock"):
        (socket_folder() / name).unlink(missing_ok=True)


def stop_server() -> None:
    prefix, drop = unprivileged()
    command = [*prefix, binary("pg_ctl"), "-D", str(data()), "-m", "fast", "-w", "-s", "stop"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False, **drop)
    if done.returncode:
        raise DatabaseUnavailable(f"The embedded PostgreSQL does not stop: {last_complaint()}")


def last_complaint() -> str:
    log = var() / "postgres.log"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    complaints = [line.partition("  ")[2] for line in lines[-50:] if "FATAL" in line or "ERROR" in line]
    return f"{complaints[-1] if complaints else 'no reason given'} (more in {log})"
