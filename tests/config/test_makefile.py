"""What make says where something it needs is missing: one line, and what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded.places import BASE_DIR


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(BASE_DIR / name, tmp_path)
    return tmp_path


def complaint(checkout: Path, **variables: str) -> list[str]:
    """What `make demo` writes before it gives up, without its own lines."""
    done = subprocess.run(
        ["make", "demo", *(f"{name}={value}" for name, value in variables.items() if name == "PYTHON")],
        cwd=checkout,
        env={key: value for key, value in os.environ.items() if not key.startswith("MAKE")} | variables,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode != 0
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if not line.startswith(("1/7", "make"))]


def test_python_without_venv(checkout: Path, tmp_path: Path) -> None:
    """As Debian ships it: the package python3-venv, which holds ensurepip, is not there."""
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "ensurepip.py").write_text("raise ImportError\n")

    lines = complaint(checkout, PYTHON=sys.executable, PYTHONPATH=str(bare))

    assert lines == ["Python cannot make a virtual environment here: on Debian, apt install python3-venv"]
    assert not (checkout / ".venv").exists()


def test_python_that_is_too_old(checkout: Path, tmp_path: Path) -> None:
    commands = tmp_path / "commands"
    commands.mkdir()
    for name in ("make", "sh", "sed", "cmp"):
        (commands / name).symlink_to(shutil.which(name) or name)

    lines = complaint(checkout, PATH=str(commands))

    assert lines == ["Samplan needs Python 3.11 or newer: install it, or name it: make PYTHON=…"]
