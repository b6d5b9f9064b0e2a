"""Small cells: which figures of an indicator must be hidden so that nothing under five persons can be worked out.

What is read together is judged together: units, providers and all, quarters and years, and what was published before.
Why 0 and "all" are shown, and what the choice between figures weighs: docs/decisions/0010-small-cells.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from agreements.indicators.definition import FEWEST, is_few
from agreements.reports.inference import Sum, reaches
from agreements.reports.moves import Leaf, Moves

Key = tuple[Any, ...]
T = TypeVar("T")

# To hide a total is dearer than to hide a part, and to hide much is dearer than to hide little.
RANK_PRICE, LARGEST_PRICED = 8, 90


class Measure(StrEnum):
    """The numbers of a row. The rest is never printed, but is what the other three leave over."""

    NUMERATOR = "numerator"
    REST = "rest"
    UNKNOWN = "unknown"
    DENOMINATOR = "denominator"


PRINTED = frozenset({Measure.NUMERATOR, Measure.UNKNOWN, Measure.DENOMINATOR})
MEASURE_PRICE = {Measure.NUMERATOR: 1, Measure.UNKNOWN: 2, Measure.DENOMINATOR: 3}


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened in the smallest part, a unit in a quarter: whole numbers that together are its denominator."""

    met: int
    not_met: int
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of leaves, as it stands in a report. `rank` 0 is a part of nothing smaller; totals rank higher.

    `few`: measures behind which stand 1–4 persons, though they were counted more often. `printed`: what the row would
    show; nothing for a row that nobody sees and nobody may work out either. `is_out`: published before as it is now,
    so that it can no longer be hidden; what was `withheld` then stays so.
    """

    key: Key
    leaves: frozenset[Leaf]
    rank: int = 0
    few: frozenset[Measure] = frozenset()
    printed: frozenset[Measure] = PRINTED
    is_out: bool = False
    withheld: frozenset[Measure] = frozenset()


Hidden = Mapping[Key, frozenset[Measure]]
NOTHING: frozenset[Measure] = frozenset()


def suppress(counts: Mapping[Leaf, Counts], rows: Sequence[Row], hidden: Hidden | None = None) -> Hidden:
    """The measures to hide, per row that is not out. Of each hidden one at least FEWEST other values stay possible.

    `hidden`: what stays hidden of a row whatever this table says, for somebody who knows more. A number that is no
    secret (0, or five and more) and can be read off others is shown: hiding it would hide nothing.
    """
    stays = hidden or {}
    rows = [replace(row, printed=row.printed - stays.get(row.key, NOTHING)) for row in rows]
    table = _Table(counts, rows)
    while weak := table.weak():
        # Each of them, also once one has been helped.
        helped = [table.protect(each) for each in weak]
        if not any(helped):
            table.give_up(weak)
    table.show_what_is_told()
    return {
        row.key: frozenset(each for each in row.printed if table.sum_of(row, each) in table.hidden)
        | stays.get(row.key, NOTHING)
        for row in rows
        if not row.is_out
    }


def for_every_reader(whole: T, rests: Iterable[T], judge: Callable[[T, Hidden], Hidden]) -> Hidden:
    """What must be hidden of `whole`: from everybody, and from those who know a part and so see one of `rests`.

    `judge` says what to hide of one table, with what is hidden already. Those who know the most come first.
    """
    hidden: Hidden = {}
    for each in rests:
        found = judge(each, hidden)
        hidden = {key: hidden.get(key, NOTHING) | found.get(key, NOTHING) for key in {*hidden, *found}}
    return judge(whole, hidden)


@dataclass(slots=True)
class _Table:
    """Sums of places: each leaf has three, for met, not met and unknown. One sum may stand in several rows."""

    counts: Mapping[Leaf, Counts]
    rows: Sequence[Row]
    moves: Moves = field(init=False)
    truth: list[int] = field(init=False)
    places: dict[Leaf, tuple[int, int, int]] = field(init=False)
    prices: dict[Sum, int] = field(init=False)
    out: set[Sum] = field(init=False)
    secret: set[Sum] = field(init=False)
    hidden: set[Sum] = field(init=False)
    lost: set[Sum] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.truth = [number for each in self.counts.values() for number in (each.met, each.not_met, each.unknown)]
        self.places = {leaf: (3 * i, 3 * i + 1, 3 * i + 2) for i, leaf in enumerate(self.counts)}
        self.moves = Moves(self.truth, self.places)
        self.out = {self.sum_of(row, each) for row in self.rows if row.is_out for each in row.printed}
        self.prices = {}
        self.secret = set()
        self.hidden = set()
        for row in self.rows:
            self._add(row)
        self.hidden |= self.secret & self.prices.keys()
        self.hidden -= self.out

    def _add(self, row: Row) -> None:
        for measure in Measure:
            cells = self.sum_of(row, measure)
            if is_few(self.value(cells)) or measure in row.few | row.withheld:
                self.secret.add(cells)
                # The rest is hidden by hiding what was reached: the size of the group may stay.
                if measure == Measure.REST and row.printed and not row.is_out:
                    self.hidden.add(self.sum_of(row, Measure.NUMERATOR))
        if not row.is_out:
            for measure in row.printed:
                cells = self.sum_of(row, measure)
                self.prices[cells] = self.prices.get(cells, 0) + self._price(row, measure)

    def _price(self, row: Row, measure: Measure) -> int:
        value = self.value(self.sum_of(row, measure))
        # Nothing is told by a 0 that is hidden; it is the last to go.
        size = min(value, LARGEST_PRICED) if value else LARGEST_PRICED
        return MEASURE_PRICE[measure] * (1 + RANK_PRICE * row.rank) * (10 + size)

    def sum_of(self, row: Row, measure: Measure) -> Sum:
        at = {Measure.NUMERATOR: (0,), Measure.REST: (1,), Measure.UNKNOWN: (2,), Measure.DENOMINATOR: (0, 1, 2)}
        return frozenset(self.places[leaf][i] for leaf in row.leaves for i in at[measure])

    def value(self, cells: Sum) -> int:
        return sum(self.truth[place] for place in cells)

    def published(self) -> set[Sum]:
        return self.out | (self.prices.keys() - self.hidden)

    def weak(self) -> list[Sum]:
        """What is hidden or secret, and can be worked out to fewer than FEWEST other values; the smallest first."""
        judged = sorted((self.secret | self.hidden) - self.lost - self.published(), key=self._order)
        found = reaches(self.truth, self.published(), judged, enough=FEWEST)
        return [
            cells
            for cells, reach in zip(judged, found, strict=True)
            if reach.width < FEWEST and (cells in self.secret or not reach.is_told)
        ]

    def protect(self, cells: Sum) -> bool:
        """Hides what must be hidden for this sum to be another; False where nothing can be."""
        prices = {each: price for each, price in self.prices.items() if each not in self.hidden | self.out}
        way = self.moves.best(cells, prices, frozenset(self.out), enough=FEWEST)
        if way is None:
            return False
        self.hidden |= way.hides
        return bool(way.hides)

    def give_up(self, weak: list[Sum]) -> None:
        """Nothing else helps: hides the next figure too. Where all are hidden, what went before gave it away."""
        left = self.prices.keys() - self.hidden - self.out
        if left:
            self.hidden.add(min(left, key=lambda each: (each.isdisjoint(weak[0]), self.prices[each], sorted(each))))
        else:
            self.lost.add(weak[0])

    def show_what_is_told(self) -> None:
        open_ = sorted(self.hidden - self.secret, key=self._order)
        found = reaches(self.truth, self.published(), open_, enough=0)
        self.hidden -= {cells for cells, reach in zip(open_, found, strict=True) if reach.is_told}

    def _order(self, cells: Sum) -> tuple[int, list[int]]:
        return self.value(cells), sorted(cells)
