"""What a day ends by itself: on the last day all is as before, and the clocks' job settles it from the next one on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from accounts.services.user import end_assignment as end_unnoticed
from cases.models import Case, CoordinatedPlan, Participation
from cases.permissions import visible_to
from cases.services.participation import admit
from cases.services.plan import set_lead
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan
from tests.workflows.units import administrator_of, at, new_unit
from workflows.models import Notice, Outcome, Step, Task, WorkItem
from workflows.services.clocks import Ticked, run_clocks
from workflows.services.queue import take_task
from workflows.services.stand_in import NAME
from workflows.services.unit import CannotEndUnit, end_unit

Tick = Callable[[], Ticked]
# Days since the last day: on it, the day after, and after a standstill.
PASSED = [(0, 0), (1, 1), (40, 1)]


@pytest.fixture
def tick(as_worker: Acting) -> Tick:
    def run() -> Ticked:
        with as_worker():
            return run_clocks(timezone.now())

    return run


@pytest.fixture
def run_out(as_owner: Acting) -> Callable[[int], None]:
    """`run_out(days)`: the last day of every consent was so many days ago, and so it was of what rests on it."""

    def move(days: int) -> None:
        last = timezone.localdate() - timedelta(days=days)
        with as_owner() as cursor:
            cursor.execute("UPDATE cases_consent SET given_on = given_on - 400, valid_to = %s", [last])
            cursor.execute("UPDATE cases_disclosedsection SET valid_to = %s", [last])
            cursor.execute("UPDATE cases_disclosure SET valid_to = %s", [last])

    return move


class Closing:
    """Units that close down on days to come, and time that passes for all of them."""

    def __init__(self, as_owner: Acting) -> None:
        self.as_owner = as_owner
        self.ending: list[CareUnit] = []

    def announce(self, unit: CareUnit) -> None:
        self.successor, self.manager = self.then(unit)

    def then(self, unit: CareUnit) -> tuple[CareUnit, Assignment]:
        """Closes `unit` down ten days from now, later than those before; answers with its successor's manager too."""
        successor = new_unit(unit)
        manager = at(successor, role=Role.UNIT_MANAGER)
        day = timezone.localdate() + timedelta(days=10 + len(self.ending))
        end_unit(unit=unit, on=day, successor=successor, by=administrator_of(unit))
        self.ending.append(unit)
        return successor, manager

    def time_passes(self, days: int) -> None:
        """The last day of all was so many days ago."""
        with self.as_owner() as cursor:
            last = timezone.localdate() - timedelta(days=days)
            keys = [unit.pk for unit in self.ending]
            cursor.execute("UPDATE accounts_careunit SET valid_to = %s WHERE id = ANY (%s)", [last, keys])


@pytest.fixture
def closing(as_owner: Acting) -> Closing:
    return Closing(as_owner)


def sees(who: Assignment, plan: Plan) -> bool:
    with acting_as(who):
        return visible_to(who).filter(pk=plan.case.pk).exists()


@pytest.mark.parametrize(("days", "settled"), PASSED)
def test_tasks_end_once_the_last_day_of_the_consent_has_passed(
    plan: Plan, tick: Tick, run_out: Callable[[int], None], days: int, settled: int
) -> None:
    plan.to_replies()
    run_out(days)

    assert [tick().settled, tick().settled] == [settled, 0]

    assert plan.open_steps() == (["meet"] if settled else ["reply", "reply"])
    with acting_as(plan.cast.manager):
        replies = Task.objects.filter(case=plan.case, flow_task__endswith="reply")
        assert {task.outcome for task in replies} == {Outcome.CONSENT_WITHDRAWN if settled else ""}
        assert {str(task.owner) for task in replies if task.finished} == ({NAME} if settled else set())
    with acting_as(plan.cast.nurse):
        told = Notice.objects.filter(case=plan.case, kind=Notice.Kind.WITHDRAWN)
        assert told.filter(to_unit=plan.cast.nurse.unit).count() == settled
    assert sees(plan.cast.nurse, plan) == (not settled)


def test_lead_of_a_unit_that_is_told_no_more_goes_to_the_owners_manager(
    plan: Plan, tick: Tick, run_out: Callable[[int], None]
) -> None:
    nurse, by = plan.to_replies().cast.nurse, plan.cast.worker
    with acting_as(by):
        principal = nurse.unit.provider.principal
        lead = {"unit": nurse.unit, "user": nurse.user, "principal": principal, "measures_by_others": "none"}
        set_lead(case=plan.case, by=by, **lead)
    run_out(1)

    tick()

    with acting_as(by):
        now = CoordinatedPlan.objects.get(case=plan.case)
        assert (now.lead_unit, now.lead) == (by.unit, plan.cast.manager.user)


@pytest.mark.parametrize(("days", "settled"), PASSED)
def test_coordinator_of_another_provider_is_out_once_the_last_day_has_passed(
    plan: Plan, tick: Tick, run_out: Callable[[int], None], days: int, settled: int
) -> None:
    plan.obtain_consent()
    who, role = plan.cast.coordinator, Participation.Role.COORDINATOR
    with acting_as(plan.cast.worker):
        reason = Participation.Reason.NAMED
        admit(case=plan.case, unit=who.unit, user=who.user, role=role, reason=reason, by=plan.cast.worker)
    run_out(days)

    assert [tick().settled, tick().settled] == [settled, 0]

    assert sees(who, plan) == (not settled)


@pytest.mark.parametrize(("days", "freed"), PASSED)
def test_work_in_hand_is_free_once_the_last_day_of_the_assignment_has_passed(
    plan: Plan, tick: Tick, days: int, freed: int
) -> None:
    nurse, colleague = plan.to_replies().cast.nurse, plan.cast.second_nurse
    task = plan.open(Step.REPLY, nurse)
    assert task is not None
    take_task(task=task.pk, by=nurse)
    with act_as(None, reason="test"):
        end_unnoticed(assignment=nurse, last_day=timezone.localdate() - timedelta(days=days), by=None)

    assert [tick().freed, tick().freed] == [freed, 0]

    with acting_as(colleague):
        assert WorkItem.objects.get(task=task).taken_by == (None if freed else nurse.user)


@pytest.mark.parametrize(("days", "moved"), [(-1, 0), *PASSED])
def test_unit_that_closes_on_a_day_to_come_works_until_then_and_is_followed_after_it(
    cast: Cast, plan: Plan, closing: Closing, tick: Tick, days: int, moved: int
) -> None:
    closing.announce(cast.worker.unit)
    closing.time_passes(days)

    assert [tick().handed_over, tick().handed_over] == [moved, 0]

    now = Assignment.objects.select_related("unit", "user").get(pk=cast.worker.pk)
    assert now.is_in_force == (not moved)
    with acting_as(closing.manager):
        seen = list(visible_to(closing.manager))
        waiting = set(WorkItem.objects.filter(unit=closing.successor).values_list("step", flat=True))
    assert (seen, waiting) == (([plan.case], {"obtain_consent"}) if moved else ([], set()))
    if moved:
        with acting_as(closing.manager):
            told = Case.history.filter(id=plan.case.pk).first()
            assert str(told.history_user) == NAME
    else:
        assert sees(now, plan)


def test_unit_that_closes_on_a_day_to_come_names_its_successor(cast: Cast) -> None:
    unit, tomorrow = cast.stranger.unit, timezone.localdate() + timedelta(days=1)

    with pytest.raises(CannotEndUnit):
        end_unit(unit=unit, on=tomorrow, by=administrator_of(unit))

    assert CareUnit.objects.get(pk=unit.pk).valid_to is None


def test_successor_that_has_closed_down_itself_is_followed_to_its_own(
    cast: Cast, plan: Plan, closing: Closing, tick: Tick
) -> None:
    closing.announce(cast.worker.unit)
    last, manager = closing.then(closing.successor)
    closing.time_passes(3)

    assert tick().handed_over == 1

    with acting_as(manager):
        assert visible_to(manager).get().owner_unit == last


def test_cases_stay_where_the_successor_could_not_have_them_any_more(
    cast: Cast, plan: Plan, closing: Closing, tick: Tick, as_owner: Acting
) -> None:
    closing.announce(cast.worker.unit)
    closing.time_passes(1)
    with as_owner() as cursor:
        cursor.execute("UPDATE accounts_careunit SET is_closed = false WHERE id = %s", [closing.successor.pk])

    assert tick().handed_over == 0

    with as_owner():
        assert Case.objects.get(pk=plan.case.pk).owner_unit == cast.worker.unit
