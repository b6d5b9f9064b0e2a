"""Which PostgreSQL Samplan speaks to.

With DATABASE_URL that server is used and nothing is started; DATABASE_OWNER_URL and DATABASE_WORKER_URL name
the other two roles there (config/roles.sql makes them). Without it the embedded server is (config/embedded).

`python -m config.database start` and `python -m config.database stop` do what they say to the embedded one.
"""

import os
import sys
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg

from config import embedded
from config.embedded.places import PORT, passwords_file, socket_folder
from config.embedded.places import DatabaseUnavailable as DatabaseUnavailable  # noqa: PLC0414

URL_NAMES = {"owner": "DATABASE_OWNER_URL", "web": "DATABASE_URL", "worker": "DATABASE_WORKER_URL"}
OLDEST_VERSION = 15


def settings_for(role: str) -> dict[str, Any]:
    """Django's DATABASES entry, without ENGINE, for `role` (owner, web or worker).

    Computes only: no server is started or asked. DatabaseUnavailable on an unknown role, and on a URL that is
    missing or malformed.
    """
    if role not in URL_NAMES:
        raise DatabaseUnavailable(f"SAMPLAN_DATABASE_ROLE is {role!r}; it takes owner, web or worker.")
    options: dict[str, Any] = {"server_side_binding": True}
    if role != "owner":
        # Every statement is prepared at once: policies are then planned once per connection. Not for the owner,
        # since migrations run scripts of several statements, which cannot be prepared.
        options["prepare_threshold"] = 0
    if role == "web":
        options["pool"] = {"min_size": 1, "max_size": 10, "timeout": 10}
    if is_external():
        place, extra = _read_url(URL_NAMES[role])
        options = extra | options
    else:
        place = {
            "NAME": "samplan",
            "USER": role,
            "PASSWORD": "",
            "HOST": str(socket_folder()),
            "PORT": PORT,
        }
        if role != "web":
            options["passfile"] = str(passwords_file())
    return place | {"OPTIONS": options, "CONN_MAX_AGE": 0}


def is_external() -> bool:
    """Whether DATABASE_URL names the server."""
    return bool(os.environ.get("DATABASE_URL", "").strip())


def ensure_running(role: str = "web") -> None:
    """Returns when `role` has a server to connect to; starts the embedded one where DATABASE_URL is unset.

    Any number of processes may call it at once. DatabaseUnavailable when there is no usable server.
    """
    if is_external():
        _check_external(role)
    else:
        embedded.ensure_running()


def stop() -> None:
    """Stops the embedded server, if it is the one in use and runs. DatabaseUnavailable when it will not stop."""
    if not is_external():
        embedded.stop()


def _read_url(name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Django's connection settings and further libpq options from the URL in the environment variable `name`."""
    if not (url := os.environ.get(name, "").strip()):
        raise DatabaseUnavailable(f"Set {name} beside DATABASE_URL: this command does not run as the web role.")
    wanted = "postgresql://user:password@host:5432/database"
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        place = {
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
            "PORT": options.pop("port", None) or str(parts.port or PORT),
        }
    except ValueError as error:
        raise DatabaseUnavailable(f"{name} is not a URL ({error}): it looks like {wanted}") from error
    if parts.scheme not in ("postgresql", "postgres"):
        raise DatabaseUnavailable(f"{name} does not begin with postgresql://: it looks like {wanted}")
    if missing := [part for part in ("NAME", "USER", "HOST") if not place[part]]:
        raise DatabaseUnavailable(f"{name} lacks its {missing[0].lower()}: it looks like {wanted}")
    return place, options


def _check_external(role: str) -> None:
    name = URL_NAMES.get(role, "DATABASE_URL")
    settings = settings_for(role)
    extra = {key: value for key, value in settings["OPTIONS"].items() if isinstance(value, str)}
    try:
        with psycopg.connect(
            dbname=settings["NAME"],
            user=settings["USER"],
            password=settings["PASSWORD"],
            host=settings["HOST"],
            port=settings["PORT"],
            **({"connect_timeout": "10"} | extra),
        ) as connection:
            version = connection.info.server_version // 10000
            if version < OLDEST_VERSION:
                raise DatabaseUnavailable(
                    f"{name} names a PostgreSQL {version}: Samplan needs {OLDEST_VERSION} or newer."
                )
            row = connection.execute(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__
        raise DatabaseUnavailable(
            f"The server in {name} cannot be used: {reason}. Check the URL, and that the server runs "
            "and has had config/roles.sql."
        ) from error
    if row and row[0]:
        raise DatabaseUnavailable(
            f"{name} names a role that passes row-level security: use the roles of config/roles.sql."
        )


if __name__ == "__main__":
    try:
        {"start": ensure_running, "stop": stop}[sys.argv[1]]()
    except DatabaseUnavailable as error:
        sys.exit(str(error))
