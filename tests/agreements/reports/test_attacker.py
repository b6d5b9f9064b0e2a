"""No hidden figure can be worked out: tried on generated reports, with everything that was published of them.

Two providers release two quarters and then the half year. The attacker reads the units of each release (the way down
from a figure, and the sheet of parts), the joint rows as page and Excel have them, and the rows of the CSV file.
"""

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from agreements.reports.content import Content, joint_numbers
from agreements.reports.files import write_csv
from agreements.reports.moves import Leaf
from agreements.reports.release import PROVIDER, Period, Released, Table, release_rows
from agreements.reports.suppression import Counts
from tests.agreements.reports.attacker import MEASURES, SUM_OF, Attacker, Variable
from tests.conftest import IS_LONG

pytestmark = pytest.mark.arithmetic

REPORTS = 1000 if IS_LONG else 50
QUARTERS = [Period(date(2026, 1, 1), date(2026, 3, 31)), Period(date(2026, 4, 1), date(2026, 6, 30))]
HALF = Period(QUARTERS[0].first, QUARTERS[1].last)
PERIODS = [*QUARTERS, HALF]
DAYS = [each.first.isoformat() for each in QUARTERS]
PRINTED = ("numerator", "denominator", "unknown")


@dataclass
class Published:
    """What is out: provider → released rows; of each period the joint content."""

    released: dict[str, list[Released]] = field(default_factory=dict)
    joint: dict[Period, Content] = field(default_factory=dict)


def generated(seed: int) -> dict[str, Table]:
    """Two providers of one to four units in two quarters, small and large, some of them 0 or all."""
    chance = random.Random(seed)  # noqa: S311
    return {provider: table_of(chance, chance.randint(1, 4)) for provider in ("A", "B")}


def table_of(chance: random.Random, size: int) -> Table:
    counts = {}
    for unit in range(size):
        most = chance.choice([4, 9, 25, 60])
        for day in DAYS:
            of = chance.randint(0, most)
            unknown = chance.choice([0, 0, chance.randint(0, of)])
            met = chance.choice([0, of - unknown, chance.randint(0, of - unknown)])
            counts[Leaf(str(unit), day)] = Counts(met, of - unknown - met, unknown)
    return Table({str(unit): f"Unit {unit}" for unit in range(size)}, counts)


def publish(tables: dict[str, Table]) -> Published:
    """Each period after what was out before it."""
    out = Published({provider: [] for provider in tables})
    for period in PERIODS:
        new = {provider: release_rows(table, period, out.released[provider]) for provider, table in tables.items()}
        for provider, rows in new.items():
            out.released[provider] += rows
        out.joint[period] = content_of({provider: of_period(rows, period) for provider, rows in new.items()})
    return out


def of_period(rows: list[Released], period: Period) -> list[Released]:
    return [row for row in rows if (row["from"], row["to"]) == (period.first.isoformat(), period.last.isoformat())]


def content_of(released: dict[str, list[Released]]) -> Content:
    indicator = {"id": "i", "words": None, "source": "cases"} | joint_numbers(released)
    return {"clauses": [{"code": "C1", "party": "joint", "assessment": None, "indicators": [indicator]}]}


def attack(tables: dict[str, Table], published: Published) -> list[Any]:
    """Hidden cells, and numbers under five that are never printed, that can be told to less than five values."""
    attacker = Attacker({provider: list(table.names) for provider, table in tables.items()}, DAYS)
    for provider, rows in published.released.items():
        attacker.read(provider, rows)
    for period, content in published.joint.items():
        read_joint(attacker, period, content)
    printed = {variables for variables, _number in attacker.equations}
    secret = hidden_cells(attacker, published) | small_numbers(attacker, tables)
    ranges = {each: attacker.range_of(each) for each in secret - printed}
    told = [(sorted(each), *ends) for each, ends in ranges.items() if ends[1] - ends[0] < 5]
    return told + [(sorted(each), "printed") for each in printed if 0 < true_number(tables, each) < 5]


def attack_from_within(tables: dict[str, Table], published: Published) -> list[Any]:
    """Numbers under five of other units that whoever knows one unit whole can tell to less than five values."""
    found = []
    for provider, table in tables.items():
        for known in table.names:
            attacker = Attacker({provider: list(table.names)}, DAYS)
            attacker.read(provider, published.released[provider])
            for leaf in table.counts:
                if leaf.part == known:
                    for name in MEASURES:
                        cell = frozenset({(provider, known, leaf.quarter, name)})
                        attacker.learn(cell, true_number(tables, cell))
            others = {
                frozenset(cell for cell in each if cell[1] != known) for each in every_sum(attacker, {provider: table})
            }
            for each in others:
                low, high = attacker.range_of(each) if 0 < true_number(tables, each) < 5 else (0, 5)
                if high - low < 5:
                    found.append((known, sorted(each), low, high))
    return found


def read_joint(attacker: Attacker, period: Period, content: Content) -> None:
    """The sum is of the providers that show theirs; the file has the same row."""
    indicator = content["clauses"][0]["indicators"][0]
    [row] = csv.DictReader(io.StringIO(write_csv(content).decode()))
    shown = [each["provider"] for each in indicator["parts"] if each["part"] == PROVIDER and not each["suppressed"]]
    days = (period.first.isoformat(), period.last.isoformat())
    for name in PRINTED:
        of_all = [attacker.variables(provider, PROVIDER, *days, name) for provider in shown]
        for number in (indicator[name], int(row[name]) if row[name] else None):
            if number is not None:
                attacker.learn(frozenset().union(*of_all), number)


def hidden_cells(attacker: Attacker, published: Published) -> set[frozenset[Variable]]:
    return {
        attacker.variables(provider, row["part"], row["from"], row["to"], name)
        for provider, rows in published.released.items()
        for row in rows
        for name in PRINTED
        if row[name] is None
    }


def small_numbers(attacker: Attacker, tables: dict[str, Table]) -> set[frozenset[Variable]]:
    return {each for each in every_sum(attacker, tables) if 0 < true_number(tables, each) < 5}


def every_sum(attacker: Attacker, tables: dict[str, Table]) -> set[frozenset[Variable]]:
    return {
        attacker.variables(provider, part, period.first.isoformat(), period.last.isoformat(), name)
        for provider, table in tables.items()
        for part in (*table.names, PROVIDER)
        for period in PERIODS
        for name in SUM_OF
    }


def true_number(tables: dict[str, Table], variables: frozenset[Variable]) -> int:
    return sum(getattr(tables[provider].counts[Leaf(unit, day)], name) for provider, unit, day, name in variables)


@pytest.mark.parametrize("seed", range(REPORTS))
def test_no_hidden_figure_can_be_told_to_less_than_five(seed: int) -> None:
    tables = generated(seed)

    assert attack(tables, publish(tables)) == []


@pytest.mark.parametrize("seed", range(REPORTS))
def test_whoever_knows_one_unit_learns_nothing_small_of_another(seed: int) -> None:
    tables = generated(seed)

    assert attack_from_within(tables, publish(tables)) == []


def test_attacker_finds_what_hiding_small_numbers_alone_gives_away() -> None:
    every = [generated(seed) for seed in range(20)]

    told = [attack(tables, with_small_numbers_hidden(tables)) for tables in every]

    assert sum(map(bool, told)) > 10
    assert any(attack_from_within(tables, with_small_numbers_hidden(tables)) for tables in every)


def test_most_of_large_units_is_still_shown() -> None:
    chance = random.Random(1)  # noqa: S311
    counts = {
        Leaf(str(unit), day): Counts(chance.randint(8, 40), chance.randint(0, 20)) for unit in range(6) for day in DAYS
    }

    rows = release_rows(Table({str(unit): str(unit) for unit in range(6)}, counts), HALF)

    assert sum(row["numerator"] is not None for row in rows) >= len(rows) / 2


def with_small_numbers_hidden(tables: dict[str, Table]) -> Published:
    """All rows, without what is one to four, and nothing else done."""
    out = Published()
    for provider, table in tables.items():
        attacker = Attacker({provider: list(table.names)}, DAYS)
        rows = []
        for period in PERIODS:
            days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
            for part in (*table.names, PROVIDER):
                numbers = {
                    n: true_number(tables, attacker.variables(provider, part, *days.values(), n)) for n in PRINTED
                }
                small = {name: None if 0 < number < 5 else number for name, number in numbers.items()}
                rows.append({"part": part, "name": part} | days | small)
        out.released[provider] = rows
    return out
