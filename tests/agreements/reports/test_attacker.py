"""No hidden figure can be worked out: tried on generated reports, with everything that was published of them."""

import random
from datetime import date
from typing import Any

import pytest

from agreements.reports.moves import Leaf
from agreements.reports.release import PROVIDER, Period, Table, release_rows
from agreements.reports.suppression import Counts, Measure
from tests.agreements.reports.attacker import Attacker
from tests.conftest import IS_LONG

REPORTS = 1000 if IS_LONG else 50
QUARTERS = [Period(date(2026, 1, 1), date(2026, 3, 31)), Period(date(2026, 4, 1), date(2026, 6, 30))]
HALF = Period(QUARTERS[0].first, QUARTERS[1].last)
DAYS = [each.first.isoformat() for each in QUARTERS]


def generated(seed: int) -> Table:
    """Counts of two to five units in two quarters, small and large, some of them 0 or all."""
    chance = random.Random(seed)  # noqa: S311
    units = [str(number) for number in range(chance.randint(2, 5))]
    counts = {}
    for unit in units:
        most = chance.choice([4, 9, 25, 60])
        for day in DAYS:
            size = chance.randint(0, most)
            unknown = chance.choice([0, 0, chance.randint(0, size)])
            met = chance.choice([0, size - unknown, chance.randint(0, size - unknown)])
            counts[Leaf(unit, day)] = Counts(met, size - unknown - met, unknown)
    return Table({unit: f"Unit {unit}" for unit in units}, counts)


def publish(table: Table) -> list[dict[str, Any]]:
    """Both quarters, then the half year, each with regard to what was out before it."""
    out: list[dict[str, Any]] = []
    for period in (*QUARTERS, HALF):
        out += release_rows(table, period, out)
    return out


def attack(table: Table, published: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    """What is hidden, or under five and never printed, and can be told to less than five."""
    attacker = Attacker({"A": list(table.names)}, DAYS)
    attacker.read("A", published)
    printed = {variables for variables, _number in attacker.equations}
    wanted = {
        attacker.variables("A", row["part"], row["from"], row["to"], name)
        for row in published
        for name in ("numerator", "denominator", "unknown")
        if row[name] is None
    }
    for part in (*table.names, PROVIDER):
        for period in (*QUARTERS, HALF):
            days = (period.first.isoformat(), period.last.isoformat())
            every = [attacker.variables("A", part, *days, measure.value) for measure in Measure]
            wanted |= {each for each in every if 0 < true_number(table, each) < 5}
    ranges = {each: attacker.range_of(each) for each in wanted - printed}
    told = [(sorted(each), *ends) for each, ends in ranges.items() if ends[1] - ends[0] < 5]
    return told + [(sorted(each), "printed") for each in printed if 0 < true_number(table, each) < 5]


def true_number(table: Table, variables: frozenset[tuple[str, str, str, str]]) -> int:
    return sum(getattr(table.counts[Leaf(unit, day)], name) for _provider, unit, day, name in variables)


@pytest.mark.parametrize("seed", range(REPORTS))
def test_no_hidden_figure_can_be_told_to_less_than_five(seed: int) -> None:
    table = generated(seed)

    assert attack(table, publish(table)) == []


def test_attacker_finds_what_hiding_small_numbers_alone_gives_away() -> None:
    tables = [generated(seed) for seed in range(20)]

    told = [attack(table, with_small_numbers_hidden(table)) for table in tables]

    assert sum(map(bool, told)) > 10


def with_small_numbers_hidden(table: Table) -> list[dict[str, Any]]:
    """All rows, without what is one to four, and nothing else done."""
    return [
        {"part": part, "from": period.first.isoformat(), "to": period.last.isoformat()}
        | {name: number if not 0 < number < 5 else None for name, number in numbers_of(table, part, period).items()}
        for period in (*QUARTERS, HALF)
        for part in (*table.names, PROVIDER)
    ]


def numbers_of(table: Table, part: str, period: Period) -> dict[str, int]:
    attacker = Attacker({"A": list(table.names)}, DAYS)
    days = (period.first.isoformat(), period.last.isoformat())
    names = ("numerator", "denominator", "unknown")
    return {name: true_number(table, attacker.variables("A", part, *days, name)) for name in names}
