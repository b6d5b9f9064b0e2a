"""A unit that is called after the others."""

import pytest
from django.db import transaction

from cases.models import PlanMeeting, Summons
from cases.services.summons import call_unit
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.models import Task
from workflows.services.errors import RepliesClosed
from workflows.services.process import call_late_unit


def call(plan: Plan) -> Task:
    by, unit = plan.cast.worker, plan.cast.counsellor.unit
    with acting_as(by):
        meeting = PlanMeeting.objects.select_related("case").get(case=plan.case)
        call_unit(meeting=meeting, unit=unit, kind=Summons.Kind.SUMMONS, by=by)
        return call_late_unit(case=plan.case, unit=unit, by=by)


def test_call_late_unit_and_the_meeting_waits_for_it_too(plan: Plan) -> None:
    plan.to_replies().reply(plan.cast.nurse)

    late = call(plan)
    plan.reply(plan.cast.teacher)

    assert late.unit == plan.cast.counsellor.unit
    assert plan.open_steps() == ["reply"]


def test_call_late_unit_when_all_have_replied_is_refused(plan: Plan) -> None:
    plan.to_replies()
    plan.reply(plan.cast.nurse)
    plan.reply(plan.cast.teacher)

    with pytest.raises(RepliesClosed), transaction.atomic():
        call(plan)
