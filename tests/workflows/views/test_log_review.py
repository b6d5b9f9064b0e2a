"""The log says what was opened in words, and names a case by the beginning of its key."""

from collections.abc import Iterator

from accounts.models import Assignment
from cases.models.access import WHAT
from tests.cast import Cast
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in
from workflows import urls
from workflows.task_views.page import CasePage


def pages(kind: type[CasePage] = CasePage) -> Iterator[type[CasePage]]:
    for page in kind.__subclasses__():
        yield page
        yield from pages(page)


def test_every_page_of_a_case_has_its_words_in_the_log() -> None:
    assert urls.urlpatterns
    names = {page.what for page in pages() if page.what and not page.what.startswith("task:")}

    assert names - WHAT.keys() == set()


def test_case_stands_by_the_beginning_of_its_key(cast: Cast, plan: Plan) -> None:
    worker: Assignment = cast.worker
    signed_in(worker).get(f"/cases/{plan.case.pk}/")

    shown = signed_in(cast.reviewer).get("/log/").content.decode()

    assert str(plan.case.pk)[:8] in shown
    assert str(plan.case.pk) not in shown
