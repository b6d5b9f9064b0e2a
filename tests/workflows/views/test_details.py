"""Joining a person one was told of to the own provider's register, from the case page."""

import pytest
from django.test import Client

from cases.selectors.case import persons_in
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in


@pytest.fixture
def plan(cast: Cast) -> Plan:
    plan = Plan(cast)
    plan.to_replies()
    return plan


def joins(client: Client, plan: Plan) -> list[tuple[str, str]]:
    return client.get(f"/cases/{plan.case.pk}/").context["joins"]


def test_told_person_is_joined_once_and_the_button_goes(plan: Plan) -> None:
    client = signed_in(plan.cast.nurse)
    offered = joins(client, plan)
    assert offered
    assert f'action="{offered[0][1]}"' in client.get(f"/cases/{plan.case.pk}/").content.decode()

    for _ in range(2):
        assert client.post(offered[0][1]).status_code == 302

    assert joins(client, plan) == offered[1:]
    with acting_as(plan.cast.nurse):
        assert persons_in(plan.case, plan.cast.nurse)[0].person is not None


@pytest.mark.parametrize("part", ["worker", "manager"])
def test_nobody_else_is_offered_to_join(plan: Plan, part: str) -> None:
    assert joins(signed_in(plan.cast.everybody[part]), plan) == []
