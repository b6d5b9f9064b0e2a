from collections.abc import Iterator
from pathlib import Path

import pytest

from config import database
from config.embedded.places import socket_folder


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty SAMPLAN_VAR without DATABASE_URL; its server is stopped afterwards."""
    for name in (*database.URL_NAMES.values(), "SAMPLAN_DATABASE_ROLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAMPLAN_VAR", str(tmp_path / "var with a space"))
    yield tmp_path / "var with a space"
    database.stop()
    folder = socket_folder()
    if folder.exists():
        folder.rmdir()
