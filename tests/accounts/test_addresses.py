"""Signing in leads on to a page: never to an address that takes forms alone."""

from uuid import UUID

import pytest
from django.test import RequestFactory

from accounts.addresses import number_of, page_to_go_on

CASE, ROW = f"/cases/{UUID(int=1)}/", UUID(int=2)


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        (["/?tab=unit"], "/?tab=unit"),
        ([f"{CASE}plan/"], f"{CASE}plan/"),
        ([f"http://testserver{CASE}plan/?next=/"], f"{CASE}plan/?next=/"),
        ([f"{CASE}letter/{ROW}/"], CASE),
        ([f"{CASE}progress/{ROW}/"], CASE),
        ([f"/tasks/{ROW}/hand-over/"], f"/tasks/{ROW}/"),
        (["/switch/", f"{CASE}notes/write/"], f"{CASE}notes/write/"),
        (["/draft/?key=note"], "/"),
        (["/notices/seen/"], "/"),
        (["/nothing/of/ours/"], "/"),
        (["https://elsewhere.example/cases/"], "/"),
        (["//elsewhere.example/"], "/"),
        ([""], "/"),
    ],
)
def test_page_to_go_on(wanted: list[str], page: str) -> None:
    assert page_to_go_on(RequestFactory().get("/"), *wanted) == page


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("", None), ("-7", None), ("7.0", None), ("9" * 18, int("9" * 18)), ("9" * 5000, None)],
    ids=range(6),
)
def test_number_of_what_was_typed(typed: str, number: int | None) -> None:
    assert number_of(typed) == number
