"""Somebody who writes down every published number as an equation and asks a solver what each hidden one can be.

Knows nothing of how figures are hidden: reads what is printed, from releases, reports and files, and adds up units to
providers and quarters to longer periods as anybody can.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MEASURES = ("met", "not_met", "unknown")
# What a printed number is the sum of.
SUM_OF = {"numerator": ("met",), "unknown": ("unknown",), "denominator": MEASURES, "rest": ("not_met",)}
UNBOUNDED = 10**6

Variable = tuple[str, str, str, str]


@dataclass
class Attacker:
    """Of one indicator. `units`: provider → its units; `quarters`: first days."""

    units: dict[str, list[str]]
    quarters: list[str]
    equations: list[tuple[frozenset[Variable], int]] = field(default_factory=list)
    # Pairs of sums that are the same number, whichever it is.
    equal: list[tuple[frozenset[Variable], frozenset[Variable]]] = field(default_factory=list)

    def variables(self, provider: str, part: str, first: str, last: str, name: str) -> frozenset[Variable]:
        parts = self.units[provider] if part == "provider" else [part]
        days = [day for day in self.quarters if first <= day <= last]
        return frozenset((provider, unit, day, one) for unit in parts for day in days for one in SUM_OF[name])

    def read(self, provider: str, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            for name in ("numerator", "denominator", "unknown"):
                if row[name] is not None:
                    self.learn(self.variables(provider, row["part"], row["from"], row["to"], name), row[name])

    def learn(self, variables: frozenset[Variable], number: int) -> None:
        self.equations.append((variables, number))

    def same(self, *sums: frozenset[Variable]) -> None:
        self.equal += pairwise(sums)

    def range_of(self, wanted: frozenset[Variable]) -> tuple[float, float]:
        """The smallest and the largest whole number that it can be."""
        known = [variables for variables, _number in self.equations] + [one for pair in self.equal for one in pair]
        every = sorted(frozenset().union(wanted, *known))
        place = {variable: i for i, variable in enumerate(every)}
        height = max(1, len(self.equations) + len(self.equal))
        matrix, numbers = np.zeros((height, len(every))), np.zeros(height)
        for i, (variables, number) in enumerate(self.equations):
            matrix[i, [place[each] for each in variables]] = 1
            numbers[i] = number
        for i, pair in enumerate(self.equal, start=len(self.equations)):
            for sign, variables in zip((1, -1), pair, strict=True):
                matrix[i, [place[each] for each in variables]] += sign
        aim = np.zeros(len(every))
        aim[[place[each] for each in wanted]] = 1
        return self._solve(aim, matrix, numbers), -self._solve(-aim, matrix, numbers)

    def _solve(self, aim: Any, matrix: Any, numbers: Any) -> float:
        found = milp(
            aim,
            constraints=LinearConstraint(matrix, numbers, numbers),
            integrality=np.ones(len(aim)),
            bounds=Bounds(0, UNBOUNDED),
        )
        assert found.status == 0, found.message
        return float(found.fun)
