"""A unit stands by the words it confirmed, and by no others."""

from typing import Any

import pytest

from cases.errors import CaseError
from cases.models import Intervention, InterventionProgress, Topic
from cases.services.plan import change_section
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from workflows.models import Step

State = InterventionProgress.State


@pytest.fixture
def declined(plan: Plan) -> Plan:
    """The nurse has confirmed, the teacher has said that it cannot be done as written."""
    plan.to_replies()
    for each in plan.called:
        plan.reply(each)
    plan.meet()
    plan.write(plan.cast.nurse, plan.cast.teacher)
    plan.confirm(plan.cast.nurse)
    plan.confirm(plan.cast.teacher, declines=True)
    return plan


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast)


def change(plan: Plan, **fields: Any) -> None:
    """Changes what the nurse confirmed."""
    by = plan.cast.worker
    with acting_as(by):
        rows = Intervention.objects.filter(case=plan.case).select_related("case__owner_unit", "about", "unit")
        row = rows.get(unit=plan.cast.nurse.unit)
        change_section(row=row, edition=row.edition, by=by, **fields)


def asked(plan: Plan) -> set[int | None]:
    return {task.unit_id for task in plan.open_tasks() if task.step == Step.CONFIRM}


def test_changed_text_is_confirmed_anew(declined: Plan) -> None:
    change(declined, text="Every week instead of every month")

    declined.write()

    assert asked(declined) == {declined.cast.nurse.unit_id, declined.cast.teacher.unit_id}


def test_unchanged_words_stay_confirmed(declined: Plan) -> None:
    change(declined, text="-", topic=Topic.FAMILY)

    declined.write()

    assert asked(declined) == {declined.cast.teacher.unit_id}


def test_intervention_given_to_another_unit_is_confirmed_by_that_one(declined: Plan) -> None:
    teacher = declined.cast.teacher.unit
    change(declined, unit=teacher, principal=teacher.provider.principal)

    declined.write()

    assert asked(declined) == {teacher.pk}
    with acting_as(declined.cast.worker):
        progress = InterventionProgress.objects.filter(case=declined.case)
        assert set(progress.values_list("unit", flat=True)) == {teacher.pk}
        assert State.CONFIRMED not in set(progress.values_list("state", flat=True))


def test_intervention_is_not_given_to_a_unit_that_may_not_know(declined: Plan) -> None:
    stranger = declined.cast.stranger.unit

    with pytest.raises(CaseError) as refused:
        change(declined, unit=stranger, principal=stranger.provider.principal)

    assert refused.value.field == "who"
