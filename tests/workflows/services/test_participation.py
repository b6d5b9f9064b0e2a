"""A part in the case ends: by whom it may be ended, and what ends with it."""

import pytest
from django.db import transaction

from accounts.models import Assignment, CareUnit, User
from cases.errors import CaseError, NotAllowed
from cases.models import InterventionProgress, Participation, Summons
from cases.permissions import visible_to
from cases.services.participation import name_on_case
from cases.services.plan import set_lead
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from workflows.models import Step, WorkItem
from workflows.selectors.changes import changes_of
from workflows.services.participation import end_participation
from workflows.services.queue import take_task

EndReason = Participation.EndReason


def end(plan: Plan, by: Assignment, unit: CareUnit, user: User | None = None) -> None:
    with acting_as(by):
        end_participation(case=plan.case, unit=unit, user=user, reason=EndReason.DONE, by=by)


def sees(by: Assignment, plan: Plan) -> bool:
    with acting_as(by):
        return visible_to(by).filter(pk=plan.case.pk).exists()


def test_unit_leaves_and_is_called_and_waited_for_no_more(plan: Plan) -> None:
    plan.to_replies()

    end(plan, plan.cast.nurse, plan.cast.nurse.unit)

    assert not sees(plan.cast.nurse, plan)
    assert [task.unit for task in plan.open_tasks()] == [plan.cast.teacher.unit]
    with acting_as(plan.cast.worker):
        assert not Summons.objects.filter(unit=plan.cast.nurse.unit, withdrawn_at=None).exists()
        [(_at, words, who)] = changes_of(plan.case)
    assert (plan.cast.nurse.unit.name in words, who) == (True, plan.cast.nurse.user.full_name)


def test_unit_that_was_to_confirm_is_ended_and_the_plan_is_in_force(plan: Plan) -> None:
    plan.to_replies()
    for each in plan.called:
        plan.reply(each)
    plan.meet()
    plan.write(plan.cast.nurse)

    end(plan, plan.cast.worker, plan.cast.nurse.unit)

    assert plan.open_steps() == ["follow_up"]
    with acting_as(plan.cast.worker):
        assert InterventionProgress.objects.get(unit=plan.cast.nurse.unit).state == InterventionProgress.State.NOT_DONE


@pytest.mark.parametrize(("by", "whose"), [("nurse", "teacher"), ("manager", "nurse"), ("worker", "worker")])
def test_end_of_a_part_that_is_not_ones_to_end_is_refused(cast: Cast, plan: Plan, by: str, whose: str) -> None:
    plan.to_replies()

    with pytest.raises(NotAllowed), transaction.atomic():
        end(plan, cast.everybody[by], cast.everybody[whose].unit)

    assert sees(cast.everybody[whose], plan)


def test_unit_that_leads_the_plan_is_not_ended(plan: Plan) -> None:
    plan.to_replies()
    nurse, by = plan.cast.nurse, plan.cast.worker
    with acting_as(by):
        principal = nurse.unit.provider.principal
        lead = {"unit": nurse.unit, "user": nurse.user, "principal": principal, "measures_by_others": "none"}
        set_lead(case=plan.case, by=by, **lead)

    with pytest.raises(CaseError), transaction.atomic():
        end(plan, by, nurse.unit)

    assert sees(nurse, plan)


def test_named_person_of_a_closed_unit_leaves_and_the_task_is_free(plan: Plan) -> None:
    task, cast = plan.open(Step.OBTAIN_CONSENT), plan.cast
    assert task is not None
    with acting_as(cast.worker):
        named = {"case": plan.case, "user": cast.colleague.user, "unit": cast.colleague.unit, "by": cast.worker}
        name_on_case(**named, reason=Participation.Reason.NAMED)
        WorkItem.objects.filter(task=task).update(taken_by=None, taken_at=None)
    take_task(task=task.pk, by=cast.colleague)

    end(plan, cast.worker, cast.colleague.unit, cast.colleague.user)

    assert not sees(cast.colleague, plan)
    assert sees(cast.worker, plan)
    with acting_as(cast.worker):
        assert WorkItem.objects.get(task=task).taken_by is None


def test_last_named_person_of_the_owner_stays(plan: Plan) -> None:
    with pytest.raises(CaseError), transaction.atomic():
        end(plan, plan.cast.worker, plan.cast.worker.unit, plan.cast.worker.user)

    assert sees(plan.cast.worker, plan)
