"""What parents and reviewed records said, as counts: per unit, per option, so that nothing under five comes out.

A sheet is a person. Three things are decided after each other, each with what stands already (0010-small-cells):
how many sheets a unit has; then question by question how many gave each answer. A unit whose number is hidden shows
no answer, and where a provider's is, it shows no answers of all its units: then one question tells nothing of another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from agreements.indicators.definition import is_few
from agreements.reports.moves import Leaf
from agreements.reports.release import PROVIDER, Released
from agreements.reports.suppression import NOTHING, Counts, Hidden, Key, Measure, Row, for_every_reader, suppress

NUMBER, ZEROS = frozenset({Measure.NUMERATOR}), frozenset({Measure.REST, Measure.UNKNOWN})
SHEETS, QUESTION = "sheets", "sheet:"
NOT_ANSWERED = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """`options`: the codes that can be chosen; `has_several`: any number of them on one sheet."""

    key: str
    options: tuple[str, ...]
    has_several: bool = False


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Of one provider. `sheets`: unit → how many; `given`: question → unit → code → how many. `names`: unit → name.

    `is_rest`: what is left to learn for those who have read one unit's sheets.
    """

    names: Mapping[str, str]
    sheets: Mapping[str, int]
    given: Mapping[str, Mapping[str, Mapping[str, int]]]
    is_rest: bool = False

    def number(self, question: Asked, unit: str, option: str) -> int:
        given = self.given.get(question.key, {}).get(unit, {})
        if option != NOT_ANSWERED:
            return given.get(option, 0)
        return self.sheets[unit] - sum(given.get(each, 0) for each in question.options)

    def without(self, unit: str) -> "SheetTable":
        return replace(self, sheets={each: n for each, n in self.sheets.items() if each != unit}, is_rest=True)


def sheet_rows(table: SheetTable, questions: Iterable[Asked]) -> dict[str, list[Released]]:
    """SHEETS and QUESTION + key → rows `{"part", "name", "option", "number"}`; numbers None where hidden."""
    rests = [table.without(unit) for unit in table.sheets] if len(table.sheets) > 1 else []
    units = for_every_reader(table, rests, _hidden_units)
    shown = [unit for unit in table.sheets if not units[unit, "n"]]
    has_all = not units[PROVIDER, "n"]
    parts = [*shown, *([PROVIDER] if has_all else [])]
    found = {
        SHEETS: [_printed(table, part, "", _sheets_of(table, part), hidden=part not in parts) for part in _parts(table)]
    }
    for question in questions:
        judge = _several if question.has_several else _one_of
        hidden = for_every_reader(table, rests, partial(judge, question, shown, has_all))
        found[QUESTION + question.key] = [
            _printed(table, part, option, _number(table, question, part, option), hidden=bool(hidden[part, option]))
            for part in parts
            for option in _options(question)
        ]
    return found


def _options(question: Asked) -> tuple[str, ...]:
    return question.options if question.has_several else (*question.options, NOT_ANSWERED)


def _parts(table: SheetTable) -> list[str]:
    return [*table.sheets, PROVIDER]


def _hidden_units(table: SheetTable, hidden: Hidden) -> Hidden:
    """Which of the numbers of sheets are hidden."""
    counts = {Leaf(unit, "n"): Counts(number, 0) for unit, number in table.sheets.items()}
    rows = [Row(key=(leaf.part, "n"), leaves=frozenset({leaf}), printed=NUMBER) for leaf in counts]
    rows.append(Row(key=(PROVIDER, "n"), leaves=frozenset(counts), rank=1, printed=NUMBER))
    return suppress(counts, [*rows, *_zeros(counts, ZEROS)], hidden)


def _one_of(question: Asked, shown: Sequence[str], has_all: bool, table: SheetTable, hidden: Hidden) -> Hidden:
    """Units by options, the sheets without an answer as one of them; all of a unit add up to its sheets."""
    options = _options(question)
    counts = {
        Leaf(unit, option): Counts(table.number(question, unit, option), 0)
        for unit in table.sheets
        for option in options
    }
    rows = [
        Row(key=(unit, option), leaves=frozenset({Leaf(unit, option)}), printed=NUMBER)
        for unit in shown
        if unit in table.sheets
        for option in options
    ]
    if has_all:
        rows += [Row(key=(PROVIDER, each), leaves=_of(counts, option=each), rank=1, printed=NUMBER) for each in options]
    known = _known(counts, table, Measure.NUMERATOR, shown, has_all=has_all)
    return suppress(counts, [*rows, *known, *_unseen(counts, table, shown), *_zeros(counts, ZEROS)], hidden)


def _several(question: Asked, shown: Sequence[str], has_all: bool, table: SheetTable, hidden: Hidden) -> Hidden:
    """Each option for itself: so many sheets of a unit have it, the rest do not."""
    found: dict[Key, frozenset[Measure]] = {}
    for option in question.options:
        counts = {}
        for unit, sheets in table.sheets.items():
            chosen = table.number(question, unit, option)
            counts[Leaf(unit, option)] = Counts(chosen, sheets - chosen)
        rows = [
            Row(key=(unit, option), leaves=_of(counts, unit), printed=NUMBER) for unit in shown if unit in table.sheets
        ]
        if has_all:
            rows.append(Row(key=(PROVIDER, option), leaves=frozenset(counts), rank=1, printed=NUMBER))
        known = _known(counts, table, Measure.DENOMINATOR, shown, has_all=has_all)
        unseen, zeros = _unseen(counts, table, shown), _zeros(counts, frozenset({Measure.UNKNOWN}))
        found |= suppress(counts, [*rows, *known, *unseen, *zeros], hidden)
    return found


def _of(counts: Iterable[Leaf], unit: str = PROVIDER, option: str | None = None) -> frozenset[Leaf]:
    return frozenset(
        leaf for leaf in counts if unit in (leaf.part, PROVIDER) and (option is None or leaf.quarter == option)
    )


def _known(
    counts: Iterable[Leaf], table: SheetTable, measure: Measure, shown: Sequence[str], *, has_all: bool
) -> list[Row]:
    """The numbers of sheets, decided before: printed, or withheld and so to be protected here too.

    Those who have read one unit's sheets are taken to know every number that is not small.
    """
    number, found = frozenset({measure}), []
    for part in _parts(table):
        is_shown = has_all if part == PROVIDER else part in shown
        is_out = is_shown or (table.is_rest and not is_few(_sheets_of(table, part)))
        found.append(
            Row(
                key=("sheets", part),
                leaves=_of(counts, part),
                printed=number if is_out else NOTHING,
                withheld=NOTHING if is_out else number,
                is_out=True,
            )
        )
    return found


def _unseen(counts: Mapping[Leaf, Counts], table: SheetTable, shown: Sequence[str]) -> list[Row]:
    """Answers that no row shows: of units that are hidden, each and together, and of all where that is hidden."""
    hidden = [unit for unit in table.sheets if unit not in shown]
    options = sorted({leaf.quarter for leaf in counts})
    sums = [frozenset({leaf}) for leaf in counts if leaf.part in hidden]
    sums += [frozenset(Leaf(unit, option) for unit in hidden) for option in options if hidden]
    sums += [_of(counts, option=option) for option in options]
    return [Row(key=("unseen", number), leaves=leaves, printed=frozenset()) for number, leaves in enumerate(sums)]


def _zeros(counts: Iterable[Leaf], measures: frozenset[Measure]) -> list[Row]:
    """Places of the table that there is nothing in, as everybody knows."""
    return [Row(key=("zero", leaf), leaves=frozenset({leaf}), printed=measures, is_out=True) for leaf in counts]


def _sheets_of(table: SheetTable, part: str) -> int:
    return sum(table.sheets.values()) if part == PROVIDER else table.sheets[part]


def _number(table: SheetTable, question: Asked, part: str, option: str) -> int:
    units = table.sheets if part == PROVIDER else [part]
    return sum(table.number(question, unit, option) for unit in units)


def _printed(table: SheetTable, part: str, option: str, number: int, *, hidden: bool) -> Released:
    row: dict[str, Any] = {"part": part, "name": table.names.get(part, ""), "option": option}
    return row | {"number": None if hidden else number}
