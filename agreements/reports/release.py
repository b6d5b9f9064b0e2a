"""What a provider lets go to an agreement: its counts per unit and in all, suppressed, as plain data without a person.

A released row: `{"part", "name", "from", "to", "numerator", "denominator", "unknown"}`, days as ISO text, numbers None
where hidden. `part` is the unit's key, or `PROVIDER` for the whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from agreements.indicators.definition import is_few
from agreements.reports.moves import Leaf
from agreements.reports.suppression import PRINTED, Counts, Hidden, Measure, Row, for_every_reader, suppress

PROVIDER = "provider"
# How dear a row is to hide: a total of units more than a unit, a longer period more than a quarter.
OF_ALL_UNITS, OF_MORE_QUARTERS = 1, 1
Released = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Period:
    """Whole quarters, both days in it."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @classmethod
    def read(cls, text: str) -> "Period":
        """What `str` has written. Raises ValueError."""
        first, last = text.split("/")
        return cls(date.fromisoformat(first), date.fromisoformat(last))

    def quarters(self) -> "list[Period]":
        found, first = [], self.first
        while first <= self.last:
            last = last_of_quarter(first)
            found.append(Period(first, last))
            first = last + timedelta(days=1)
        return found

    def overlaps(self, other: "Period") -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Table:
    """One indicator of one provider. `names`: unit's key → name. `counts`: per unit and quarter, as they are now.

    `persons`: (part, period as text, measure) → how many persons stand behind, where they are fewer than the acts.
    """

    names: Mapping[str, str]
    counts: Mapping[Leaf, Counts]
    persons: Mapping[tuple[str, str, Measure], int] = field(default_factory=dict)

    def has_something(self) -> bool:
        return any(each.met or each.not_met or each.unknown for each in self.counts.values())

    def without(self, part: str) -> "Table":
        """What is left to learn for those who know that unit's figures whole."""
        names = {each: name for each, name in self.names.items() if each != part}
        counts = {leaf: each for leaf, each in self.counts.items() if leaf.part != part}
        persons = {key: number for key, number in self.persons.items() if key[0] in names}
        for (whole, when, measure), number in self.persons.items():
            if whole == PROVIDER:
                others = [self.persons.get((each, when, measure), 0) for each in names]
                left = number - self.persons.get((part, when, measure), 0)
                persons[PROVIDER, when, measure] = fewest_left(left, others)
        return Table(names, counts, persons)


def fewest_left(left: int, others: Iterable[int]) -> int:
    """How many persons there are at least besides one unit's: some of them may be that unit's too."""
    return max(left, *others, 0)


def last_of_quarter(day: date) -> date:
    month = 3 * ((day.month - 1) // 3) + 3
    return date(day.year + (month == 12), month % 12 + 1, 1) - timedelta(days=1)


def is_whole_quarters(first: date, last: date) -> bool:
    starts = first.day == 1 and first.month % 3 == 1
    return starts and first <= last and last_of_quarter(last) == last


def periods_out(released: Iterable[Released], period: Period) -> list[Period]:
    """What earlier releases overlap the period, or overlap one that does: all of it is read together with a new one."""
    left = {period_of_row(row) for row in released}
    found: set[Period] = set()
    while near := {each for each in left if any(each.overlaps(one) for one in (period, *found))}:
        found |= near
        left -= near
    return sorted(found, key=lambda each: (each.first, each.last))


def release_rows(
    table: Table,
    period: Period,
    earlier: Sequence[Released] = (),
    known: Sequence[Row] = (),
    rests: Sequence[Table] | None = None,
) -> list[Released]:
    """The rows of a period, units first, suppressed with regard to what was released `earlier` of this indicator.

    `known`: what everybody knows besides. `rests`: the same table without what some reader knows whole, for each such
    reader; else those are who manages one of the units. `table.counts` must hold every quarter of the period and of all
    that `periods_out` names.
    """
    if rests is None:
        rests = [table.without(part) for part in table.names]

    def judge(each: Table, hidden: Hidden) -> Hidden:
        return _hidden(each, period, _taken_from(earlier, table, each), known, hidden)

    hidden = for_every_reader(table, [each for each in rests if each.has_something()], judge)
    return [_printed(row, table, hidden[row.key]) for row in _rows(table, period)]


def _hidden(table: Table, period: Period, earlier: Sequence[Released], known: Sequence[Row], before: Hidden) -> Hidden:
    rows = _revised(_rows(table, period), table, earlier)
    return suppress(table.counts, [*rows, *_unseen(table), *_out(table, earlier), *known], before)


def _taken_from(earlier: Iterable[Released], table: Table, rest: Table) -> list[Released]:
    """What the released numbers leave, to a reader who takes from them what `rest` is without."""
    found = []
    for released in earlier:
        part, period = released["part"], period_of_row(released)
        if part in rest.names or part == PROVIDER:
            leaves = _leaves(table, part, period)
            left = dict(released)
            for measure in PRINTED:
                if left[measure] is not None:
                    left[measure] += number_of(rest, leaves & rest.counts.keys(), measure)
                    left[measure] -= number_of(table, leaves, measure)
            found.append(left)
    return found


def number_of(table: Table, leaves: Iterable[Leaf], measure: Measure) -> int:
    counts = [table.counts[leaf] for leaf in leaves]
    numbers = {
        Measure.NUMERATOR: sum(each.met for each in counts),
        Measure.REST: sum(each.not_met for each in counts),
        Measure.UNKNOWN: sum(each.unknown for each in counts),
    }
    return numbers[measure] if measure in numbers else sum(numbers.values())


def _printed(row: Row, table: Table, hidden: frozenset[Measure]) -> Released:
    part, when = row.key
    numbers = {
        measure.value: None if measure in hidden else number_of(table, row.leaves, measure)
        for measure in (Measure.NUMERATOR, Measure.DENOMINATOR, Measure.UNKNOWN)
    }
    days = {"from": when.first.isoformat(), "to": when.last.isoformat()}
    return {"part": part, "name": table.names.get(part, ""), **days, **numbers}


def _rows(table: Table, period: Period) -> list[Row]:
    """Each unit in the period, the provider in it, and the provider in each quarter where it has several."""
    quarters = period.quarters()
    more = OF_MORE_QUARTERS if len(quarters) > 1 else 0
    rows = [_row(table, part, period, more) for part in table.names]
    rows.append(_row(table, PROVIDER, period, OF_ALL_UNITS + more))
    if more:
        rows += [_row(table, PROVIDER, quarter, OF_ALL_UNITS) for quarter in quarters]
    return rows


def _row(table: Table, part: str, period: Period, rank: int) -> Row:
    few = frozenset(measure for measure in Measure if is_few(table.persons.get((part, str(period), measure), 0)))
    return Row(key=(part, period), leaves=_leaves(table, part, period), rank=rank, few=few)


def _leaves(table: Table, part: str, period: Period) -> frozenset[Leaf]:
    names = {quarter.first.isoformat() for quarter in period.quarters()}
    return frozenset(leaf for leaf in table.counts if leaf.quarter in names and part in (leaf.part, PROVIDER))


def _unseen(table: Table) -> list[Row]:
    """Every unit in every quarter, printed or not: what no row shows must not come out between two periods either."""
    quarters = [Period(first, last_of_quarter(first)) for first in sorted({_first(leaf) for leaf in table.counts})]
    wholes = [_row(table, PROVIDER, each, 0) for each in quarters]
    parts = [_row(table, part, each, 0) for part in table.names for each in quarters]
    return [replace(row, key=("unseen", row.key), printed=frozenset()) for row in wholes + parts if row.leaves]


def _out(table: Table, earlier: Sequence[Released]) -> list[Row]:
    """What was released and still is so. A number that has changed since adds up with nothing any more."""
    found = []
    for released in earlier:
        row = _row(table, released["part"], period_of_row(released), 0)
        printed = frozenset(
            measure for measure in PRINTED if released[measure] == number_of(table, row.leaves, measure)
        )
        withheld = frozenset(measure for measure in PRINTED if released[measure] is None)
        found.append(
            replace(
                row,
                key=("out", released["part"], period_of_row(released)),
                printed=printed,
                withheld=withheld,
                is_out=True,
            )
        )
    return found


def _revised(rows: Sequence[Row], table: Table, earlier: Sequence[Released]) -> list[Row]:
    """A row that was released before and has changed by one to four would tell of those: it is hidden."""
    before: dict[Any, list[Released]] = {}
    for released in earlier:
        before.setdefault((released["part"], period_of_row(released)), []).append(released)
    found = []
    for row in rows:
        changed = {
            measure
            for released in before.get(row.key, [])
            for measure in PRINTED
            if released[measure] is not None and is_few(abs(released[measure] - number_of(table, row.leaves, measure)))
        }
        found.append(replace(row, few=row.few | changed))
    return found


def _first(leaf: Leaf) -> date:
    return date.fromisoformat(leaf.quarter)


def period_of_row(released: Released) -> Period:
    return Period(date.fromisoformat(released["from"]), date.fromisoformat(released["to"]))
