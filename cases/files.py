"""Where the bytes of attachments lie: files with random names under FILES_ROOT, outside all that is served.

A file is written once and never changed. It is written before its row commits, so a crash leaves a file without a row
and never a row without its file; `sweep_files` (cases/services/sweep.py) removes what no row names.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings


class FileDamaged(Exception):
    """The file is not there, or is not what was stored."""


def write_file(content: bytes) -> UUID:
    """Stores the bytes under a new name, on disk when this returns. Only the own system account may read them."""
    name = uuid4()
    path = _path(name)
    # Each by itself: mkdir gives the mode to the last directory alone.
    settings.FILES_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _sync(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return name


def read_file(name: UUID, *, digest: str) -> bytes:
    """The bytes whose SHA-256 is `digest`. Raises FileDamaged."""
    try:
        content = _path(name).read_bytes()
    except OSError as gone:
        raise FileDamaged from gone
    if sha256(content).hexdigest() != digest:
        raise FileDamaged
    return content


def remove_file(name: UUID) -> None:
    """Removes it, if it is there."""
    _path(name).unlink(missing_ok=True)


def files_older_than(moment: float) -> Iterator[UUID]:
    """The names of all files written before `moment`, in seconds since 1970. What is not ours is passed by."""
    for path in settings.FILES_ROOT.glob("??/*"):
        try:
            name = UUID(path.name)
        except ValueError:
            continue
        if path.name == str(name) and path.stat().st_mtime < moment:
            yield name


def _path(name: UUID) -> Path:
    text = str(name)
    return settings.FILES_ROOT / text[:2] / text


def _sync(directory: Path) -> None:
    """The name, too, is on disk after this."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
