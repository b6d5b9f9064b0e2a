"""The file of a KAFO round as an office sends it: bytes in, rows or faults out. Nothing is looked up, nothing written.

Line 1 is the header. UTF-8 with or without BOM, or Windows-1252; comma or semicolon; decimal point or comma.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from agreements.models.questionnaire import Staffing, YesNo

Value = str | Decimal

CENTRE, NEAR, TOTAL = "centre", "health_centres_near", "health_centres_total"
LONGEST_NAME = 120
HOURS_IN_A_WEEK = 168
HOURS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")
WHOLE = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong where; `line` as an editor counts it, `column` by its name in the header."""

    line: int
    column: str
    expected: str
    found: str = ""

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: expected {self.expected}; found {self.found or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Row:
    """One centre: codes as text, hours and counts as Decimal. A row with a fault lacks that column."""

    line: int
    centre: str
    answers: dict[str, Value]


@dataclass(frozen=True, slots=True)
class RoundFile:
    """Rows are good for import only where there are no faults."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


class NotThis(ValueError):
    """The cell holds something else; its text says what was expected."""


def read_code(codes: Sequence[str]) -> Callable[[str], Value]:
    expected = f"{', '.join(codes[:-1])} or {codes[-1]}"

    def read(cell: str) -> Value:
        if cell.lower() not in codes:
            raise NotThis(expected)
        return cell.lower()

    return read


def read_hours(cell: str) -> Value:
    """More than two decimals are refused: rounded, a little could become nothing."""
    if cell.lower() == "unknown":
        return "unknown"
    hours = Decimal(cell.replace(",", ".")) if HOURS.fullmatch(cell) else None
    if hours is None or hours > HOURS_IN_A_WEEK:
        raise NotThis(f"hours from 0 to {HOURS_IN_A_WEEK} with at most two decimals, or unknown")
    return hours


def read_count(cell: str) -> Value:
    if not WHOLE.fullmatch(cell):
        raise NotThis("a whole number from 0 to 9999")
    return Decimal(cell)


read_yes_no, read_staffing = read_code(YesNo.values), read_code(Staffing.values)

COLUMNS: dict[str, Callable[[str], Value]] = {
    "in_operation": read_yes_no,
    "shared_entrance": read_yes_no,
    "same_building": read_yes_no,
    "maternity": read_staffing,
    "child_health": read_staffing,
    "social_services": read_staffing,
    "open_preschool_hours_per_week": read_hours,
    "steering_group": read_yes_no,
    "joint_staff_meetings": read_yes_no,
    "coordinator": read_yes_no,
    "joint_goal_document": read_yes_no,
    "user_survey": read_yes_no,
    "user_council": read_yes_no,
    "joint_staff_development": read_yes_no,
    "other_actors": read_yes_no,
    "region_staff_take_part": read_yes_no,
    "municipal_staff_take_part": read_yes_no,
    NEAR: read_count,
    TOTAL: read_count,
}
HEADER = (CENTRE, *COLUMNS)


def read_round_file(data: bytes) -> RoundFile:
    """Every row that can be read, and every fault; with a header that is wrong, the header's faults alone."""
    try:
        text = _decode(data)
    except UnicodeDecodeError as broken:
        line = data[: broken.start].count(b"\n") + 1
        return RoundFile((), (Fault(line, "the file", "text in UTF-8 or Windows-1252", "other bytes"),))
    records, faults = _split(text)
    header = records[0][1] if records and records[0][0] == 1 else []
    names = [cell.strip().lower() for cell in header]
    # Who cannot find the columns cannot find the cells.
    if wrong := list(_header_faults(names)):
        return RoundFile((), (*wrong, *faults))
    rows = [_read_row(line, names, cells, faults) for line, cells in records[1:]]
    if not rows and not faults:
        faults.append(Fault(2, CENTRE, "at least one centre"))
    faults += _named_twice(rows)
    return RoundFile(tuple(rows), tuple(sorted(faults, key=lambda fault: fault.line)))


def same_name(name: str) -> str:
    """Two names that give the same text name the same centre."""
    return tidy_name(name).casefold()


def tidy_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _split(text: str) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """Lines with their cells; blank ones left out. A record that runs over lines has the number of its first."""
    first_line = text.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=";" if ";" in first_line else ",", strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if len(cells) > 1 or any(cell.strip() for cell in cells):
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        return records, [Fault(line, "the line", "quotation marks in pairs around a cell", "others")]
    return records, []


def _header_faults(names: list[str]) -> Iterator[Fault]:
    for number, name in enumerate(names, 1):
        if name not in HEADER:
            yield Fault(1, f"column {number}", f"one of {', '.join(HEADER)}", _quoted(name))
        elif name in names[: number - 1]:
            yield Fault(1, name, "the column once", "it twice")
    for name in HEADER:
        if name not in names:
            yield Fault(1, name, f"a column {name}")


def _read_row(line: int, names: list[str], cells: list[str], faults: list[Fault]) -> Row:
    given = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
    answers: dict[str, Value] = {}
    centre = tidy_name(given.get(CENTRE, ""))
    if not _is_name(centre):
        faults.append(Fault(line, CENTRE, f"a name of at most {LONGEST_NAME} characters", _quoted(centre)))
    for name, read in COLUMNS.items():
        cell = given.get(name, "")
        try:
            answers[name] = read(cell)
        except NotThis as expected:
            faults.append(Fault(line, name, str(expected), _quoted(cell)))
    if len(cells) > len(names):
        faults.append(Fault(line, f"column {len(names) + 1}", f"{len(names)} cells", str(len(cells))))
    if not is_near_within_total(answers):
        faults.append(Fault(line, NEAR, f"at most {TOTAL}, which is {answers[TOTAL]}", str(answers[NEAR])))
    return Row(line, centre, answers)


def is_near_within_total(answers: Mapping[str, Value]) -> bool:
    """Those near are some of all: each health centre stands in one row only. True where one of the two is missing."""
    near, total = answers.get(NEAR), answers.get(TOTAL)
    return not (isinstance(near, Decimal) and isinstance(total, Decimal) and near > total)


def _is_name(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME and name.isprintable()


def _named_twice(rows: Sequence[Row]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        if row.centre and (before := first.setdefault(same_name(row.centre), row.line)) != row.line:
            yield Fault(row.line, CENTRE, f"each centre once, and it stands in line {before}", _quoted(row.centre))


def _quoted(cell: str) -> str:
    """What was found, short and without control characters."""
    return repr(cell if len(cell) <= 40 else cell[:40] + "…") if cell else ""
