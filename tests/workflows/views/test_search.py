"""Search finds what one may see, by what is written in a form, never in an address."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in


def found(client: Client, query: str) -> str:
    return client.post(reverse("search"), {"q": query}).content.decode()


@pytest.mark.parametrize("query", ["eli", "Elis Te", "ELIS"])
def test_search_finds_by_the_beginnings_of_names(cast: Cast, plan: Plan, query: str) -> None:
    shown = found(signed_in(cast.worker), query)

    assert reverse("case", args=[plan.case.pk]) in shown


@pytest.mark.parametrize("query", ["el", "lis", "test elisabet"])
def test_search_finds_nothing_by_less_or_by_the_middle(cast: Cast, plan: Plan, query: str) -> None:
    shown = found(signed_in(cast.worker), query)

    assert reverse("case", args=[plan.case.pk]) not in shown


def test_search_by_an_outsider_or_an_unnamed_colleague_finds_nothing(cast: Cast, plan: Plan) -> None:
    for who in (cast.outsider, cast.colleague, cast.nurse):
        assert reverse("case", args=[plan.case.pk]) not in found(signed_in(who), "elis")


def test_search_by_address_finds_nothing(cast: Cast, plan: Plan) -> None:
    shown = signed_in(cast.worker).get(reverse("search"), {"q": "elis"}).content.decode()

    assert reverse("case", args=[plan.case.pk]) not in shown
