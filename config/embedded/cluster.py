"""The cluster's files, and what is made in it: roles, their settings and the database."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Any

from config.embedded.places import (
    PORT,
    ROLES_SQL,
    DatabaseUnavailable,
    binary,
    data,
    environment,
    passwords_file,
    ready_mark,
    roles_digest,
    socket_folder,
    var,
)
from config.embedded.privilege import give

HBA = """\
# Whoever may use the socket's folder may be web; every other role needs its password.
local all web trust
local all all scram-sha-256
"""


def initialise(prefix: list[str], drop: dict[str, Any]) -> None:
    """Makes the cluster beside its place and moves it there when whole, so that a killed start leaves none."""
    new = data().with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    passwords = {role: secrets.token_urlsafe(24) for role in ("postgres", "owner", "worker")}
    first_password = new.with_suffix(".password")
    _write_private(first_password, passwords["postgres"])
    give(new, drop)
    give(first_password, drop)
    command = [*prefix, binary("initdb"), "-D", str(new), "-U", "postgres", f"--pwfile={first_password}"]
    command += ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
    command += ["--auth=scram-sha-256", "--no-instructions"]
    try:
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False, **drop)
    finally:
        first_password.unlink()
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DatabaseUnavailable(f"The embedded PostgreSQL cannot make its files in {var()}: {reason}")
    (new / "pg_hba.conf").write_text(HBA, encoding="ascii")
    _write_private(
        new / passwords_file().name, "".join(f"*:*:*:{role}:{password}\n" for role, password in passwords.items())
    )
    new.rename(data())


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)


def make_roles() -> None:
    """Roles, their settings and the database, by the same script that any other server is given."""
    lines = passwords_file().read_text(encoding="ascii").split()
    passwords = {role: password for *_, role, password in (line.split(":") for line in lines)}
    known = environment() | {
        "PGPASSFILE": str(passwords_file()),
        "SAMPLAN_OWNER_PASSWORD": passwords["owner"],
        "SAMPLAN_WORKER_PASSWORD": passwords["worker"],
    }
    command = [binary("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(socket_folder()), "-p", PORT]
    command += ["-U", "postgres", "-d", "postgres", "-f", str(ROLES_SQL)]
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DatabaseUnavailable(f"The embedded PostgreSQL could not be given its roles: {reason}")
    ready_mark().write_text(roles_digest(), encoding="ascii")
