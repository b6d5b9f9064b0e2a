"""A survey of parents: no number of one to four can be worked out, over all units, options and questions together."""

import random
from collections.abc import Iterator

import pytest

from agreements.reports.release import PROVIDER, Released
from agreements.reports.sheets import NOT_ANSWERED, QUESTION, SHEETS, Asked, SheetTable, sheet_rows
from tests.agreements.reports.attacker import Attacker, Variable
from tests.agreements.reports.test_attacker import REPORTS

pytestmark = pytest.mark.arithmetic

YES_NO = Asked("worried", ("yes", "no", "unknown"))
FORM = Asked("family_form", ("lone", "cohabiting", "apart"))
SUPPORT = Asked("support", ("group", "talk"), has_several=True)
QUESTIONS = (YES_NO, FORM, SUPPORT)
NOT_CHOSEN = "not chosen"


def generated(seed: int) -> SheetTable:
    """One to four units, small and large; some options everybody's or nobody's."""
    chance = random.Random(seed)  # noqa: S311
    sheets = {str(unit): chance.randint(1, chance.choice([4, 9, 25, 60])) for unit in range(chance.randint(1, 4))}
    given = {question.key: {unit: drawn(chance, question, n) for unit, n in sheets.items()} for question in QUESTIONS}
    return SheetTable({unit: f"Unit {unit}" for unit in sheets}, sheets, given)


def drawn(chance: random.Random, question: Asked, sheets: int) -> dict[str, int]:
    if question.has_several:
        return {option: chance.choice([0, sheets, chance.randint(0, sheets)]) for option in question.options}
    left, found = sheets - chance.choice([0, 0, chance.randint(0, sheets)]), {}
    for option in question.options[:-1]:
        found[option] = chance.choice([0, left, chance.randint(0, left)])
        left -= found[option]
    return found | {question.options[-1]: left}


def attack(table: SheetTable, published: dict[str, list[Released]]) -> list[object]:
    attacker, hidden = reader(table, published)
    printed = {cells for cells, _number in attacker.equations}
    secret = {cells for cells in every(table) if 0 < true_number(table, cells) < 5}
    found: list[object] = [(sorted(each), "printed") for each in printed & secret]
    for cells in sorted((hidden | secret) - printed, key=sorted):
        low, high = attacker.range_of(cells)
        if high - low < 5:
            found.append((sorted(cells), low, high))
    return found


def attack_from_within(table: SheetTable, published: dict[str, list[Released]]) -> list[object]:
    """As whoever has read every sheet of one unit: which small numbers of the others come out."""
    found: list[object] = []
    for known in table.sheets if len(table.sheets) > 1 else []:
        attacker, _hidden = reader(table, published)
        for question, option in columns():
            for cell in of_unit(known, question, option):
                attacker.learn(frozenset({cell}), true_number(table, frozenset({cell})))
        for cells in {frozenset(cell for cell in each if cell[0] != known) for each in every(table)}:
            low, high = attacker.range_of(cells) if 0 < true_number(table, cells) < 5 else (0, 5)
            if high - low < 5:
                found.append((known, sorted(cells), low, high))
    return found


def reader(table: SheetTable, published: dict[str, list[Released]]) -> tuple[Attacker, set[frozenset[Variable]]]:
    """Who has read all that is printed and adds up the answers of a unit, and what was hidden."""
    attacker, hidden = Attacker({}, []), set()
    for key, rows in published.items():
        for row in rows:
            cells = variables(table, key, row["part"], row["option"])
            if row["number"] is None:
                hidden.add(cells)
            else:
                attacker.learn(cells, row["number"])
    for unit in table.sheets:
        attacker.same(*(of_unit(unit, question, option) for question, option in columns()))
    return attacker, hidden


def columns() -> Iterator[tuple[Asked, str | None]]:
    """What adds up to a unit's sheets: a question of one choice, and each option of the others."""
    for question in QUESTIONS:
        if question.has_several:
            yield from ((question, option) for option in question.options)
        else:
            yield question, None


def of_unit(unit: str, question: Asked, option: str | None) -> frozenset[Variable]:
    if question.has_several:
        return frozenset({(unit, question.key, str(option), "chosen"), (unit, question.key, str(option), NOT_CHOSEN)})
    return frozenset((unit, question.key, each, "chosen") for each in (*question.options, NOT_ANSWERED))


def variables(table: SheetTable, key: str, part: str, option: str) -> frozenset[Variable]:
    units = list(table.sheets) if part == PROVIDER else [part]
    if key == SHEETS:
        return frozenset().union(*(of_unit(unit, YES_NO, None) for unit in units))
    return frozenset((unit, key.removeprefix(QUESTION), option, "chosen") for unit in units)


def every(table: SheetTable) -> Iterator[frozenset[Variable]]:
    for part in (*table.sheets, PROVIDER):
        yield variables(table, SHEETS, part, "")
        for question in QUESTIONS:
            for option in question.options if question.has_several else (*question.options, NOT_ANSWERED):
                cells = variables(table, QUESTION + question.key, part, option)
                yield cells
                if question.has_several:
                    yield frozenset((*cell[:3], NOT_CHOSEN) for cell in cells)


def true_number(table: SheetTable, cells: frozenset[Variable]) -> int:
    asked = {question.key: question for question in QUESTIONS}
    total = 0
    for unit, key, option, kind in cells:
        chosen = table.number(asked[key], unit, option)
        total += chosen if kind == "chosen" else table.sheets[unit] - chosen
    return total


@pytest.mark.parametrize("seed", range(REPORTS))
def test_no_hidden_answer_can_be_told_to_less_than_five(seed: int) -> None:
    table = generated(seed)

    assert attack(table, sheet_rows(table, QUESTIONS)) == []


@pytest.mark.parametrize("seed", range(REPORTS))
def test_whoever_has_read_one_units_sheets_learns_nothing_small_of_another(seed: int) -> None:
    table = generated(seed)

    assert attack_from_within(table, sheet_rows(table, QUESTIONS)) == []


def test_attacker_finds_what_hiding_small_numbers_alone_gives_away() -> None:
    told = told_within = 0
    for seed in range(20):
        table = generated(seed)
        rows = {SHEETS: [row(table, SHEETS, part, "") for part in (*table.sheets, PROVIDER)]}
        for question in QUESTIONS:
            key = QUESTION + question.key
            rows[key] = [
                row(table, key, part, option) for part in (*table.sheets, PROVIDER) for option in question.options
            ]
        told += bool(attack(table, rows))
        told_within += bool(attack_from_within(table, rows))

    assert told > 10
    assert told_within > 5


def row(table: SheetTable, key: str, part: str, option: str) -> Released:
    number = true_number(table, variables(table, key, part, option))
    return {"part": part, "name": part, "option": option, "number": None if 0 < number < 5 else number}


def test_large_units_show_their_answers() -> None:
    given = {"worried": {unit: {"yes": 20, "no": 30, "unknown": 10} for unit in "ab"}}
    table = SheetTable({"a": "A", "b": "B"}, {"a": 60, "b": 60}, given)

    rows = sheet_rows(table, [YES_NO])

    assert all(each["number"] is not None for each in rows[SHEETS] + rows[QUESTION + "worried"])
    assert {each["option"]: each["number"] for each in rows[QUESTION + "worried"] if each["part"] == PROVIDER} == {
        "yes": 40,
        "no": 60,
        "unknown": 20,
        "": 0,
    }


def test_a_unit_of_four_shows_no_answer_and_cannot_be_subtracted() -> None:
    given = {"worried": {"a": {"yes": 4, "no": 0, "unknown": 0}, "b": {"yes": 20, "no": 30, "unknown": 10}}}
    table = SheetTable({"a": "A", "b": "B"}, {"a": 4, "b": 60}, given)

    rows = sheet_rows(table, [YES_NO])

    numbers = {each["part"]: each["number"] for each in rows[SHEETS]}
    assert numbers["a"] is None
    assert None in (numbers["b"], numbers[PROVIDER])
    assert not [each for each in rows[QUESTION + "worried"] if each["part"] == "a"]
