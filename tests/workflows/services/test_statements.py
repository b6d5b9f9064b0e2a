"""What a step costs the engine, in statements: the act of truth and the page come on top."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import CareUnit
from accounts.services.organisation import add_unit
from cases.models import PlanMeeting, Summons
from tests.cast import LONG_AGO, acting_as
from tests.workflows.plan import Plan
from workflows.models import Outcome, Step
from workflows.services.task import complete_task

NewPlan = Callable[[], Plan]
Counted = Callable[[int], Any]


def call(plan: Plan, number: int) -> None:
    """Summonses to `number` units: the rows that the flow reads, and no more."""
    with act_as(None, reason="test"):
        units = [
            add_unit(
                name=f"Unit {each} of {plan.case}",
                provider=plan.cast.nurse.unit.provider,
                service=CareUnit.Service.OTHER,
                valid_from=LONG_AGO,
                by=None,
            )
            for each in range(number)
        ]
    with acting_as(plan.cast.worker):
        starts, chair = timezone.now(), plan.cast.worker.user
        ends = starts + timedelta(hours=1)
        meeting = PlanMeeting(case=plan.case, starts_at=starts, ends_at=ends, place="-", chair=chair)
        meeting.save(force_insert=True)
        for unit in units:
            Summons(case=plan.case, meeting=meeting, kind="summons", unit=unit).save(force_insert=True)


@pytest.mark.parametrize("others", [0, 30])
def test_reply_that_others_still_wait_for(new_plan: NewPlan, django_assert_num_queries: Counted, others: int) -> None:
    plan = [new_plan() for _number in range(others + 1)].pop().to_replies()
    task, by = plan.open(Step.REPLY, plan.cast.nurse), plan.cast.nurse
    assert task is not None

    with acting_as(by), django_assert_num_queries(13):
        complete_task(task=task, do=lambda: Outcome.REPLIED, by=by)


def test_last_reply_that_opens_the_meeting(plan: Plan, django_assert_num_queries: Counted) -> None:
    plan.to_replies().reply(plan.cast.nurse)
    task, by = plan.open(Step.REPLY, plan.cast.teacher), plan.cast.teacher
    assert task is not None

    with acting_as(by), django_assert_num_queries(26):
        complete_task(task=task, do=lambda: Outcome.REPLIED, by=by)


@pytest.mark.parametrize("units", [1, 30])
def test_calling_thirty_units_costs_what_calling_one_does(
    plan: Plan, django_assert_num_queries: Counted, units: int
) -> None:
    plan.obtain_consent()
    task, by = plan.open(Step.PREPARE), plan.cast.worker
    assert task is not None
    call(plan, units)

    with acting_as(by), django_assert_num_queries(18):
        complete_task(task=task, do=lambda: Outcome.PREPARED, by=by)
