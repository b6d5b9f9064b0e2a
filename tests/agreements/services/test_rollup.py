"""The rollup is what a full count of all facts says, whatever happened and whatever broke off."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Assignment
from agreements.models import Contribution, FoldMark, Rollup, RollupPersons
from agreements.services import rollup
from agreements.services.rollup import compare_rollup, fold_facts, rebuild_rollup
from cases.models import Case, CasePerson, Fact, FollowUp, InterventionProgress, Topic
from cases.selectors.case import subject_of
from cases.services.agreement import set_progress
from cases.services.case import close_case
from cases.services.fact import What, record_fact
from cases.services.plan import add_goal
from tests.agreements.working import wait_for_others, working
from tests.cast import acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan
from workflows.models import Step
from workflows.services.case import close_case as close_wherever_it_is
from workflows.services.participation import end_participation

NewPlan = Callable[[], Plan]


def fold(batch: int = rollup.BATCH) -> int:
    wait_for_others()
    with working():
        return fold_facts(batch=batch)


def differences() -> list[rollup.Difference]:
    with working():
        return compare_rollup()


def stored() -> tuple[list[object], list[object]]:
    """Both sums, as they stand."""
    with working():
        rows = Rollup.objects.values_list("indicator", "unit", "counterpart", "day", "days", "code", "counted", "met")
        persons = RollupPersons.objects.values_list("indicator", "unit", "code", "measure", "quarter", "persons")
        return sorted(rows, key=str), sorted(persons, key=str)


def write_goal(plan: Plan) -> None:
    by = plan.cast.worker
    with acting_as(by):
        about = subject_of(plan.case, by)
        assert isinstance(about, CasePerson)
        add_goal(case=plan.case, topic=Topic.HEALTH, about=about, text="-", own_words="Sleep", by=by)


def make_progress(plan: Plan, state: str) -> None:
    by = plan.cast.nurse
    with acting_as(by):
        for row in InterventionProgress.objects.filter(case=plan.case, unit=by.unit).select_related("case"):
            set_progress(progress=row, state=InterventionProgress.State(state), by=by)


def close(plan: Plan, reason: str) -> None:
    with acting_as(plan.cast.worker):
        close_wherever_it_is(case=plan.case, reason=Case.ClosureReason(reason), by=plan.cast.worker)


def leave(plan: Plan, who: Assignment) -> None:
    with acting_as(plan.cast.worker):
        end_participation(case=plan.case, unit=who.unit, by=plan.cast.worker)


def next_step(plan: Plan, choice: int) -> None:
    """What can happen now, the one that `choice` picks."""
    cast, nurse = plan.cast, plan.cast.nurse
    steps: dict[str, list[Callable[[], object]]] = {
        Step.OBTAIN_CONSENT: [plan.obtain_consent, plan.obtain_consent, plan.refuse],
        Step.PREPARE: [lambda: plan.prepare(nurse), lambda: plan.prepare(nurse, cast.teacher)],
        Step.REPLY: [lambda: plan.reply(next(each for each in plan.called if plan.open(Step.REPLY, each)))],
        Step.MEET: [plan.meet],
        Step.WRITE_PLAN: [lambda: plan.write(nurse)],
        Step.CONFIRM: [lambda: plan.confirm(nurse), lambda: plan.confirm(nurse, declines=True)],
        Step.FOLLOW_UP: [lambda outcome=outcome: plan.follow_up(outcome) for outcome in list(FollowUp.Outcome)[1:]],
    }
    waiting = plan.open_steps()
    acts = list(steps[waiting[0]]) if waiting else []
    if waiting and waiting[0] in (Step.MEET, Step.WRITE_PLAN):
        acts += [lambda: write_goal(plan)]
    if waiting == [Step.FOLLOW_UP]:
        acts += [lambda: make_progress(plan, "done"), lambda: make_progress(plan, "not_done")]
    if waiting:
        acts += [lambda: close(plan, "moved")] if choice % 11 == 10 else []
    if acts:
        acts[choice % len(acts)]()


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40), st.booleans()), min_size=8, max_size=24))
def test_rollup_equals_full_count_after_a_random_history(
    committed_plan: NewPlan, history: list[tuple[int, int, bool]]
) -> None:
    plans = [committed_plan() for _number in range(3)]

    for which, choice, folds in history:
        next_step(plans[which], choice)
        if folds:
            fold()
    fold()

    assert differences() == []
    with working():
        assert Contribution.objects.exists()


def test_rebuilt_rollup_is_the_folded_one(committed_plan: NewPlan) -> None:
    committed_plan().to_active()
    fold()
    folded = stored()

    with working():
        rebuild_rollup()

    assert stored() == folded
    assert differences() == []


def test_folding_again_counts_nothing(committed_plan: NewPlan) -> None:
    committed_plan().to_replies()

    assert fold() == 1
    assert fold() == 0


def test_small_batches_fold_the_same(committed_plan: NewPlan) -> None:
    for _number in range(3):
        committed_plan().to_replies()

    fold(batch=1)

    assert differences() == []
    with working():
        assert Contribution.objects.filter(indicator="reply_in_time").count() == 6


def test_write_that_breaks_off_leaves_no_figure(committed_plan: NewPlan) -> None:
    plan = committed_plan()
    fold()
    before = stored()

    with acting_as(plan.cast.worker):
        close_case(case=plan.case, reason=Case.ClosureReason.MOVED, by=plan.cast.worker)
        transaction.set_rollback(True)
    fold()

    assert stored() == before
    assert differences() == []


def test_fold_that_breaks_off_is_made_good_by_the_next(
    committed_plan: NewPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(3):
        committed_plan().to_replies()
    move, moved = rollup._move_mark, []

    def break_off(*args: object) -> None:
        move(*args)
        moved.append(args)
        if len(moved) == 2:
            connection.cursor().execute("SET ROLE NONE")
            connection.cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(rollup, "_move_mark", break_off)
    wait_for_others()
    with pytest.raises(OperationalError), working():
        fold_facts(batch=1)
    monkeypatch.undo()

    assert differences() == []
    assert fold() > 0
    assert differences() == []
    with working():
        assert Contribution.objects.filter(indicator="reply_in_time").count() == 6


def test_late_registration_counts_on_the_day_it_happened(committed_plan: NewPlan) -> None:
    plan = committed_plan().to_replies()
    fold()
    earlier = timezone.localdate() - timedelta(days=200)

    with acting_as(plan.cast.worker):
        record_fact(What.CONSENT_COMPLETE, case=plan.case, unit=plan.cast.worker.unit, happened=earlier)
    fold()

    with working():
        assert Contribution.objects.get(indicator="meeting_in_time").day == earlier
    assert differences() == []


def test_two_folders_at_once_count_once(committed_plan: NewPlan) -> None:
    for _number in range(3):
        committed_plan().to_replies()
    barrier, folded = Barrier(2), []

    def run() -> None:
        connection.ensure_connection()
        barrier.wait()
        folded.append(fold())
        connection.close()

    threads = [Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(folded) == 3
    assert differences() == []


def test_open_transaction_holds_the_horizon_and_is_not_passed_by(committed_plan: NewPlan) -> None:
    slow, quick = committed_plan(), committed_plan()
    fold()
    barrier, go_on = Barrier(2), Barrier(2)

    def close_slowly() -> None:
        with acting_as(slow.cast.worker):
            close_case(case=slow.case, reason=Case.ClosureReason.MOVED, by=slow.cast.worker)
            barrier.wait()
            go_on.wait()
        connection.close()

    thread = Thread(target=close_slowly)
    thread.start()
    barrier.wait()
    close(quick, "moved")
    with working():
        during = fold_facts(), compare_rollup()
    go_on.wait()
    thread.join()

    assert during == (0, [])
    assert fold() == 2
    assert differences() == []
    with working():
        assert Contribution.objects.filter(indicator="closed_goals_met").count() == 2


def test_comparison_names_what_was_tampered_with(committed_plan: NewPlan, as_owner: Acting) -> None:
    committed_plan().to_replies()
    fold()

    with as_owner() as cursor:
        cursor.execute("UPDATE agreements_rollup SET met = met + 1 WHERE indicator = 'sip_begun_in_time'")

    found = differences()
    assert {(each.table, each.stands_in, each.row["met"]) for each in found} == {
        ("rollup", "stored", 2),
        ("rollup", "counted", 1),
    }


def test_case_counted_twice_is_one_person_in_quarter_and_year(committed_plan: NewPlan) -> None:
    plan = committed_plan()
    by = plan.cast.worker
    for day in (date(2024, 1, 8), date(2024, 2, 8), date(2024, 8, 8), date(2025, 1, 8)):
        with acting_as(by):
            Fact(
                what=What.FOLLOW_UP_PLANNED,
                case=plan.case,
                unit=by.unit,
                provider_id=by.unit.provider_id,
                origin=UUID(int=day.toordinal()),
                due_at=timezone.now().replace(year=day.year, month=day.month, day=day.day),
                happened_at=timezone.now(),
            ).save(force_insert=True)
    fold()

    with working():
        rows = RollupPersons.objects.filter(indicator="follow_up_in_time", unit=None, measure="counted", code=None)
        found = sorted(rows.values_list("quarter", "previous", "persons"))
    first, third, next_year = date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1)
    assert found == [(first, None, 1), (third, first, 1), (next_year, third, 1)]


def test_mark_moves_to_the_horizon(committed_plan: NewPlan) -> None:
    committed_plan()
    fold()

    with working(), transaction.atomic():
        connection.cursor().execute("SELECT 1")
        assert FoldMark.objects.get().upto > 0
