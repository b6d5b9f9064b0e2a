"""Figures by code beside those by unit: nothing of either can be worked out from both.

One provider releases two quarters and then the half year. The attacker's unknowns are the counts of each unit, quarter
and code; where the code decides what is met, the attacker knows that too.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest

from agreements.reports.codes import CODE, Coded, code_rows, is_code, without_codes, without_each
from agreements.reports.moves import Leaf
from agreements.reports.release import PROVIDER, Period, Released, Table, release_rows
from agreements.reports.suppression import Counts
from tests.agreements.reports.attacker import SUM_OF, Attacker, Variable
from tests.agreements.reports.test_attacker import DAYS, PERIODS, PRINTED, QUARTERS, REPORTS

pytestmark = pytest.mark.arithmetic

CODES = ("a", "b", "c", "")
MEASURES = ("met", "not_met", "unknown")
# Where the code decides: what each is.
DECIDED = {"a": "met", "b": "not_met", "c": "not_met", "": "unknown"}
Cell = tuple[str, str, str]


@dataclass
class Told:
    """Counts of each unit, quarter and code."""

    counts: dict[Cell, Counts]
    is_outcome: bool

    @property
    def units(self) -> list[str]:
        return sorted({unit for unit, _day, _code in self.counts})

    def by_unit(self) -> Table:
        counts = {Leaf(unit, day): self.sum(unit=unit, day=day) for unit in self.units for day in DAYS}
        return Table({unit: unit for unit in self.units}, counts)

    def by_code(self) -> tuple[Table, list[Table]]:
        units = {unit: self.coded(unit) for unit in self.units}
        return self.coded().table(QUARTERS), [each.table(QUARTERS) for each in without_each(self.coded(), units)]

    def coded(self, unit: str | None = None) -> Coded:
        return Coded({(code, day): self.sum(unit=unit, code=code, day=day) for code in CODES for day in DAYS})

    def sum(self, unit: str | None = None, day: str | None = None, code: str | None = None) -> Counts:
        asked = (unit, day, code)
        cells = [
            each
            for cell, each in self.counts.items()
            if all(one in (None, at) for one, at in zip(asked, cell, strict=True))
        ]
        return Counts(*(sum(getattr(each, name) for each in cells) for name in MEASURES))


def generated(seed: int) -> Told:
    chance = random.Random(seed)  # noqa: S311
    is_outcome = bool(seed % 2)
    counts = {}
    for unit in range(chance.randint(1, 3)):
        for code in CODES:
            most = chance.choice([0, 4, 9, 25, 60])
            for day in DAYS:
                counts[str(unit), day, code] = drawn(chance, most, DECIDED[code] if is_outcome else None)
    return Told(counts, is_outcome)


def drawn(chance: random.Random, most: int, decided: str | None) -> Counts:
    of = chance.randint(0, most)
    if decided is not None:
        return Counts(**(dict.fromkeys(MEASURES, 0) | {decided: of}))
    met = chance.choice([0, of, chance.randint(0, of)])
    return Counts(met, of - met)


def publish(told: Told) -> list[Released]:
    out: list[Released] = []
    for period in PERIODS:
        rows = release_rows(told.by_unit(), period, without_codes(out))
        table, rests = told.by_code()
        out += [*rows, *code_rows(table, period, rows, out, is_outcome=told.is_outcome, rests=rests)]
    return out


def variables(told: Told, part: str, first: str, last: str, name: str) -> frozenset[Variable]:
    units = told.units if part == PROVIDER or part.startswith(CODE) else [part]
    codes = [part.removeprefix(CODE)] if part.startswith(CODE) else CODES
    days = [day for day in DAYS if first <= day <= last]
    return frozenset((u, d, c, one) for u in units for d in days for c in codes for one in SUM_OF[name])


def attack(told: Told, published: Iterable[Released]) -> list[object]:
    attacker, hidden = reader(told, published)
    printed = {cells for cells, _number in attacker.equations}
    know_what_codes_mean(told, attacker)
    secret = {cells for cells in sums(told) if 0 < true_number(told, cells) < 5}
    found: list[object] = [(sorted(each), "printed") for each in printed & secret]
    for cells in sorted((hidden | secret) - printed, key=sorted):
        low, high = attacker.range_of(cells)
        if high - low < 5 and not is_nothing_to_tell(told, cells, low, high):
            found.append((sorted(cells), low, high))
    return found


def attack_from_within(told: Told, published: list[Released]) -> list[object]:
    """As whoever knows every count of one unit: which small numbers of the others come out."""
    found: list[object] = []
    for known in told.units if len(told.units) > 1 else []:
        attacker, _hidden = reader(told, published)
        know_what_codes_mean(told, attacker)
        for unit, day, code in told.counts:
            for name in MEASURES if unit == known else ():
                cell = frozenset({(unit, day, code, name)})
                attacker.learn(cell, true_number(told, cell))
        for cells in {frozenset(cell for cell in each if cell[0] != known) for each in sums(told)}:
            low, high = attacker.range_of(cells) if 0 < true_number(told, cells) < 5 else (0, 5)
            if high - low < 5:
                found.append((known, sorted(cells), low, high))
    return found


def reader(told: Told, published: Iterable[Released]) -> tuple[Attacker, set[frozenset[Variable]]]:
    """Who has read all that is printed, and what was hidden."""
    attacker, hidden = Attacker({}, DAYS), set()
    for row in published:
        for name in PRINTED:
            cells = variables(told, row["part"], row["from"], row["to"], name)
            if row[name] is None:
                hidden.add(cells)
            else:
                attacker.learn(cells, row[name])
    return attacker, hidden


def know_what_codes_mean(told: Told, attacker: Attacker) -> None:
    if told.is_outcome:
        for unit, day, code in told.counts:
            for name in set(MEASURES) - {DECIDED[code]}:
                attacker.learn(frozenset({(unit, day, code, name)}), 0)


def is_nothing_to_tell(told: Told, cells: frozenset[Variable], low: float, high: float) -> bool:
    """A nought by what the code means, which is printed nowhere and no number of anybody."""
    return told.is_outcome and low == high == 0 == true_number(told, cells)


def sums(told: Told) -> Iterator[frozenset[Variable]]:
    parts = [*told.units, PROVIDER, *(CODE + code for code in CODES if code)]
    for period in PERIODS:
        for part in parts:
            for name in SUM_OF:
                yield variables(told, part, period.first.isoformat(), period.last.isoformat(), name)


def true_number(told: Told, cells: Iterable[Variable]) -> int:
    return sum(getattr(told.counts[unit, day, code], name) for unit, day, code, name in cells)


@pytest.mark.parametrize("seed", range(REPORTS))
def test_units_and_codes_together_tell_nothing_hidden(seed: int) -> None:
    told = generated(seed)

    assert attack(told, publish(told)) == []


@pytest.mark.parametrize("seed", range(REPORTS))
def test_whoever_knows_one_unit_learns_nothing_small_of_the_codes_of_another(seed: int) -> None:
    told = generated(seed)

    assert attack_from_within(told, publish(told)) == []


def test_codes_are_shown_beside_large_figures() -> None:
    chance = random.Random(3)  # noqa: S311
    large = {
        (str(u), d, c): Counts(chance.randint(9, 30), chance.randint(9, 30))
        for u in range(3)
        for d in DAYS
        for c in CODES
    }

    rows = [row for row in publish(Told(large, is_outcome=False)) if is_code(row)]

    assert len(rows) == 3 * len(PERIODS)
    assert all(row["numerator"] is not None for row in rows)


def test_codes_are_not_shown_where_the_whole_is_hidden() -> None:
    cells = {("0", day, code): Counts(3 if code == "a" else 0, 20) for day in DAYS for code in CODES}

    assert not [row for row in publish(Told(cells, is_outcome=False)) if is_code(row)]


def test_attacker_finds_a_small_code_by_its_neighbours() -> None:
    counts = {"a": Counts(2, 40), "b": Counts(30, 40), "c": Counts(0, 0), "": Counts(0, 0)}
    told = Told({("0", day, code): counts[code] for day in DAYS for code in CODES}, is_outcome=False)
    half: Period = PERIODS[-1]
    days = {"from": half.first.isoformat(), "to": half.last.isoformat()}
    rows = [{"part": PROVIDER, "numerator": 64, "denominator": 224, "unknown": 0} | days]
    rows.append({"part": f"{CODE}b", "numerator": 60, "denominator": 140, "unknown": 0} | days)

    assert attack(told, rows)


def test_attacker_from_within_finds_what_is_left_of_a_code() -> None:
    own, other = Counts(20, 40), {"a": Counts(2, 40), "b": Counts(30, 40), "c": Counts(0, 0), "": Counts(0, 0)}
    cells = {("0", day, code): own for day in DAYS for code in CODES}
    told = Told(cells | {("1", day, code): other[code] for day in DAYS for code in CODES}, is_outcome=False)
    half: Period = PERIODS[-1]
    days = {"from": half.first.isoformat(), "to": half.last.isoformat()}
    rows = [{"part": f"{CODE}a", "numerator": 44, "denominator": 204, "unknown": 0} | days]

    assert attack_from_within(told, rows)
    assert attack_from_within(told, publish(told)) == []
