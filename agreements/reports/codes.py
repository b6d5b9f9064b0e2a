"""A provider's figure by code, released only where the figure itself is shown whole.

Then the codes tell nothing of the units: whatever the units' numbers are, the same totals can be split by code in the
same way (docs/decisions/0010-small-cells.md). So each of the two tables is judged for itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from agreements.reports.moves import Leaf
from agreements.reports.release import PROVIDER, Period, Released, Table, fewest_left, number_of, release_rows
from agreements.reports.suppression import Counts, Measure, Row

CODE = "code:"
PARTS_OF_ALL = (Measure.NUMERATOR, Measure.REST, Measure.UNKNOWN)


def is_code(row: Released) -> bool:
    return row["part"].startswith(CODE)


def without_codes(rows: Iterable[Released]) -> list[Released]:
    return [row for row in rows if not is_code(row)]


def code_rows(
    table: Table,
    period: Period,
    rows: Sequence[Released],
    earlier: Sequence[Released],
    *,
    is_outcome: bool,
    rests: Sequence[Table] = (),
) -> list[Released]:
    """The rows of a period by code, suppressed; none where some number of the whole provider is hidden.

    `table`: parts are codes after CODE; what has no code is counted in it and has no name. `rows`: what is released now
    of the provider, by unit and whole; `earlier`: all that was released before, by code too. `rests`: for each unit the
    table without it, as who knows that unit whole can read it.
    """
    wholes = [row for row in (*rows, *earlier) if row["part"] == PROVIDER]
    if not all(_is_whole(wholes, each) for each in {period, *period.quarters()}):
        return []
    known = _known_zeros(table) if is_outcome else []
    before = [*wholes, *(row for row in earlier if is_code(row) and row["part"] in table.names)]
    found = release_rows(table, period, before, known, rests)
    return [row for row in found if is_code(row)]


def _is_whole(wholes: Iterable[Released], period: Period) -> bool:
    days = (period.first.isoformat(), period.last.isoformat())
    shown = [row for row in wholes if (row["from"], row["to"]) == days]
    return bool(shown) and all(
        row[name] is not None for row in shown for name in ("numerator", "denominator", "unknown")
    )


def _known_zeros(table: Table) -> list[Row]:
    """Where the code decides: everybody knows which of its numbers are nought."""
    by_code: dict[str, list[Leaf]] = {}
    for leaf in table.counts:
        by_code.setdefault(leaf.part, []).append(leaf)
    found = []
    for part, leaves in by_code.items():
        zeros = frozenset(each for each in PARTS_OF_ALL if not number_of(table, leaves, each))
        found += [
            Row(key=("zero", part, leaf.quarter), leaves=frozenset({leaf}), printed=zeros, is_out=True)
            for leaf in leaves
        ]
    return found


@dataclass(slots=True)
class Coded:
    """Of a provider or a unit. `counts`: (code, first day of the quarter) → what happened; `persons`: (code, period,
    measure) → how many families at least."""

    counts: dict[tuple[str, str], Counts] = field(default_factory=dict)
    persons: dict[tuple[str, str, Measure], int] = field(default_factory=dict)

    def table(self, quarters: Sequence[Period]) -> Table:
        codes = sorted({code for code, _quarter in self.counts})
        empty = {Leaf(CODE + code, each.first.isoformat()): Counts(0, 0) for code in codes for each in quarters}
        given = {Leaf(CODE + code, quarter): each for (code, quarter), each in self.counts.items()}
        return Table(
            names={CODE + code: code for code in codes if code},
            counts=empty | given,
            persons={(CODE + code, when, measure): number for (code, when, measure), number in self.persons.items()},
        )

    def without(self, unit: "Coded", others: Iterable["Coded"]) -> "Coded":
        """What is left to learn of a provider for those who know one of its units whole."""
        counts = {}
        for key, each in self.counts.items():
            own = unit.counts.get(key, Counts(0, 0))
            counts[key] = Counts(each.met - own.met, each.not_met - own.not_met, each.unknown - own.unknown)
        rest = list(others)
        persons = {
            key: fewest_left(number - unit.persons.get(key, 0), [each.persons.get(key, 0) for each in rest])
            for key, number in self.persons.items()
        }
        return Coded(counts, persons)


def without_each(whole: Coded, units: Mapping[str, Coded]) -> list[Coded]:
    return [whole.without(each, [other for key, other in units.items() if key != unit]) for unit, each in units.items()]
