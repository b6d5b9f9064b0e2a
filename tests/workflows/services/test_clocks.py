"""The batch job: what has come due is done once, whenever the job gets to it."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.models import Deadline, Notice, Step, Task, WorkItem
from workflows.services import clocks
from workflows.services.clocks import Ticked, run_clocks

Tick = Callable[[datetime], Ticked]


@pytest.fixture
def tick(as_worker: Callable[[], object]) -> Tick:
    """The job as it runs: as worker, nobody acting."""

    def run(now: datetime) -> Ticked:
        with as_worker():  # type: ignore[attr-defined]
            return run_clocks(now)

    return run


def told(plan: Plan) -> Counter[tuple[str, str]]:
    with acting_as(plan.cast.worker):
        return Counter(Notice.objects.filter(case=plan.case).values_list("kind", "step"))


def test_nothing_is_due_nothing_is_done(plan: Plan, tick: Tick) -> None:
    assert tick(timezone.now()) == Ticked(0, 0, 0, 0, 0, 0, 0, 0)


def test_near_its_end_the_one_who_has_the_task_is_reminded_once(plan: Plan, tick: Tick) -> None:
    near = timezone.now() + timedelta(days=6)

    assert [tick(near).reminded, tick(near).reminded] == [1, 0]

    with acting_as(plan.cast.worker):
        notice = Notice.objects.get(case=plan.case)
        assert (notice.kind, notice.to_user, notice.to_unit) == ("remind", plan.cast.worker.user, plan.cast.worker.unit)


def test_free_task_reminds_the_whole_unit(plan: Plan, tick: Tick) -> None:
    plan.to_replies()

    tick(timezone.now() + timedelta(days=30))

    with acting_as(plan.cast.nurse):
        notice = Notice.objects.get(kind="remind", to_unit=plan.cast.nurse.unit)
        assert (notice.to_user, notice.to_role) == (None, "")


def test_past_its_end_the_manager_of_the_late_unit_is_told_which_task(plan: Plan, tick: Tick) -> None:
    task = plan.to_replies().open(Step.REPLY, plan.cast.nurse)

    tick(timezone.now() + timedelta(days=30))

    with acting_as(plan.cast.nurse):
        notice = Notice.objects.get(kind="escalate", to_unit=plan.cast.nurse.unit)
        assert (notice.task, notice.unit, notice.to_role) == (task, plan.cast.nurse.unit, Role.UNIT_MANAGER)


def test_after_days_of_standstill_each_act_is_done_once(plan: Plan, tick: Tick) -> None:
    plan.to_replies()
    much_later = timezone.now() + timedelta(days=200)

    first, second = tick(much_later), tick(much_later + timedelta(days=1))

    assert (first.reminded, first.escalated) == (3, 3)
    assert (second.reminded, second.escalated) == (0, 0)
    assert told(plan) == {(kind, step): n for kind in ("remind", "escalate") for step, n in (("reply", 2), ("meet", 1))}


def test_more_than_a_batch_is_done_in_one_run(plan: Plan, tick: Tick, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.to_replies()
    monkeypatch.setattr(clocks, "BATCH", 2)

    assert tick(timezone.now() + timedelta(days=200)).reminded == 3


def test_done_task_is_neither_reminded_nor_escalated(plan: Plan, tick: Tick) -> None:
    plan.obtain_consent()

    tick(timezone.now() + timedelta(days=200))

    assert {step for _kind, step in told(plan)} == {"prepare", "meet"}


def test_follow_up_sleeps_until_its_day_begins(plan: Plan, tick: Tick) -> None:
    task = plan.to_active().open(Step.FOLLOW_UP)
    with acting_as(plan.cast.worker):
        item = WorkItem.objects.get(task=task)

    before = tick(item.opens_at - timedelta(seconds=1)).woken  # type: ignore[operator]
    on_the_day = tick(item.opens_at).woken  # type: ignore[arg-type]

    assert not item.is_open
    assert item.due_at - item.opens_at <= timedelta(hours=25)  # type: ignore[operator]
    assert (before, on_the_day) == (0, 1)


def test_worker_sees_clocks_and_work_but_no_task_and_no_case(plan: Plan, as_worker: Callable[[], object]) -> None:
    with as_worker() as cursor:  # type: ignore[attr-defined]
        seen = {}
        for model in (Task, Deadline, WorkItem, type(plan.case)):
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            seen[model.__name__] = cursor.fetchone()[0]

    assert seen == {"Task": 0, "Deadline": 1, "WorkItem": 1, "Case": 0}
