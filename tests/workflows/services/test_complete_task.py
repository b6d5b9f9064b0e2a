"""The one door through which a task is done."""

import pytest
from django.db import transaction

from cases.errors import CaseNotVisible, NotAllowed
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.models import Outcome, Step, Task
from workflows.services.errors import TaskDone, TaskNotYours
from workflows.services.task import complete_task


def must_not_run() -> Outcome:
    pytest.fail("the act of truth was done all the same")


def test_complete_task_says_who_and_when_and_under_which_assignment(plan: Plan) -> None:
    done = plan.obtain_consent()

    assert (done.owner, done.assignment, done.outcome) == (plan.cast.worker.user, plan.cast.worker, Outcome.GIVEN)
    assert done.finished is not None


def test_complete_task_of_another_unit_is_refused(plan: Plan) -> None:
    task = plan.to_replies().open(Step.REPLY, plan.cast.teacher)
    assert task is not None

    with pytest.raises(TaskNotYours), transaction.atomic():
        complete_task(task=task, do=must_not_run, by=plan.cast.nurse)


def test_complete_task_that_is_done_says_who_was_first(plan: Plan) -> None:
    task = plan.to_replies().open(Step.REPLY, plan.cast.nurse)
    assert task is not None
    plan.reply(plan.cast.nurse)

    with pytest.raises(TaskDone) as caught, transaction.atomic():
        complete_task(task=task, do=must_not_run, by=plan.cast.second_nurse)

    assert caught.value.task.owner == plan.cast.nurse.user
    assert caught.value.task.finished is not None


def test_complete_task_in_a_case_one_does_not_see_finds_no_case(plan: Plan) -> None:
    [task] = plan.open_tasks()

    with pytest.raises(CaseNotVisible), transaction.atomic():
        complete_task(task=task, do=must_not_run, by=plan.cast.outsider)


def test_complete_task_by_a_colleague_not_named_finds_no_case(plan: Plan) -> None:
    [task] = plan.open_tasks()

    with pytest.raises(CaseNotVisible), transaction.atomic():
        complete_task(task=task, do=must_not_run, by=plan.cast.colleague)


def test_complete_task_by_the_manager_is_not_allowed(plan: Plan) -> None:
    [task] = plan.open_tasks()

    with pytest.raises(NotAllowed), transaction.atomic():
        complete_task(task=task, do=must_not_run, by=plan.cast.manager)


def test_complete_task_with_a_foreign_outcome_is_a_mistake(plan: Plan) -> None:
    [task] = plan.open_tasks()

    with pytest.raises(ValueError, match="does not end with"), transaction.atomic():
        complete_task(task=task, do=lambda: Outcome.HELD, by=plan.cast.worker)


def test_complete_task_whose_act_fails_leaves_everything_as_it_was(plan: Plan) -> None:
    [task] = plan.open_tasks()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        complete_task(task=task, do=lambda: 1 // 0, by=plan.cast.worker)  # type: ignore[arg-type,return-value]

    assert plan.open_steps() == ["obtain_consent"]


def test_complete_task_without_outcome_stays_open(plan: Plan) -> None:
    plan.done(Step.OBTAIN_CONSENT, lambda: None)

    assert plan.open_steps() == ["obtain_consent"]
    with acting_as(plan.cast.worker):
        assert Task.objects.get(case=plan.case, flow_task_type="HUMAN").owner is None
