"""What the law asks of a plan is held by the database; no text is lost and none changes while units confirm."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.services.organisation import end_unit
from cases.errors import CaseClosed, CaseError, PlanIncomplete, PlanLocked, StaleText
from cases.models import Case, CoordinatedPlan, FollowUp, Goal, Intervention, PlanVersion, Topic
from cases.services.agreement import agree_plan, confirm_interventions, propose_plan, revise_plan
from cases.services.case import close_case
from cases.services.plan import add_goal, add_intervention, change_section, mark_ready, plan_follow_up, set_lead
from tests.cast import Cast, acting_as
from tests.story import known_subject
from tests.workflows.plan import Plan

PARTS = ["intervention", "follow_up", "lead", "others"]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def fill(plan: Plan, *parts: str) -> None:
    """Writes the parts that the law requires, the named ones alone."""
    by, case = plan.cast.worker, plan.case
    if "intervention" in parts:
        facts = {"topic": Topic.HEALTH, "about": known_subject(case, by), "text": "-"}
        add_intervention(case=case, doer=Intervention.Doer.PRINCIPAL, unit=by.unit, by=by, **facts)
    if "follow_up" in parts:
        plan_follow_up(case=case, on=timezone.localdate() + timedelta(days=60), by=by)
    if "lead" in parts:
        answer = "none" if "others" in parts else ""
        principal = by.unit.provider.principal
        set_lead(case=case, principal=principal, unit=by.unit, user=by.user, measures_by_others=answer, by=by)
    elif "others" in parts:
        CoordinatedPlan.objects.filter(case=case).update(measures_by_others="none")


@pytest.mark.parametrize("missing", PARTS)
def test_propose_without_a_part_that_the_law_requires(cast: Cast, plan: Plan, missing: str) -> None:
    with acting_as(cast.worker):
        fill(plan, *(part for part in PARTS if part != missing))

        with pytest.raises(PlanIncomplete), transaction.atomic():
            propose_plan(case=plan.case, by=cast.worker)

        assert CoordinatedPlan.objects.get(case=plan.case).status == CoordinatedPlan.Status.DRAFT


@pytest.mark.parametrize("missing", PARTS)
def test_database_refuses_such_a_plan_whoever_writes_it(cast: Cast, plan: Plan, missing: str) -> None:
    with acting_as(cast.worker):
        fill(plan, *(part for part in PARTS if part != missing))

        with pytest.raises(IntegrityError), transaction.atomic():
            CoordinatedPlan.objects.filter(case=plan.case).update(status="confirming")


def test_database_refuses_to_put_an_unfilled_plan_in_force(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        fill(plan, "follow_up", "lead", "others")

        with pytest.raises(IntegrityError), transaction.atomic():
            CoordinatedPlan.objects.filter(case=plan.case).update(status="active")


def test_propose_with_all_parts(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        fill(plan, *PARTS)

        assert propose_plan(case=plan.case, by=cast.worker).status == CoordinatedPlan.Status.CONFIRMING


def new_goal(plan: Plan) -> Goal:
    by = plan.cast.worker
    return add_goal(case=plan.case, topic=Topic.HEALTH, about=known_subject(plan.case, by), text="First", by=by)


def test_change_of_a_stale_text_loses_neither(cast: Cast, plan: Plan) -> None:
    by = cast.worker
    with acting_as(by):
        goal = new_goal(plan)
        change_section(row=Goal.objects.get(pk=goal.pk), edition=1, text="Second", by=by)

        with pytest.raises(StaleText) as stale, transaction.atomic():
            change_section(row=goal, edition=1, text="Mine", by=by)

        assert Goal.objects.get(pk=goal.pk).text == stale.value.current.text == "Second"  # type: ignore[attr-defined]


def test_plan_is_locked_while_units_confirm(cast: Cast, plan: Plan) -> None:
    by = cast.worker
    with acting_as(by):
        goal = new_goal(plan)
        fill(plan, *PARTS)
        propose_plan(case=plan.case, by=by)

        for write in (
            lambda: new_goal(plan),
            lambda: change_section(row=goal, edition=1, text="Late", by=by),
            lambda: mark_ready(row=goal, by=by),
            lambda: fill(plan, "lead"),
        ):
            with pytest.raises(PlanLocked), transaction.atomic():
                write()


def test_section_of_another_unit_is_not_changed(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        goal = new_goal(plan)

    with pytest.raises(CaseError), acting_as(cast.nurse):
        change_section(row=goal, edition=1, text="Theirs", by=cast.nurse)


def test_intervention_by_a_unit_that_may_not_know_its_topic(cast: Cast, plan: Plan) -> None:
    by, facts = cast.worker, {"topic": Topic.VIOLENCE, "text": "-", "doer": Intervention.Doer.PRINCIPAL}
    with acting_as(by), pytest.raises(CaseError) as refused:
        add_intervention(case=plan.case, about=known_subject(plan.case, by), unit=cast.nurse.unit, by=by, **facts)

    assert refused.value.field == "who"


@pytest.mark.parametrize("days", [-1, 60])
def test_follow_up_on_a_day_that_passed_or_is_taken(cast: Cast, plan: Plan, days: int) -> None:
    with acting_as(cast.worker):
        fill(plan, "follow_up")

        with pytest.raises(CaseError) as refused:
            plan_follow_up(case=plan.case, on=timezone.localdate() + timedelta(days=days), by=cast.worker)

    assert refused.value.field == "planned_on"


def test_closed_case_takes_no_writing(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        close_case(case=plan.case, reason=Case.ClosureReason.MOVED, by=cast.worker)

        for write in (lambda: new_goal(plan), lambda: fill(plan, "lead"), lambda: fill(plan, "follow_up")):
            with pytest.raises(CaseClosed), transaction.atomic():
                write()


def test_agreed_plan_is_frozen_for_every_unit_and_stays_so(cast: Cast) -> None:
    plan = Plan(cast).to_active()
    with acting_as(cast.nurse):
        frozen = PlanVersion.objects.get(case=plan.case).content

    with acting_as(cast.worker):
        revise_plan(case=plan.case, by=cast.worker)
        new_goal(plan)
        plan_follow_up(case=plan.case, on=timezone.localdate() + timedelta(days=200), by=cast.worker)

    for by in (cast.worker, cast.nurse, cast.teacher):
        with acting_as(by):
            copy = PlanVersion.objects.get(case=plan.case)
            assert (copy.provider_id, copy.number) == (by.unit.provider_id, 1)
            assert copy.content["goals"] == []
    assert len(frozen["interventions"]) == 1
    with acting_as(cast.worker):
        assert FollowUp.objects.filter(case=plan.case).count() == 2


def test_a_unit_that_has_closed_down_does_not_stop_the_plan(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        fill(plan, *PARTS)
        yesterday = timezone.localdate() - timedelta(days=1)
        end_unit(unit=cast.teacher.unit, on=yesterday, by=cast.administrator)
        propose_plan(case=plan.case, by=cast.worker)
        confirm_interventions(case=plan.case, by=cast.worker)

        agree_plan(case=plan.case, by=cast.worker)

        assert CoordinatedPlan.objects.get(case=plan.case).status == CoordinatedPlan.Status.ACTIVE
