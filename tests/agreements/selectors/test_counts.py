"""Figures as read: by whom, with how many families, over which period."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, Provider
from accounts.services.organisation import add_unit
from agreements.models import Contribution, Rollup, RollupPersons
from agreements.selectors.counts import (
    Cell,
    LeadTime,
    cases_behind,
    counts,
    is_whole_quarters,
    lead_times,
)
from cases.models import FollowUp
from tests.agreements.folding import fold
from tests.cast import LONG_AGO, acting_as
from tests.workflows.plan import Plan

NewPlan = Callable[[], Plan]


def these_years() -> tuple[date, date]:
    """This year and the next: every day that a plan told today counts on."""
    today = timezone.localdate()
    return date(today.year, 1, 1), date(today.year + 1, 12, 31)


def figures(by: Assignment, key: str, *, by_unit: bool = False, by_code: bool = False):
    with acting_as(by):
        return counts([key], [by.unit.provider], *these_years(), by_unit=by_unit, by_code=by_code)


@pytest.fixture
def told(committed_plan: NewPlan) -> Plan:
    """Two plans in which nurse and teacher were called and replied; one of them closed."""
    for _number in range(2):
        plan = committed_plan().to_active()
    plan.follow_up(FollowUp.Outcome.CLOSE)
    fold()
    return plan


def test_manager_reads_own_figures_with_their_families(told: Plan) -> None:
    [found] = figures(told.cast.manager, "sip_begun_in_time")

    assert (found.figure.numerator, found.figure.denominator, found.figure.unknown) == (2, 2, 0)
    assert (found.persons.counted, found.persons.met, found.persons.unknown) == (2, 2, 0)


def test_figures_stand_apart_by_code(told: Plan) -> None:
    [found] = figures(told.cast.manager, "closed_goals_met", by_code=True)

    assert found.cell.code == "goals_met"
    assert found.persons.counted == 1


@pytest.mark.parametrize(("days", "is_named"), [(0, True), (30, False)])
def test_units_stand_apart_and_name_their_successor_once_they_are_closed(told: Plan, days: int, is_named: bool) -> None:
    old = told.cast.worker.unit
    with act_as(None, reason="test"):
        new = add_unit(
            name="New", provider=old.provider, service=CareUnit.Service.SOCIAL_CHILDREN, valid_from=LONG_AGO, by=None
        )
        old.successor, old.valid_to = new, timezone.localdate() + timedelta(days=days)
        old.save()

    [found] = figures(told.cast.manager, "sip_begun_in_time", by_unit=True)

    assert found.cell.unit == old
    assert found.cell.successor == (new if is_named else None)


@pytest.mark.parametrize("read", [counts, lambda keys, *period: lead_times(*keys, *period)])
def test_period_of_odd_days_has_no_sums(told: Plan, read: Callable[..., object]) -> None:
    first, last = these_years()
    with acting_as(told.cast.manager), pytest.raises(ValueError, match="by quarter"):
        read(["days_need_to_plan"], [told.cast.manager.unit.provider], first, last - timedelta(days=1))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), True),
        (date(2025, 10, 1), date(2026, 12, 31), True),
        (date(2026, 1, 2), date(2026, 3, 31), False),
        (date(2026, 1, 1), date(2026, 3, 30), False),
    ],
)
def test_whole_quarters(first: date, last: date, expected: bool) -> None:
    assert is_whole_quarters(first, last) is expected


def test_lead_times_are_exact(told: Plan) -> None:
    with acting_as(told.cast.manager):
        provider = told.cast.manager.unit.provider
        [found] = lead_times("days_need_to_plan", [provider], *these_years())

    assert (found.counted, found.unknown, found.median, found.ninetieth) == (2, 0, 0, 0)
    assert found.persons.counted == 2


def test_percentiles_are_nearest_ranks() -> None:
    cell = Cell("days_need_to_plan", Provider())
    time = LeadTime(cell, None, {1: 4, 5: 4, 30: 2})

    assert (time.median, time.ninetieth) == (5, 30)
    assert LeadTime(cell, None).median is None


def test_drill_down_leads_to_the_cases_that_are_open(told: Plan) -> None:
    nurse, first, last = told.cast.nurse, *these_years()
    with acting_as(nurse):
        behind = set(cases_behind(nurse, "reply_in_time", nurse.unit, first, last))
        late = cases_behind(nurse, "reply_in_time", nurse.unit, first, last, met=False)
        assert not late.exists()

    assert len(behind) == 2
    assert told.case in behind


@pytest.mark.parametrize("name", ["outsider", "stranger", "neighbour", "auditor", "reviewer", "administrator"])
def test_drill_down_leads_outsiders_nowhere(told: Plan, name: str) -> None:
    by: Assignment = getattr(told.cast, name)
    first, last = these_years()

    with acting_as(by):
        behind = [
            key
            for key in ("reply_in_time", "sip_begun_in_time", "closed_goals_met")
            for unit in CareUnit.objects.all()
            if cases_behind(by, key, unit, first, last).exists()
        ]

    assert behind == []


def test_contributions_show_to_their_own_provider_in_open_cases_alone(told: Plan) -> None:
    seen = {}
    for name, by in told.cast.everybody.items():
        with acting_as(by):
            seen[name] = set(Contribution.objects.values_list("provider", flat=True))

    allowed = {"worker", "substitute", "manager", "nurse", "second_nurse", "teacher"}
    assert {name for name, providers in seen.items() if providers} == allowed
    for name in allowed:
        assert seen[name] == {getattr(told.cast, name).unit.provider_id}


def test_sums_show_to_managers_of_the_provider_alone(told: Plan) -> None:
    seen = {}
    for name, by in told.cast.everybody.items():
        with acting_as(by):
            providers = {*Rollup.objects.values_list("provider", flat=True)}
            seen[name] = providers | {*RollupPersons.objects.values_list("provider", flat=True)}

    assert {name for name, providers in seen.items() if providers} == {"manager"}
    assert seen["manager"] == {told.cast.manager.unit.provider_id}


def test_nobody_acting_sees_no_figure(told: Plan) -> None:
    with transaction.atomic():
        assert not Rollup.objects.exists()
        assert not RollupPersons.objects.exists()
        assert not Contribution.objects.exists()


def test_family_counted_twice_in_a_cell_is_one_person(committed_plan: NewPlan) -> None:
    plan = committed_plan().to_active()
    for _number in range(2):
        plan.follow_up(FollowUp.Outcome.CONTINUE)
    fold()

    [found] = figures(plan.cast.manager, "follow_up_in_time")

    assert (found.figure.numerator, found.figure.denominator, found.figure.unknown) == (2, 3, 1)
    assert (found.persons.counted, found.persons.met, found.persons.unknown) == (1, 1, 1)
