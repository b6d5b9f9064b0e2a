"""A unit's queue is shared: people take, hand back and hand over."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.user import assign
from cases.errors import NeedNotStated, NotAllowed
from cases.permissions import visible_to
from tests.cast import LONG_AGO, acting_as
from tests.workflows.plan import Plan
from workflows.models import Notice, Step, Task, WorkItem
from workflows.services.errors import (
    CannotTakeOver,
    NotTheTaker,
    TaskDone,
    TaskGone,
    TaskNotVisible,
    TaskNotYours,
    TaskTaken,
)
from workflows.services.queue import hand_back, hand_over, take_task
from workflows.services.user import deactivate_user


def reply_task(plan: Plan) -> Task:
    plan.obtain_consent()
    plan.prepare(plan.cast.nurse, plan.cast.counsellor)
    task = plan.open(Step.REPLY, plan.cast.nurse)
    assert task is not None
    return task


def closed_task(plan: Plan) -> Task:
    """A free task of a unit that takes part by name, with nobody named yet."""
    reply_task(plan)
    task = plan.open(Step.REPLY, plan.cast.counsellor)
    assert task is not None
    return task


def item(task: Task, by: Assignment) -> WorkItem:
    with acting_as(by):
        return WorkItem.objects.get(task=task)


def test_next_task_of_the_same_unit_stays_with_who_did_the_last(plan: Plan) -> None:
    plan.obtain_consent()

    task = plan.open(Step.PREPARE)

    assert task is not None
    assert item(task, plan.cast.worker).taken_by == plan.cast.worker.user


def test_task_that_comes_back_goes_to_who_did_it_before(plan: Plan) -> None:
    plan.to_replies()

    plan.reply(plan.cast.nurse)
    plan.reply(plan.cast.teacher)

    meet = plan.open(Step.MEET)
    assert meet is not None
    assert item(meet, plan.cast.worker).taken_by == plan.cast.worker.user


def test_take_task_twice_by_the_same_is_once(plan: Plan) -> None:
    task = reply_task(plan)

    first = take_task(task=task.pk, by=plan.cast.nurse)
    second = take_task(task=task.pk, by=plan.cast.nurse)

    assert first.taken_at == second.taken_at


def test_take_task_of_a_colleague_says_who_has_it(plan: Plan) -> None:
    task = reply_task(plan)
    take_task(task=task.pk, by=plan.cast.nurse)

    with pytest.raises(TaskTaken) as caught, transaction.atomic():
        take_task(task=task.pk, by=plan.cast.second_nurse)

    assert caught.value.who == plan.cast.nurse.user


def test_take_task_that_is_done_says_so(plan: Plan) -> None:
    task = reply_task(plan)
    plan.reply(plan.cast.nurse)

    with pytest.raises(TaskDone), transaction.atomic():
        take_task(task=task.pk, by=plan.cast.second_nurse)


def test_take_task_of_another_unit_is_refused(plan: Plan) -> None:
    task = reply_task(plan)

    with pytest.raises(TaskNotYours), transaction.atomic():
        take_task(task=task.pk, by=plan.cast.worker)


@pytest.mark.parametrize("who", ["outsider", "coordinator", "auditor"])
def test_take_task_by_an_outsider_finds_nothing(plan: Plan, who: str) -> None:
    reply_task(plan)
    tasks = [plan.open(Step.REPLY, plan.cast.nurse), plan.open(Step.REPLY, plan.cast.counsellor)]

    for task in tasks:
        assert task is not None
        with pytest.raises(TaskNotVisible), transaction.atomic():
            take_task(task=task.pk, by=getattr(plan.cast, who))


def test_take_task_that_a_colleague_finished_is_gone_for_who_is_not_named(plan: Plan) -> None:
    [task] = plan.open_tasks()
    plan.obtain_consent()

    with pytest.raises(TaskGone), transaction.atomic():
        take_task(task=task.pk, by=plan.cast.colleague)


def test_take_task_in_a_closed_unit_names_the_taker_on_the_case(plan: Plan) -> None:
    task, by = closed_task(plan), plan.cast.counsellor
    with acting_as(by):
        assert not visible_to(by).exists()

    take_task(task=task.pk, by=by)

    with acting_as(by):
        assert visible_to(by).get() == plan.case
    plan.reply(by)


def test_hand_back_by_a_colleague_not_named_asks_for_the_need(plan: Plan) -> None:
    task = closed_task(plan)

    with pytest.raises(NeedNotStated), transaction.atomic():
        hand_back(task=task.pk, by=plan.cast.counsellor)


def test_hand_back_makes_the_task_free_for_colleagues(plan: Plan) -> None:
    task = reply_task(plan)
    take_task(task=task.pk, by=plan.cast.nurse)

    hand_back(task=task.pk, by=plan.cast.nurse)

    assert take_task(task=task.pk, by=plan.cast.second_nurse).taken_by_id == plan.cast.second_nurse.user_id


def test_hand_back_what_a_colleague_has_is_refused(plan: Plan) -> None:
    task = reply_task(plan)
    take_task(task=task.pk, by=plan.cast.nurse)

    with pytest.raises(NotTheTaker), transaction.atomic():
        hand_back(task=task.pk, by=plan.cast.second_nurse)


def test_manager_hands_over_in_a_closed_unit_and_the_colleague_is_named_and_told(plan: Plan) -> None:
    [task] = plan.open_tasks()
    colleague = plan.cast.colleague

    hand_over(task=task.pk, to=colleague, by=plan.cast.manager)

    with acting_as(colleague):
        assert visible_to(colleague).get() == plan.case
        assert Notice.objects.get(to_user=colleague.user).kind == Notice.Kind.HANDED_OVER
        assert WorkItem.objects.get(task=task).taken_by == colleague.user


@pytest.mark.parametrize("to", ["nurse", "manager"])
def test_hand_over_to_whom_it_cannot_go_is_refused(plan: Plan, to: str) -> None:
    [task] = plan.open_tasks()

    with pytest.raises(CannotTakeOver), transaction.atomic():
        hand_over(task=task.pk, to=getattr(plan.cast, to), by=plan.cast.worker)


def test_take_task_by_the_manager_is_not_allowed(plan: Plan) -> None:
    [task] = plan.open_tasks()

    with pytest.raises(NotAllowed), transaction.atomic():
        take_task(task=task.pk, by=plan.cast.manager)


def test_substitute_takes_what_the_absent_one_has(plan: Plan) -> None:
    task, worker = plan.open_tasks()[0], plan.cast.worker
    with act_as(None, reason="test"):
        substitute = assign(
            user=plan.cast.outsider.user,
            unit=worker.unit,
            role=Role.SOCIAL_WORKER,
            valid_from=LONG_AGO,
            valid_to=timezone.localdate() + timedelta(days=5),
            substitute_for=worker,
            by=None,
        )

    assert take_task(task=task.pk, by=substitute).taken_by_id == substitute.user_id


def test_deactivated_user_leaves_the_task_free(plan: Plan) -> None:
    task = reply_task(plan)
    take_task(task=task.pk, by=plan.cast.nurse)

    with act_as(None, reason="test"):
        deactivate_user(user=plan.cast.nurse.user, by=None)

    assert item(task, plan.cast.second_nurse).taken_by is None
