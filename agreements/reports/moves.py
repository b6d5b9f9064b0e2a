"""Which figures to hide so that a secret one could be another: the simplest changes of a table, and what each costs.

A change takes something from one place and puts it elsewhere: met or not met within a unit, between two units, between
two quarters, or round a rectangle of both, which leaves every total as it is. Figures that it changes must be hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agreements.reports.inference import Sum

# Place of met, not met and unknown → what one step adds there.
SHIFTS: tuple[dict[int, int], ...] = ({0: 1, 1: -1}, {0: 1, 2: -1}, {1: 1, 2: -1}, {0: 1}, {1: 1}, {2: 1})
# Of a large sum so many leaves are tried: the fullest, in which there is most to take from.
TRIED = 4


class Leaf(NamedTuple):
    """The smallest part that counts are kept of: a unit in a quarter. Both are any name."""

    part: str
    quarter: str


@dataclass(frozen=True, slots=True)
class Way:
    """Sums to hide, their price, and by how many whole steps the secret can then be another."""

    hides: frozenset[Sum]
    price: int
    width: int

    @property
    def rating(self) -> tuple[float, list[list[int]]]:
        """The price of a step; the rest decides between equals, the same way each time."""
        return self.price / self.width, sorted(map(sorted, self.hides))


class Moves:
    """The changes of one table. `places` are those of met, not met and unknown in `truth`."""

    def __init__(self, truth: Sequence[int], places: Mapping[Leaf, Sequence[int]]) -> None:
        self.truth = truth
        self.places = places
        self.leaf_of = {place: leaf for leaf, its in places.items() for place in its}
        self.parts = sorted({leaf.part for leaf in places})
        self.quarters = sorted({leaf.quarter for leaf in places})

    def best(self, secret: Sum, prices: Mapping[Sum, int], kept: frozenset[Sum], *, enough: int) -> Way | None:
        """The cheapest way for `secret` to be another; hides nothing where it is wide already. None if there is none.

        Sums of `kept` can no longer be hidden, so that what would change them is no way.
        """
        holding: dict[int, list[Sum]] = {}
        for each in (*prices, *kept):
            for place in each:
                holding.setdefault(place, []).append(each)
        best: Way | None = None
        for change in self._changes(secret):
            way = self._way(change, secret, holding, prices, enough)
            if way is None or (way.price == 0 and way.width < enough):
                continue
            if best is None or way.rating < best.rating:
                best = way
        return best

    def _changes(self, secret: Sum) -> Iterator[dict[int, int]]:
        leaves = sorted({self.leaf_of[place] for place in secret}, key=lambda leaf: (-self._size(leaf), leaf))
        for leaf in leaves[:TRIED]:
            for signs in self._around(leaf):
                for shift in SHIFTS:
                    yield {self.places[at][i]: sign * by for at, sign in signs.items() for i, by in shift.items()}

    def _around(self, leaf: Leaf) -> Iterator[dict[Leaf, int]]:
        """The leaf alone, with another unit, with another quarter, and round a rectangle."""
        yield {leaf: 1}
        for quarter in self.quarters:
            for part in self.parts:
                across, along, beyond = Leaf(part, leaf.quarter), Leaf(leaf.part, quarter), Leaf(part, quarter)
                if beyond == leaf or beyond not in self.places:
                    continue
                if leaf.part == part or leaf.quarter == quarter:
                    yield {leaf: 1, beyond: -1}
                elif across in self.places and along in self.places:
                    yield {leaf: 1, across: -1, along: -1, beyond: 1}

    def _way(
        self,
        change: Mapping[int, int],
        secret: Sum,
        holding: Mapping[int, list[Sum]],
        prices: Mapping[Sum, int],
        enough: int,
    ) -> Way | None:
        step = abs(sum(by for place, by in change.items() if place in secret))
        down = min((self.truth[place] for place, by in change.items() if by > 0), default=enough)
        up = min((self.truth[place] for place, by in change.items() if by < 0), default=enough)
        if not step or not (up + down):
            return None
        moved: dict[Sum, int] = {}
        for place, by in change.items():
            for each in holding.get(place, ()):
                moved[each] = moved.get(each, 0) + by
        hides = frozenset(each for each, by in moved.items() if by)
        if any(each not in prices for each in hides):
            return None
        return Way(hides, sum(prices[each] for each in hides), min(enough, step * (up + down)))

    def _size(self, leaf: Leaf) -> int:
        return sum(self.truth[place] for place in self.places[leaf])
