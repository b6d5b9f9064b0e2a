"""`persons_known_to` runs with its owner's rights: what it answers must be fenced by itself."""

from typing import Any

import pytest
from django.db import connection

from cases.selectors.case import persons_in
from tests.cast import Cast, acting_as
from tests.story import told_plan
from tests.workflows.plan import Plan


def known(plan: Plan, unit: int) -> dict[Any, bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, is_told FROM persons_known_to(%s, %s)", [plan.case.pk, unit])
        return dict(cursor.fetchall())


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return told_plan(cast, "189001019802")


def test_the_owner_is_answered_with_the_persons_it_has_told_of(plan: Plan) -> None:
    with acting_as(plan.cast.worker):
        own = {person.pk for person in persons_in(plan.case, plan.cast.worker)}

        found = known(plan, plan.cast.nurse.unit_id)

    assert found
    assert set(found) <= own


@pytest.mark.parametrize("part", ["outsider", "stranger", "neighbour"])
def test_whoever_is_not_in_the_case_is_answered_with_nothing(plan: Plan, part: str) -> None:
    who = plan.cast.everybody[part]
    with acting_as(who):
        assert known(plan, plan.cast.nurse.unit_id) == {}
        assert known(plan, plan.cast.worker.unit_id) == {}
        assert known(plan, who.unit_id) == {}


def test_nobody_acting_is_answered_with_nothing(plan: Plan) -> None:
    assert known(plan, plan.cast.nurse.unit_id) == {}
