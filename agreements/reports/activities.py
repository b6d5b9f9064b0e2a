"""How many families activities were offered to and how many took them up, in one quarter: hidden as figures are.

An activity stands where a unit does in a report: whoever counts it knows its own numbers whole, and shall not learn
another's from the sum. Behind the occasions of a quarter stand at least as many families as came to the largest one:
the same ones may have come each time. What is arranged at one place is one table, on whatever page it is read: sums of
other sets of activities are never shown.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.models import Occasion, SupportActivity
from agreements.reports.content import share_of
from agreements.reports.moves import Leaf
from agreements.reports.release import PROVIDER, Period, Table, last_of_quarter, release_rows
from agreements.reports.suppression import Counts, Measure

# As far back as a page offers.
MOST_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Families; None where the number is hidden. `occasions`: how often it was held. `activity` None: all together."""

    activity: SupportActivity | None
    occasions: int
    offered: int | None
    taken_up: int | None

    @property
    def share(self) -> float | None:
        return share_of(self.taken_up, self.offered)


def quarters_over(today: date, *, since: date = date.min) -> list[Period]:
    """Whole quarters that are over, the newest first: a number that grows from day to day would tell of each day.

    The newest at least, older ones as long as their last day is not before `since`.
    """
    first = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
    found = []
    for back in range(1, MOST_QUARTERS + 1):
        year, month = divmod(first.year * 12 + first.month - 1 - 3 * back, 12)
        begun = date(year, month + 1, 1)
        found.append(Period(begun, last_of_quarter(begun)))
    return [each for nth, each in enumerate(found) if not nth or each.last >= since]


def taken_up(
    activities: Sequence[SupportActivity], occasions: Mapping[int, Sequence[Occasion]], quarter: Period
) -> list[TakenUp]:
    """Of all activities of one place, the whole last; empty where none was held. `occasions`: those of the quarter."""
    held = [each for each in activities if occasions.get(each.pk)]
    if not held:
        return []
    by_key = {str(each.pk): each for each in held}
    table = _table(held, occasions, quarter)
    rows = release_rows(table, quarter, rests=_rests(table, held))
    found = [_row(row, by_key.get(row["part"]), occasions, held) for row in rows]
    return sorted(found, key=lambda row: (row.activity is None, row.activity.name if row.activity else ""))


def shown_of(rows: Sequence[TakenUp], shown: Collection[int]) -> list[TakenUp]:
    """Of a whole table those rows whose activity has its key in `shown`; the sum only where no row is left out."""
    kept = [each for each in rows if each.activity is not None and each.activity.pk in shown]
    whole = [each for each in rows if each.activity is None]
    return kept + whole if len(kept) + len(whole) == len(rows) else kept


def _row(
    row: dict[str, object],
    activity: SupportActivity | None,
    occasions: Mapping[int, Sequence[Occasion]],
    held: Sequence[SupportActivity],
) -> TakenUp:
    number = sum(len(occasions[each.pk]) for each in ([activity] if activity else held))
    return TakenUp(activity, number, row["denominator"], row["numerator"])  # type: ignore[arg-type]


def _table(held: Sequence[SupportActivity], occasions: Mapping[int, Sequence[Occasion]], quarter: Period) -> Table:
    name, when = quarter.first.isoformat(), str(quarter)
    counts: dict[Leaf, Counts] = {}
    persons: dict[tuple[str, str, Measure], int] = {}
    for each in held:
        its = occasions[each.pk]
        came, offered = sum(one.taken_up for one in its), sum(one.offered for one in its)
        counts[Leaf(str(each.pk), name)] = Counts(came, offered - came)
        for measure, number in _fewest(its).items():
            persons[str(each.pk), when, measure] = number
            persons[PROVIDER, when, measure] = max(number, persons.get((PROVIDER, when, measure), 0))
    return Table({str(each.pk): each.name for each in held}, counts, persons)


def _rests(table: Table, held: Sequence[SupportActivity]) -> list[Table]:
    """For each unit the table without the activities that it holds, and so knows whole."""
    found = []
    for unit in {each.unit_id for each in held}:
        rest = table
        for each in held:
            rest = rest.without(str(each.pk)) if each.unit_id == unit else rest
        found.append(rest)
    return found


def _fewest(occasions: Sequence[Occasion]) -> dict[Measure, int]:
    """How many families there are at least."""
    return {
        Measure.NUMERATOR: max(each.taken_up for each in occasions),
        Measure.REST: max(each.offered - each.taken_up for each in occasions),
        Measure.DENOMINATOR: max(each.offered for each in occasions),
    }
