"""As whom the server's programs run, and whose its files are: PostgreSQL refuses root."""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

from config.embedded.places import DatabaseUnavailable, binary, data, socket_folder, var


def unprivileged() -> tuple[list[str], dict[str, Any]]:
    """How PostgreSQL's server programs are run, since they refuse root.

    A command prefix and arguments for subprocess; both empty for anyone but root.
    """
    if os.geteuid() != 0:
        return [], {}
    owner = data().stat().st_uid if data().exists() else 0
    if owner == 0:
        prefix = ["unshare", "--map-user=1000", "--map-group=1000"]
        if shutil.which("unshare") and _succeeds([*prefix, "true"]):
            return prefix, {}
        owner = next((user.pw_uid for user in pwd.getpwall() if user.pw_name in ("postgres", "nobody")), 65534)
    drop = {"user": owner, "group": _group_of(owner), "extra_groups": []}
    if not _succeeds([binary("postgres"), "--version"], **drop) or not _succeeds(["test", "-x", str(var())], **drop):
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


def give(path: Path, drop: dict[str, Any]) -> None:
    if drop:
        os.chown(path, drop["user"], drop["group"])


def open_socket_folder(drop: dict[str, Any]) -> None:
    """Makes the socket's folder; refuses one that others could have laid there, for web needs no password."""
    folder = socket_folder()
    try:
        folder.mkdir(mode=0o700)
        give(folder, drop)
    except FileExistsError:
        found = folder.lstat()
        is_ours = found.st_uid in (os.geteuid(), drop.get("user", os.geteuid()), data().stat().st_uid)
        if not stat.S_ISDIR(found.st_mode) or not is_ours or found.st_mode & 0o077:
            raise DatabaseUnavailable(f"{folder} is someone else's: remove it, or set DATABASE_URL.") from None
