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
from agreements.reports.suppression import PRINTED, Counts, Measure, Row, suppress

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
    table: Table, period: Period, earlier: Sequence[Released] = (), known: Sequence[Row] = ()
) -> list[Released]:
    """The rows of a period, units first, suppressed with regard to what was released `earlier` of this indicator.

    `known`: what everybody knows besides.

    `table.counts` must hold every quarter of the period and of all that `periods_out` names.
    """
    rows = _rows(table, period)
    hidden = suppress(table.counts, [*_revised(rows, table, earlier), *_unseen(table), *_out(table, earlier), *known])
    return [_printed(row, table, hidden[row.key]) for row in rows]


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
