"""From which unit to which: the hand-overs of one unit in a quarter, suppressed for whoever may not open them all.

It is the indicator of referrals answered in time, by the other unit: `numerator` was answered in time, `denominator`
was sent, `unknown` has no answer yet. Hidden as a release would be, with two things known besides: the rows that the
reader opens every case behind, and of what came the unit's own sum, which a report may show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import CareUnit
from agreements.indicators.definition import is_few
from agreements.reports.moves import Leaf
from agreements.reports.release import PROVIDER, Period, Released, Table, release_rows
from agreements.reports.suppression import Counts, Measure
from agreements.selectors.handovers import COUNTED, Direction, Tally

NAMES = {Measure.NUMERATOR: "met", Measure.REST: "not_met", Measure.UNKNOWN: "unknown", Measure.DENOMINATOR: COUNTED}


@dataclass(frozen=True, slots=True)
class Flow:
    """One way with one other unit, or with all (None). Numbers are None where they are hidden."""

    unit: CareUnit | None
    sent: int | None
    in_time: int | None
    unanswered: int | None
    is_whole: bool

    @property
    def is_hidden(self) -> bool:
        return self.sent is None


@dataclass(frozen=True, slots=True)
class Flows:
    """`units` by name; `whole` is None where nothing went that way."""

    units: tuple[Flow, ...]
    whole: Flow | None


def flows_of(direction: Direction, quarter: Period, *, is_reported: bool) -> Flows:
    """`is_reported`: whether the sum is the unit's own figure, which reports show where it is not small."""
    if not direction.units:
        return Flows((), None)
    parts = {str(unit.pk): (unit, tally) for unit, tally in direction.units.items()}
    known = [_released(part, tally, quarter) for part, (_unit, tally) in parts.items() if tally.opens_all]
    whole = direction.whole
    if whole.opens_all:
        known.append(_released(PROVIDER, whole, quarter))
    elif is_reported:
        known.append(_shown(_released(PROVIDER, whole, quarter), whole))
    opened = {row["part"] for row in known if row["part"] != PROVIDER or whole.opens_all}
    rows = release_rows(_table(direction, quarter), quarter, earlier=known, rests=())
    found = {row["part"]: _flow(row, parts, is_whole=row["part"] in opened) for row in rows}
    return Flows(tuple(flow for part, flow in found.items() if part != PROVIDER), found[PROVIDER])


def _table(direction: Direction, quarter: Period) -> Table:
    counts: dict[Leaf, Counts] = {}
    persons: dict[tuple[str, str, Measure], int] = {}
    names: dict[str, str] = {}
    for unit, tally in direction.units.items():
        part = str(unit.pk)
        names[part] = unit.name
        found = tally.counted
        counts[Leaf(part, quarter.first.isoformat())] = Counts(
            found.get("met", 0), found.get("not_met", 0), found.get("unknown", 0)
        )
        persons |= _persons(part, tally, quarter)
    persons |= _persons(PROVIDER, direction.whole, quarter)
    return Table(dict(sorted(names.items(), key=lambda item: (item[1], item[0]))), counts, persons)


def _persons(part: str, tally: Tally, quarter: Period) -> dict[tuple[str, str, Measure], int]:
    return {(part, str(quarter), measure): tally.persons.get(name, 0) for measure, name in NAMES.items()}


def _released(part: str, tally: Tally, quarter: Period) -> Released:
    return {
        "part": part,
        "from": quarter.first.isoformat(),
        "to": quarter.last.isoformat(),
        **{measure.value: tally.counted.get(NAMES[measure], 0) for measure in _printed()},
    }


def _shown(row: Released, tally: Tally) -> Released:
    """As much of it as some report may show: no small number of persons."""
    small = {measure for measure in Measure if is_few(tally.persons.get(NAMES[measure], 0))}
    # The rest is what the others leave over: it goes with what was answered in time.
    gone = small | {Measure.NUMERATOR} if Measure.REST in small else small
    return row | {measure.value: None for measure in gone & set(_printed())}


def _printed() -> Sequence[Measure]:
    return (Measure.NUMERATOR, Measure.DENOMINATOR, Measure.UNKNOWN)


def _flow(row: Released, parts: dict[str, tuple[CareUnit, Tally]], *, is_whole: bool) -> Flow:
    unit = parts[row["part"]][0] if row["part"] in parts else None
    return Flow(unit, row["denominator"], row["numerator"], row["unknown"], is_whole)
