"""The same task, the last replies, a free task and the clocks, each by several at once."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Assignment
from cases.models import Summons
from cases.services.summons import reply_to_summons
from tests.cast import acting_as
from tests.racing import race
from tests.workflows.plan import Plan
from workflows.models import Deadline, Notice, Outcome, Step, Task, WorkItem
from workflows.services.clocks import run_clocks
from workflows.services.errors import TaskDone, TaskTaken
from workflows.services.queue import take_task
from workflows.services.task import complete_task

pytestmark = pytest.mark.race
NewPlan = Callable[[], Plan]


def replying(plan: Plan, task: Task, by: Assignment) -> Callable[[], object]:
    def do() -> Outcome:
        summons = Summons.objects.select_related("meeting", "case").get(case=plan.case, unit=by.unit)
        reply_to_summons(summons=summons, reply=Summons.Reply.YES, by=by)
        return Outcome.REPLIED

    return lambda: complete_task(task=task, do=do, by=by)


def steps_done(plan: Plan) -> Counter[str]:
    with acting_as(plan.cast.manager):
        return Counter(task.step for task in Task.objects.filter(case=plan.case))


@pytest.mark.parametrize("threads", [2, 10])
def test_same_task_at_once_is_done_once(committed_plan: NewPlan, races: int, threads: int) -> None:
    plan = committed_plan()
    for _round in range(races):
        plan = Plan(plan.cast)
        plan.obtain_consent()
        plan.prepare(plan.cast.nurse)
        task = plan.open(Step.REPLY)
        assert task is not None
        nurses = [plan.cast.nurse, plan.cast.second_nurse]

        results = race(*[replying(plan, task, nurses[number % 2]) for number in range(threads)])

        assert results == {"won": 1, TaskDone.__name__: threads - 1}
        steps = steps_done(plan)
        assert (steps["reply"], steps["all_replied"], steps["meet"]) == (1, 1, 1)
        with acting_as(plan.cast.manager):
            assert WorkItem.objects.filter(case=plan.case).count() == 1
            assert Summons.history.filter(case_id=plan.case.pk, reply="yes").count() == 1


def test_last_two_replies_at_once_open_one_meeting(committed_plan: NewPlan, races: int) -> None:
    plan = committed_plan()
    for _round in range(races):
        plan = Plan(plan.cast).to_replies()
        tasks = {each: plan.open(Step.REPLY, each) for each in plan.called}

        results = race(*[replying(plan, task, by) for by, task in tasks.items() if task])

        assert results == {"won": 2}
        steps = steps_done(plan)
        assert (steps["all_replied"], steps["meet"]) == (1, 1)


def test_same_free_task_taken_at_once_has_one_taker(committed_plan: NewPlan, races: int) -> None:
    plan = committed_plan()
    nurses = [plan.cast.nurse, plan.cast.second_nurse]
    for _round in range(races):
        plan = Plan(plan.cast)
        plan.obtain_consent()
        plan.prepare(plan.cast.nurse)
        task = plan.open(Step.REPLY)
        assert task is not None
        with acting_as(plan.cast.worker):
            WorkItem.objects.filter(task=task).update(taken_by=None, taken_at=None)

        results = race(*[partial(take_task, task=task.pk, by=by) for by in nurses])

        assert results == {"won": 1, TaskTaken.__name__: 1}


def test_clocks_run_twice_at_once_tell_once(committed_plan: NewPlan, races: int) -> None:
    plan = committed_plan()

    def as_worker() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE worker")
        run_clocks(timezone.now())

    for _round in range(races):
        plan = Plan(plan.cast).to_replies()
        with acting_as(plan.cast.worker):
            Deadline.objects.filter(case=plan.case, closed_at=None).update(
                remind_at=timezone.now(), near_at=timezone.now(), due_at=timezone.now()
            )

        assert race(as_worker, as_worker) == {"won": 2}

        with acting_as(plan.cast.worker):
            told = Counter(Notice.objects.filter(case=plan.case).values_list("kind", flat=True))
        assert told == {"remind": 3, "escalate": 3}
