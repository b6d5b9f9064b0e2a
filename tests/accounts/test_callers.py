"""`appoint` and `dismiss` do not ask who may: each service that calls them has asked, and is named here."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

UNASKED = {"appoint", "dismiss"}
ASKED_BY = {
    ("accounts/services/user.py", "give_grant"),
    ("accounts/services/user.py", "end_grant"),
    ("agreements/services/round.py", "name_respondent"),
    ("agreements/services/round.py", "_end_grants"),
}


def callers(path: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in UNASKED:
                yield str(path.relative_to(settings.BASE_DIR)), function.name


def test_everybody_who_appoints_has_asked_first() -> None:
    rooms = ("accounts", "agreements", "cases", "workflows", "config")
    files = [path for room in rooms for path in (settings.BASE_DIR / room).rglob("*.py")]

    assert {found for path in files for found in callers(path)} == ASKED_BY
