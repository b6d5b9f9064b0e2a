"""The unit that leads the plan notes how every goal stands, whoever wrote it, and what the family says beside it."""

import pytest

from cases.errors import CaseError
from cases.models import Goal, GoalJudgement
from cases.selectors.plan import plan_document
from cases.services.follow_up import judge_goal
from tests.cast import Cast, acting_as
from tests.story import write_content
from tests.workflows.plan import Plan

Status = GoalJudgement.Status


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


@pytest.fixture
def goal(cast: Cast, plan: Plan) -> Goal:
    """Written by the nurse, and shown to the others."""
    return write_content(plan.case, cast.nurse)[1]


def test_lead_judges_a_goal_that_another_unit_wrote(cast: Cast, plan: Plan, goal: Goal) -> None:
    with acting_as(cast.worker):
        judge_goal(case=plan.case, goal=goal.pk, status=Status.REACHED, family_status=Status.ON_THE_WAY, by=cast.worker)

    for by in (cast.worker, cast.nurse):
        with acting_as(by):
            (each,) = plan_document(plan.case, by).goals
            judgement = each.goal.judgement
            assert judgement is not None
            assert (judgement.status, judgement.family_status) == (Status.REACHED, Status.ON_THE_WAY)


def test_writer_judges_its_own_goal_and_the_family_is_not_written_over(cast: Cast, plan: Plan, goal: Goal) -> None:
    with acting_as(cast.worker):
        judge_goal(case=plan.case, goal=goal.pk, family_status=Status.STANDING_STILL, by=cast.worker)
    with acting_as(cast.nurse):
        row = judge_goal(case=plan.case, goal=goal.pk, status=Status.REACHED, by=cast.nurse)

        assert (row.status, row.family_status) == (Status.REACHED, Status.STANDING_STILL)
        assert row.history.count() == 2


def test_unit_that_neither_leads_nor_wrote_it_does_not_judge(cast: Cast, plan: Plan, goal: Goal) -> None:
    with pytest.raises(CaseError), acting_as(cast.teacher):
        judge_goal(case=plan.case, goal=goal.pk, status=Status.REACHED, by=cast.teacher)


def test_lead_does_not_judge_a_goal_it_has_not_been_told_of(cast: Cast, plan: Plan) -> None:
    foreign = write_content(Plan(cast).to_replies().case, cast.nurse)[1]

    with pytest.raises(CaseError), acting_as(cast.worker):
        judge_goal(case=plan.case, goal=foreign.pk, status=Status.REACHED, by=cast.worker)
