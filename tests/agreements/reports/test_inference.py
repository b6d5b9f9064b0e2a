"""The reach of a hidden number is never told larger than a solver finds it."""

import random

import numpy as np
import pytest
from scipy.optimize import linprog

from agreements.reports.inference import UNBOUNDED, reaches

pytestmark = pytest.mark.arithmetic


def bounds(truth: list[int], published: list[frozenset[int]], place: int) -> tuple[float, float]:
    matrix = np.array([[float(at in each) for at in range(len(truth))] for each in published])
    aim = np.zeros(len(truth))
    aim[place] = 1
    low = linprog(aim, A_eq=matrix, b_eq=matrix @ truth, bounds=(0, None))
    high = linprog(-aim, A_eq=matrix, b_eq=matrix @ truth, bounds=(0, None))
    return low.fun, -high.fun if high.status == 0 else float("inf")


@pytest.mark.parametrize("seed", range(40))
def test_reach_lies_within_what_a_solver_finds(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    size = chance.randint(3, 10)
    truth = [chance.choice([0, 0, 1, 2, 3, 8, 20]) for _place in range(size)]
    published = [frozenset(chance.sample(range(size), chance.randint(1, min(size, 5)))) for _sum in range(5)]

    found = reaches(truth, published, [frozenset({place}) for place in range(size)], enough=10**12)

    for place, reach in enumerate(found):
        low, high = bounds(truth, published, place)
        assert truth[place] + reach.down >= low - 1e-6
        assert reach.up != UNBOUNDED or high == float("inf")
        assert reach.up == UNBOUNDED or truth[place] + reach.up <= high + 1e-6


def test_what_adds_up_is_told() -> None:
    [total, part] = reaches(
        [3, 4, 5], [frozenset({0, 1}), frozenset({2})], [frozenset({0, 1, 2}), frozenset({0})], enough=5
    )

    assert (total.is_told, part.is_told) == (True, False)
    assert (part.down, part.up) == (-3, 4)
