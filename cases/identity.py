"""Numbers that identify a person: personal, coordination and reserve numbers, read from what people type.

Own code rather than the personnummer library, which knows neither reserve numbers nor a coordination number with
unknown month or day, takes a date in the future, and reads the clock itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.reserve_numbers import (
    LOCAL_RESERVE_PATTERNS,
    RESERVE_LETTERS,
    LocalReservePattern,
    luhn_digit,
    reserve_check_digit,
)

Sex = Literal["female", "male"]

LONGEST_INPUT = 64
# Numbers were first given in 1947, to everyone then alive.
EARLIEST_BIRTH_YEAR = 1840
SPACES = dict.fromkeys(map(ord, " \t\r\n\u00a0\u2007\u2009\u202f"))
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
SHAPE = re.compile(r"(?P<born>[0-9]{6}|[0-9]{8})(?P<separator>[-+]?)(?P<tail>[0-9A-Z]{4})")
NATIONAL_TAIL = re.compile(f"[{RESERVE_LETTERS}]{{2}}[0-9{RESERVE_LETTERS}][0-9]")


class NumberKind(TextChoices):
    PERSONAL = "personal", _("Personal identity number")
    COORDINATION = "coordination", _("Coordination number")
    NATIONAL_RESERVE = "national_reserve", _("National reserve number")
    LOCAL_RESERVE = "local_reserve", _("Local reserve number")


class InvalidNumber(ValueError):
    """The text is no such number. `code` is a key of MESSAGES; str() is the message in the reader's language.

    The message never repeats the number: errors reach logs.
    """

    MESSAGES = {
        "empty": _("Enter a number, as yyyymmdd-nnnn."),
        "too_long": _("This is %(length)s characters long. A number has twelve, as yyyymmdd-nnnn."),
        "format": _("This does not look like a number. Write twelve digits, as yyyymmdd-nnnn, or ten with - or +."),
        "date": _("The number does not begin with a date of birth. Check year, month and day."),
        "future": _("The date of birth is later than today. Check year, month and day."),
        "plus": _("A plus sign means a hundred years or older, and the year says younger. Check the year."),
        "birth_number": _("Nobody is given a number with 000 after the date. Check the last four digits."),
        "check_digit": _("The last digit does not fit the others. Compare every digit with what it was copied from."),
        "kind": _("This is a %(found)s. Here a %(expected)s is needed."),
    }

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        words = {key: kind.label.lower() if isinstance(kind, NumberKind) else kind for key, kind in self.params.items()}
        return str(self.MESSAGES[self.code]) % words


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that holds. `value` is canonical: no separator, twelve characters (a local one as its region writes).

    `birth_date` only where the whole date is known; a coordination number may give the year, or year and month,
    alone. `region` is set for local reserve numbers, which are unique in their region only.
    """

    kind: NumberKind
    value: str
    birth_date: date | None = None
    birth_year: int | None = None
    birth_month: int | None = None
    sex: Sex | None = None
    region: str | None = None

    @property
    def earliest_birth(self) -> date | None:
        """The first day on which the person can have been born, None when the number does not say."""
        if self.birth_date or self.birth_year is None:
            return self.birth_date
        return date(self.birth_year, self.birth_month or 1, 1)


def parse_number(
    text: str,
    *,
    kind: str | None = None,
    today: date | None = None,
    local_patterns: Iterable[LocalReservePattern] = LOCAL_RESERVE_PATTERNS,
) -> IdentityNumber:
    """The number in `text`: twelve characters, or ten where the separator tells the century; spaces are dropped.

    `kind` (a NumberKind) refuses every other kind; None takes any. `today` is the local date, for the century and
    for refusing births to come; `local_patterns` are tried first, in order. Raises InvalidNumber.
    """
    today = today or datetime.now(ZoneInfo("Europe/Stockholm")).date()
    if len(text) > LONGEST_INPUT:
        raise InvalidNumber("too_long", length=len(text))
    compact = text.translate(SPACES).translate(DASHES)
    if not compact:
        raise InvalidNumber("empty")
    if not compact.isascii() or not compact.isprintable():
        raise InvalidNumber("format")
    number = _parse_any(compact.upper(), today, local_patterns)
    if kind is not None and number.kind != kind:
        raise InvalidNumber("kind", found=number.kind, expected=NumberKind(kind))
    if number.earliest_birth and number.earliest_birth > today:
        raise InvalidNumber("future")
    return number


def _parse_any(compact: str, today: date, local_patterns: Iterable[LocalReservePattern]) -> IdentityNumber:
    bare = compact.replace("-", "", 1)
    for pattern in local_patterns:
        if re.fullmatch(pattern.regex, bare):
            return _parse_local(bare, pattern)
    if not (match := SHAPE.fullmatch(compact)):
        raise InvalidNumber("format")
    born, separator, tail = match["born"], match["separator"], match["tail"]
    if not tail.isdigit():
        if len(born) == 6 or separator == "+" or not NATIONAL_TAIL.fullmatch(tail):
            raise InvalidNumber("format")
        return _parse_national_reserve(born, tail)
    return _parse_official(_with_century(born, separator, today), tail)


def _with_century(born: str, separator: str, today: date) -> str:
    """yymmdd as yyyymmdd: a plus from the year in which the person turns 100 (folkbokföringslagen 18 §)."""
    newest = today.year - (100 if separator == "+" else 0)
    if len(born) == 6:
        return f"{newest - (newest - int(born[:2])) % 100}{born[2:]}"
    if separator == "+" and int(born[:4]) > newest:
        raise InvalidNumber("plus")
    return born


def _parse_official(born: str, tail: str) -> IdentityNumber:
    """A personal identity number, or a coordination number: day + 60, month 00 and day 60 where unknown (SKV 707)."""
    year, month, day = int(born[:4]), int(born[4:6]), int(born[6:])
    kind = NumberKind.COORDINATION if day >= 60 else NumberKind.PERSONAL
    birth_date = None
    if kind == NumberKind.COORDINATION:
        day -= 60
    if kind == NumberKind.COORDINATION and not (month and day):
        if month > 12 or day > 31 or year < EARLIEST_BIRTH_YEAR:
            raise InvalidNumber("date")
    else:
        birth_date = _birth_date(year, month, day)
    if tail[:3] == "000":
        raise InvalidNumber("birth_number")
    if luhn_digit(born[2:] + tail[:3]) != tail[3]:
        raise InvalidNumber("check_digit")
    return IdentityNumber(kind, born + tail, birth_date, year, month or None, _sex(tail[2]))


def _parse_national_reserve(born: str, tail: str) -> IdentityNumber:
    """XXYYMMDD NNGC (Inera, Nationellt reservnummer, specification 1.0).

    XX is the century of birth plus 3, 6, 9 …; 00 where the date is unknown, then month 20-99 and day 40-59. G is
    a digit where the sex is known, a letter where it is not.
    """
    birth_date = None
    century = {1: 19, 2: 20}.get(int(born[:2]) % 3)
    if born[:2] == "00":
        if not (int(born[4:6]) >= 20 and 40 <= int(born[6:]) <= 59):
            raise InvalidNumber("date")
    elif century is None or int(born[:2]) < 22:
        raise InvalidNumber("date")
    else:
        birth_date = _birth_date(century * 100 + int(born[2:4]), int(born[4:6]), int(born[6:]))
    if reserve_check_digit(born + tail[:3]) != tail[3]:
        raise InvalidNumber("check_digit")
    return _with_birth_date(NumberKind.NATIONAL_RESERVE, born + tail, birth_date, sex=_sex(tail[2]))


def _parse_local(bare: str, pattern: LocalReservePattern) -> IdentityNumber:
    if (start := pattern.check_digit_from) and luhn_digit(bare[start - 1 : -1]) != bare[-1]:
        raise InvalidNumber("check_digit")
    birth_date = None
    if pattern.begins_with_birth_date:
        birth_date = _birth_date(int(bare[:4]), int(bare[4:6]), int(bare[6:8]))
    return _with_birth_date(NumberKind.LOCAL_RESERVE, bare, birth_date, region=pattern.region)


def _with_birth_date(
    kind: NumberKind, value: str, born: date | None, *, sex: Sex | None = None, region: str | None = None
) -> IdentityNumber:
    year, month = (born.year, born.month) if born else (None, None)
    return IdentityNumber(kind, value, born, year, month, sex, region)


def _birth_date(year: int, month: int, day: int) -> date:
    try:
        born = date(year, month, day)
    except ValueError:
        raise InvalidNumber("date") from None
    if year < EARLIEST_BIRTH_YEAR:
        raise InvalidNumber("date")
    return born


def _sex(digit: str) -> Sex | None:
    return ("male" if int(digit) % 2 else "female") if digit.isdigit() else None


def display_number(value: str, kind: str) -> str:
    """A canonical `value` as people read it, e.g. 18900101-9802. A local reserve number stays as its region writes."""
    return value if kind == NumberKind.LOCAL_RESERVE else f"{value[:8]}-{value[8:]}"


@cache
def official_test_numbers() -> frozenset[str]:
    """Every official test number we ship, canonical (Skatteverket, open data, CC0; law.md k)."""
    files = Path(__file__).with_name("data").glob("test-*-numbers*.txt")
    lines = (line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_official_test_number(value: str) -> bool:
    """Whether a canonical `value` is in the shipped lists. The number alone never tells: real ones look alike."""
    return value in official_test_numbers()
