"""What the clinic's list and a recorded step cost: the same with one child and with many."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.acting import transaction_as
from accounts.models import Assignment
from cases.models import HealthContact, HealthStep
from tests.cases.contact import enrolled_child
from tests.cast import Cast, acting_as
from tests.conftest import IS_LONG, Acting
from tests.workflows.test_statement_counts import signed_in
from workflows.demo.bulk.children import make_children, setting_at, write_children
from workflows.selectors.clinic import PAGE, TABS, contacts_of

RECORD_STEP = 36
OPEN_CLINIC = 16
# What is written in bulk besides the thirty; the whole six hundred in the long profile.
MANY = 600 if IS_LONG else 150
FEW = 30
# The planner looks up row by row or all that the unit sees at once, some seventy openings to a page of 8 kB.
TWICE = 2

Counting = Callable[[int], AbstractContextManager[object]]
Plan = dict[str, Any]


@pytest.fixture
def clinics(cast: Cast, as_owner: Acting) -> tuple[Assignment, Assignment]:
    """Two clinics: one with a page of running contacts and one more, one with many times that."""
    small, large = cast.nurse, cast.stranger
    setting = setting_at(timezone.now())
    children = list(make_children([(small, 3 * FEW), (large, MANY)], setting))
    few = [child for child in children if child.by == small and child.ended_at is None][: PAGE + 1]
    with as_owner() as cursor:
        write_children([*few, *(child for child in children if child.by == large)], setting)
        # Whoever is late today, one at each is.
        cursor.execute(
            "UPDATE cases_healthcontact SET next_from = current_date - 9, next_to = current_date - 2 WHERE id IN"
            " (SELECT DISTINCT ON (unit_id) id FROM cases_healthcontact WHERE ending = '' AND next_step_id IS NOT NULL)"
        )
        cursor.execute("ANALYZE")
    return small, large


def plans_of(by: Assignment, tab: str) -> Iterator[Plan]:
    """How the database reads each statement of the list's first page."""
    with transaction_as(by):
        with CaptureQueriesContext(connection) as asked:
            contacts_of(by, tab)
        for each in asked.captured_queries:
            if each["sql"].startswith("SELECT"):
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {each['sql']}")
                    [[found]] = cursor.fetchall()
                yield (found if isinstance(found, list) else json.loads(found))[0]["Plan"]


def nodes(plan: Plan) -> Iterator[Plan]:
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)


def contacts_read(plans: list[Plan]) -> int:
    """Rows of contacts that were looked at, those that were passed by too."""
    scans = [node for plan in plans for node in nodes(plan) if node.get("Relation Name") == "cases_healthcontact"]
    return sum(
        round((node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]) for node in scans
    )


def buffers(plans: list[Plan]) -> int:
    return sum(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in plans)


def test_first_page_of_a_large_clinic_reads_as_much_as_that_of_a_small(clinics: tuple[Assignment, Assignment]) -> None:
    small, large = (list(plans_of(by, "all")) for by in clinics)

    assert contacts_read(small) == contacts_read(large) == PAGE + 1
    assert buffers(large) <= TWICE * buffers(small)


def test_what_can_be_done_now_is_found_without_walking_past_the_rest(
    clinics: tuple[Assignment, Assignment], as_owner: Acting
) -> None:
    _small, large = clinics
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE cases_healthcontact SET next_from = current_date + 9, next_to = current_date + 30"
            " WHERE unit_id = %s AND next_from <= current_date AND next_to >= current_date",
            [large.unit_id],
        )
        cursor.execute("ANALYZE cases_healthcontact")

    with transaction_as(large):
        due = HealthContact.objects.filter(unit=large.unit_id, ending="", next_from__lte=timezone.localdate()).count()
    assert 0 < due < PAGE
    assert contacts_read(list(plans_of(large, "now"))) <= TWICE * due


@pytest.mark.parametrize("tab", TABS)
def test_opening_the_clinic(
    clinics: tuple[Assignment, Assignment], django_assert_num_queries: Counting, tab: str
) -> None:
    for by in clinics:
        client = signed_in(by)
        client.get(reverse("clinic"))

        with django_assert_num_queries(OPEN_CLINIC):
            page = client.get(reverse("clinic"), {"show": tab})

        assert page.status_code == 200


@pytest.mark.parametrize("children", [1, 30])
def test_recording_a_step(cast: Cast, django_assert_num_queries: Counting, children: int) -> None:
    cases = [enrolled_child(cast.nurse) for _number in range(children)]
    client: Client = signed_in(cast.nurse)
    sent = {"outcome": "done", "happened_on": timezone.localdate().isoformat(), "weight": "4760", "text": "Well."}
    page = reverse("record_step", args=[cases[0].pk, "visit-6-8-weeks"])

    with django_assert_num_queries(RECORD_STEP):
        answer = client.post(page, sent)

    assert answer.status_code == 302
    with acting_as(cast.nurse):
        assert HealthStep.objects.get().weight == 4760
