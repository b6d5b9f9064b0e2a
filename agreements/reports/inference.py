"""What can be worked out from published sums: how far each hidden number can be from the truth.

Everything here is a move away from the truth: changes of the cells that leave every published sum as it is and no cell
below 0. What some move changes cannot be worked out; the largest and the smallest change are its reach.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from agreements.reports.simplex import Number, Simplex

Sum = frozenset[int]
UNBOUNDED = 10**9


@dataclass(slots=True)
class Reach:
    """Changes of one sum by whole numbers that were found possible: 0 is the truth. `up` may be UNBOUNDED.

    `is_told`: the published sums add up to it, whatever the cells are.
    """

    down: int = 0
    up: int = 0
    is_told: bool = False

    @property
    def width(self) -> int:
        return self.up - self.down


def reaches(truth: Sequence[int], published: Iterable[Sum], secrets: Sequence[Sum], *, enough: int) -> list[Reach]:
    """How far each of `secrets` can be from the truth, with `published` as it is.

    `truth` is the cells' values, whole numbers from 0; sums are sets of their places. Only changes to whole numbers
    count, and the search for one secret ends when it is `enough` wide: the true reach is never smaller than told.
    """
    known = fixed(truth, published)
    model = _Model(truth, [place for place in range(len(truth)) if place not in known])
    for each in published:
        model.keep(each)
    terms = [model.change(each) for each in secrets]
    found = [Reach() for _secret in secrets]
    for secret, reach in zip(terms, found, strict=True):
        reach.is_told = model.simplex.is_constant(secret)
        for direction in (1, -1):
            if not reach.is_told and reach.width < enough:
                _search(model.simplex, {column: direction * by for column, by in secret.items()}, terms, found, enough)
    return found


def fixed(truth: Sequence[int], published: Iterable[Sum]) -> set[int]:
    """Cells that published sums give away at once: alone in one, or in one that is 0."""
    found: set[int] = set()
    waiting = list(published)
    while True:
        left = [each - found for each in waiting]
        new = {place for each in left if len(each) == 1 or not any(truth[place] for place in each) for place in each}
        if not new:
            return found
        found |= new
        waiting = [each for each in left if each - new]


class _Model:
    """Moves of the cells in `places`: each cell has a column for more and one for less, which its value bounds."""

    def __init__(self, truth: Sequence[int], places: Iterable[int]) -> None:
        self.simplex = Simplex()
        self._columns = 0
        self._more: dict[int, int] = {}
        self._less: dict[int, int] = {}
        for place in places:
            self._more[place] = self.column()
            if truth[place] > 0:
                self._less[place] = self.column()
                self.simplex.add(self.column(), truth[place], {self._less[place]: -1})

    def column(self) -> int:
        self._columns += 1
        return self._columns

    def change(self, cells: Collection[int]) -> dict[int, Number]:
        """What a sum of cells changes by, in columns; of cells that can move."""
        terms: dict[int, Number] = {self._more[place]: 1 for place in sorted(cells) if place in self._more}
        return terms | {self._less[place]: -1 for place in sorted(cells) if place in self._less}

    def keep(self, cells: Sum) -> None:
        self.simplex.add_zero_sum(self.change(cells), free=frozenset(self._more.values()))


def _search(
    simplex: Simplex, objective: Mapping[int, Number], terms: list[dict[int, Number]], found: list[Reach], enough: int
) -> None:
    """Climbs towards `objective`; what each step does to all secrets is noted on the way."""
    target = next(reach for each, reach in zip(terms, found, strict=True) if each.keys() == objective.keys())
    for is_endless in simplex.climb(objective):
        if is_endless:
            _note_endless(simplex, objective, terms, found)
        elif simplex.is_whole():
            for each, reach in zip(terms, found, strict=True):
                now = int(simplex.total(each))
                reach.down, reach.up = min(reach.down, now), max(reach.up, now)
        if target.width >= enough:
            return


def _note_endless(
    simplex: Simplex, objective: Mapping[int, Number], terms: list[dict[int, Number]], found: list[Reach]
) -> None:
    # The truth is whole, and so is it moved by a multiple of a direction in fractions.
    ray = simplex.unbounded(objective)
    if ray is None:
        return
    for each, reach in zip(terms, found, strict=True):
        if simplex.growth(each, ray) > 0:
            reach.up = UNBOUNDED
