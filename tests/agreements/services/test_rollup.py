"""The rollup is what a full count of all facts says, whatever happened and whatever broke off."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from agreements.models import Contribution, FoldMark, Rollup, RollupPersons
from agreements.services.rollup import compare_rollup, fold_facts, rebuild_rollup
from cases.models import Case, Fact
from cases.services.case import close_case
from cases.services.fact import What, record_fact
from tests.agreements.folding import differences, fold, kill_at, two_folders
from tests.agreements.working import wait_for_others, working
from tests.cast import acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan
from workflows.services.case import close_case as close_wherever_it_is

NewPlan = Callable[[], Plan]

COUNTED = ["agreements_contribution", "agreements_rollup", "agreements_rolluppersons"]


def stored() -> tuple[list[object], list[object]]:
    """Both sums, as they stand."""
    with working():
        rows = Rollup.objects.values_list(
            "indicator", "unit", "counterpart", "quarter", "days", "code", "counted", "met"
        )
        persons = RollupPersons.objects.values_list("indicator", "unit", "code", "measure", "quarter", "persons")
        return sorted(rows, key=str), sorted(persons, key=str)


def versions(*tables: str) -> set[tuple[str, str]]:
    """Indicator and version of each row: one that is written anew is another."""
    with working(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT indicator, xmin || ' ' || ctid FROM {name}" for name in tables))
        return set(cursor.fetchall())


def fold_one_by_one() -> None:
    with working():
        fold_facts(batch=1)


def close(plan: Plan, reason: str) -> None:
    with acting_as(plan.cast.worker):
        close_wherever_it_is(case=plan.case, reason=Case.ClosureReason(reason), by=plan.cast.worker)


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


def row_by_row(node: dict[str, Any]) -> list[str]:
    """The views that a plan goes through from the start for each row of what they are joined with."""
    parts = node.get("Plans", [])
    under = [each for part in parts for each in row_by_row(part)]
    inner = parts[-1] if node["Node Type"] == "Nested Loop" else {}
    while inner.get("Node Type") in ("Materialize", "Memoize"):
        inner = inner["Plans"][0]
    return [*under, inner["CTE Name"]] if "CTE Name" in inner else under


def test_many_cases_at_once_are_not_joined_row_by_row(committed_plan: NewPlan) -> None:
    """What an import wrote in one transaction is folded before anybody has gathered statistics of it."""
    committed_plan().to_active()
    found: list[str] = []

    def explain(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if "INSERT INTO agreements_contribution" in sql:
            with context["cursor"].db.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                found.extend(["counted", *row_by_row(cursor.fetchone()[0][0]["Plan"])])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        fold()

    assert found == ["counted"]


def test_fold_writes_the_difference_alone(committed_plan: NewPlan) -> None:
    plan = committed_plan().to_replies()
    fold()
    before = versions(*COUNTED)

    plan.reply(plan.cast.nurse)
    fold()

    assert {indicator for indicator, _version in before ^ versions(*COUNTED)} == {"reply_in_time"}
    assert differences() == []


def test_rebuild_writes_no_contribution_that_stands(committed_plan: NewPlan, as_owner: Acting) -> None:
    committed_plan().to_replies()
    fold()
    with as_owner() as cursor:
        cursor.execute("DELETE FROM agreements_contribution WHERE indicator = 'sip_begun_in_time'")
        cursor.execute("UPDATE agreements_contribution SET origin = gen_random_uuid() WHERE indicator = 'deviation'")
        cursor.execute("UPDATE agreements_contribution SET met = NOT met WHERE indicator = 'consent_before_call'")
    before = versions("agreements_contribution")

    with working():
        rebuild_rollup()

    rewritten = {indicator for indicator, _version in before ^ versions("agreements_contribution")}
    assert rewritten == {"sip_begun_in_time", "deviation", "consent_before_call"}
    assert differences() == []


def test_small_batches_fold_the_same(committed_plan: NewPlan) -> None:
    for _number in range(3):
        committed_plan().to_replies()

    fold(batch=1)

    assert differences() == []
    with working():
        assert Contribution.objects.filter(indicator="reply_in_time").count() == 6


@pytest.mark.parametrize("table", ["cases_case", "cases_fact"])
def test_write_that_is_killed_leaves_no_figure(committed_plan: NewPlan, table: str) -> None:
    plan = committed_plan()
    fold()
    before = stored()

    kill_at(table, lambda: close(plan, "moved"))
    fold()

    assert stored() == before
    assert differences() == []
    close(plan, "moved")
    assert fold() == 1
    assert differences() == []


@pytest.mark.parametrize("table", [*COUNTED, "agreements_foldmark"])
def test_fold_that_is_killed_is_made_good_by_the_next(committed_plan: NewPlan, table: str) -> None:
    plans = [committed_plan().to_replies() for _number in range(3)]
    fold(batch=1)
    for plan in plans:
        plan.reply(plan.cast.nurse)
    wait_for_others()

    kill_at(table, fold_one_by_one)

    assert differences() == []
    assert fold() == 3
    assert differences() == []
    with working():
        assert Contribution.objects.filter(indicator="reply_in_time", met=True).count() == 3


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

    folded = two_folders()

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
