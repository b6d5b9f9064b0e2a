"""Medians and percentiles: who is told of by them, tried by a solver over all ways the days can lie."""

import random
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from accounts.models import Provider
from agreements.reports.lead_times import FEWEST_FOR_MEDIAN, FEWEST_FOR_NINETIETH, with_days
from agreements.reports.release import PROVIDER, Period
from agreements.selectors.counts import Cell, LeadTime, Persons
from tests.agreements.reports.test_attacker import REPORTS

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
LONGEST = 9


def lead(days: dict[int, int]) -> LeadTime:
    number = sum(days.values())
    return LeadTime(Cell("days_need_to_plan", Provider()), Persons(number, number, 0, 0), days)


def row(number: int | None, period: Period = QUARTER, **days: int | None) -> dict[str, Any]:
    same = {"part": PROVIDER, "name": "", "from": period.first.isoformat(), "to": period.last.isoformat()}
    return same | {"numerator": number, "denominator": number, "unknown": 0} | days


def released(days: dict[int, int], *earlier: dict[str, Any]) -> tuple[int | None, int | None]:
    [found] = with_days([row(sum(days.values()))], QUARTER, lead(days), earlier)
    return found["median"], found["ninetieth"]


def drawn(seed: int) -> dict[int, int]:
    chance = random.Random(seed)  # noqa: S311
    number = chance.choice([10, 11, 12, 49, 50, 51, chance.randint(11, 90)])
    days = [chance.choice([0, chance.randint(0, LONGEST), LONGEST]) for _each in range(number)]
    return {day: days.count(day) for day in set(days)}


def narrowest(number: int, median: int | None, ninetieth: int | None) -> float:
    """Of all days and stretches of days, the smallest span of how many families they can hold."""
    limits = [(np.ones(LONGEST + 1), number, number)]
    for share, day in ((0.5, median), (0.9, ninetieth)):
        if day is not None:
            until = np.array([each <= day for each in range(LONGEST + 1)], dtype=float)
            before = np.array([each < day for each in range(LONGEST + 1)], dtype=float)
            # The smallest number of days within which that share was done.
            limits += [(until, np.ceil(share * number - 1e-9), number), (before, 0, np.ceil(share * number - 1e-9) - 1)]
    stretches = [(first, last) for first in range(LONGEST + 1) for last in range(first, LONGEST + 1)]
    spans = []
    for first, last in stretches:
        aim = np.array([first <= each <= last for each in range(LONGEST + 1)], dtype=float)
        if aim.all():
            continue
        ends = [solve(sign * aim, limits) * sign for sign in (1, -1)]
        spans.append(ends[1] - ends[0])
    return min(spans)


def solve(aim: Any, limits: list[Any]) -> float:
    matrix, low, high = (np.array(each) for each in zip(*limits, strict=True))
    constraints = LinearConstraint(matrix, low, high)
    found = milp(aim, constraints=constraints, integrality=np.ones(len(aim)), bounds=Bounds(0, 10**4))
    assert found.status == 0, found.message
    return float(found.fun)


@pytest.mark.parametrize("seed", range(min(REPORTS, 200)))
def test_released_days_tell_no_stretch_to_less_than_five(seed: int) -> None:
    days = drawn(seed)
    number = sum(days.values())

    median, ninetieth = released(days)

    assert (median is None) == (number < FEWEST_FOR_MEDIAN)
    assert (ninetieth is None) == (number < FEWEST_FOR_NINETIETH)
    # A first or last day has nothing below or above it, whoever is told of.
    if {median, ninetieth} & {0, LONGEST} == set():
        assert narrowest(number, median, ninetieth) >= 5


def test_solver_finds_what_a_median_of_ten_tells() -> None:
    assert narrowest(10, 5, None) < 5
    assert narrowest(11, 5, None) >= 5
    assert narrowest(49, 3, 7) < 5


def test_a_hidden_figure_has_no_days() -> None:
    [found] = with_days([row(None)], QUARTER, lead({3: 40}), [])

    assert "median" not in found


def test_no_other_median_follows_for_a_span_that_has_one() -> None:
    days = {3: 20, 9: 10}

    assert released(days, row(60, HALF, median=5, ninetieth=9)) == (None, None)
    assert released(days, row(30, median=4, ninetieth=None)) == (None, None)
    assert released(days, row(30, median=3, ninetieth=None)) == (3, None)
