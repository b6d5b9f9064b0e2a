"""What waits, by deadline: held against a plain query, and counted in statements."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.user import assign
from tests.cast import LONG_AGO, acting_as
from tests.workflows.plan import Plan
from workflows.models import Deadline, Step, WorkItem
from workflows.selectors.inbox import (
    After,
    Filters,
    Row,
    inbox_counts,
    inbox_page,
    waiting_elsewhere,
    waiting_for_others,
)
from workflows.services.queue import hand_back

NewPlan = Callable[[], Plan]
NOW = timezone.now()


def pages(by: Assignment, filters: Filters, now: datetime) -> list[Row]:
    rows: list[Row] = []
    after: After | None = None
    with acting_as(by):
        while True:
            page = inbox_page(by, filters, now=now, after=after)
            rows += page.rows
            if page.after is None:
                return rows
            after = page.after


def plain(by: Assignment, condition: Q) -> list[Any]:
    with acting_as(by):
        rows = WorkItem.objects.filter(condition, unit=by.unit, is_open=True)
        return list(rows.order_by("due_at", "task_id").values_list("task_id", flat=True))


@pytest.fixture
def many(new_plan: NewPlan) -> Plan:
    """Sixty tasks in one inbox, some late, some soon, some free, some of the same moment."""
    plans = [new_plan() for _number in range(60)]
    now, worker = timezone.now(), plans[0].cast.worker
    with acting_as(worker):
        for number, item in enumerate(WorkItem.objects.filter(unit=worker.unit)):
            item.due_at = now + timedelta(days=number // 4 - 5)
            item.near_at = item.due_at - timedelta(days=2)
            if number % 3 == 0:
                item.taken_by = item.taken_at = None
            if number % 7 == 0:
                item.paused_until, item.pause_reason = now + timedelta(days=3), "family_away"
            item.save()
    return plans[0]


def test_pages_together_are_the_plain_query(many: Plan) -> None:
    worker, now = many.cast.worker, timezone.now()
    late = Q(due_at__lte=now) & (Q(paused_until=None) | Q(paused_until__lte=now))
    soon = Q(near_at__lte=now, due_at__gt=now) & (Q(paused_until=None) | Q(paused_until__lte=now))
    mine = Q(taken_by=worker.user)
    expected = {
        Filters(everybody=True): Q(),
        Filters(): mine | Q(taken_by=None),
        Filters(mine=True): mine,
        Filters(everybody=True, late=True): late,
        Filters(everybody=True, soon=True): soon,
        Filters(everybody=True, step=Step.OBTAIN_CONSENT): Q(),
        Filters(everybody=True, step=Step.REPLY): Q(pk=None),
    }

    found = {filters: [row.task for row in pages(worker, filters, now)] for filters in expected}

    assert found == {filters: plain(worker, condition) for filters, condition in expected.items()}
    assert len(found[Filters(everybody=True)]) == 60


def test_counts_are_those_of_the_lists(many: Plan) -> None:
    worker, now = many.cast.worker, timezone.now()
    filters = (Filters(), Filters(everybody=True), Filters(late=True), Filters(soon=True), Filters(mine=True))

    with acting_as(worker):
        counts = inbox_counts(worker, now=now)

    listed = [len(pages(worker, each, now)) for each in filters]
    assert [counts.mine_and_free, counts.everybody, counts.late, counts.soon, counts.mine] == listed
    assert counts.waiting_for_others == 0


def test_inbox_costs_one_statement_for_any_number_of_rows(
    new_plan: NewPlan, django_assert_num_queries: Callable[[int], Any]
) -> None:
    worker = new_plan().cast.worker

    for rows in (1, 30):
        with acting_as(worker):
            while WorkItem.objects.count() < rows:
                new_plan()
            with django_assert_num_queries(1):
                assert len(inbox_page(worker, Filters(), now=NOW).rows) == min(rows, 25)
            with django_assert_num_queries(1):
                inbox_counts(worker, now=NOW)


def test_row_names_the_subject_and_who_has_the_task(plan: Plan) -> None:
    with acting_as(plan.cast.worker):
        [row] = inbox_page(plan.cast.worker, Filters(), now=NOW).rows

    assert (str(row.subject), row.taken_by_name, row.step) == ("Elis Test", "Worker Test", Step.OBTAIN_CONSENT)
    assert row.case_number == plan.case.number


def test_colleague_not_named_sees_a_free_task_of_the_closed_unit_without_any_name(plan: Plan) -> None:
    [task] = plan.open_tasks()
    hand_back(task=task.pk, by=plan.cast.worker)

    with acting_as(plan.cast.colleague):
        [row] = inbox_page(plan.cast.colleague, Filters(), now=NOW).rows

    assert (row.task, row.subject, row.case_number) == (task.pk, None, "")


def test_called_unit_sees_the_subject_as_it_was_told(plan: Plan) -> None:
    plan.to_replies()

    with acting_as(plan.cast.nurse):
        [row] = inbox_page(plan.cast.nurse, Filters(), now=NOW).rows

    assert str(row.subject) == "Elis Test"


def test_outsider_has_an_empty_inbox(plan: Plan) -> None:
    plan.to_replies()

    with acting_as(plan.cast.outsider):
        assert inbox_page(plan.cast.outsider, Filters(everybody=True), now=NOW).rows == []
        assert waiting_for_others(plan.cast.outsider, now=NOW).rows == []


def test_waiting_for_others_lists_what_called_units_have_to_do(plan: Plan) -> None:
    plan.to_replies()

    with acting_as(plan.cast.worker):
        units = {row.unit for row in waiting_for_others(plan.cast.worker, now=NOW).rows}
        assert inbox_counts(plan.cast.worker, now=NOW).waiting_for_others == 2

    assert units == {"Child health", "Preschool"}


@pytest.mark.parametrize("few", [0, 500])
def test_waiting_for_others_is_the_plain_query_whether_gathered_or_walked(
    new_plan: NewPlan, django_assert_num_queries: Callable[[int], Any], few: int
) -> None:
    """Fifteen plans with two replies to wait for each: a page and a rest, by either way."""
    plans = [new_plan().to_replies() for _number in range(15)]
    worker = plans[0].cast.worker

    with acting_as(worker):
        plain = WorkItem.objects.filter(is_open=True).exclude(unit=worker.unit).order_by("due_at", "task_id")
        with django_assert_num_queries(1):
            first = waiting_for_others(worker, now=NOW, few=few)
        rest = waiting_for_others(worker, now=NOW, after=first.after, few=few)
        expected = list(plain.values_list("task_id", flat=True))

    assert [row.task for row in (*first.rows, *rest.rows)] == expected
    assert (len(first.rows), len(rest.rows), rest.after) == (25, 5, None)


def test_sleeping_work_is_not_listed(plan: Plan) -> None:
    plan.to_active()

    assert pages(plan.cast.worker, Filters(everybody=True), timezone.now()) == []


def test_substitute_sees_what_the_absent_one_has_as_mine(plan: Plan) -> None:
    worker = plan.cast.worker
    with act_as(None, reason="test"):
        substitute = assign(
            user=plan.cast.outsider.user,
            unit=worker.unit,
            role=Role.SOCIAL_WORKER,
            valid_from=LONG_AGO,
            substitute_for=worker,
            by=None,
        )

    [row] = pages(substitute, Filters(mine=True), timezone.now())

    assert (row.taken_by, str(row.subject)) == (worker.user_id, "Elis Test")


def test_waiting_elsewhere_counts_other_assignments_of_the_one_who_acts(plan: Plan) -> None:
    plan.to_replies()
    with act_as(None, reason="test"):
        second = assign(
            user=plan.cast.nurse.user,
            unit=plan.cast.outsider.unit,
            role=Role.MIDWIFE,
            valid_from=LONG_AGO,
            by=None,
        )

    with acting_as(second):
        assert waiting_elsewhere() == 1
    with acting_as(plan.cast.nurse):
        assert waiting_elsewhere() == 0
    with acting_as(plan.cast.outsider):
        assert waiting_elsewhere() == 0


def test_due_day_is_the_last_day_in_time(plan: Plan) -> None:
    with acting_as(plan.cast.worker):
        [row] = inbox_page(plan.cast.worker, Filters(), now=NOW).rows
        deadline = Deadline.objects.get(task_id=row.task)

    assert row.due_on == timezone.localdate(deadline.started_at) + timedelta(days=7)
