"""Numbers of the story's people: official test numbers, or reserve numbers. Any other valid number is refused."""

from datetime import date
from itertools import count

from cases.identity import IdentityNumber, InvalidNumber, NumberKind, Sex, official_test_numbers, parse_number
from cases.reserve_numbers import RESERVE_LETTERS, reserve_check_digit

LAST_OFFICIAL_YEAR = 2019
NEAR_ENOUGH_DAYS = 150
NATIONAL_CENTURY_ADDED = 3


class ForeignNumber(ValueError):
    """A number that may be somebody's. The message does not repeat it."""

    def __init__(self) -> None:
        super().__init__("Demo people carry official test numbers or reserve numbers; this may be somebody's own.")


def require_test_number(text: str) -> IdentityNumber:
    """The number in `text`, if it cannot be anybody's. Raises ForeignNumber, and InvalidNumber as parse_number."""
    number = parse_number(text)
    is_official = number.kind in (NumberKind.PERSONAL, NumberKind.COORDINATION)
    if is_official and number.value not in official_test_numbers():
        raise ForeignNumber
    return number


def reserve_number(born: date, sex: Sex, serial: int) -> IdentityNumber:
    """A national reserve number; `serial` tells those of one birthday apart."""
    first, second = divmod(serial, len(RESERVE_LETTERS))
    letters = RESERVE_LETTERS[first % len(RESERVE_LETTERS)] + RESERVE_LETTERS[second]
    body = f"{born.year // 100 + NATIONAL_CENTURY_ADDED}{born:%y%m%d}{letters}{1 if sex == 'male' else 2}"
    return require_test_number(body + reserve_check_digit(body))


class NumberBook:
    """Hands out each number once, always in the same order."""

    def __init__(self) -> None:
        self._serial = count()
        self._official = [number for value in sorted(official_test_numbers()) if (number := _with_birth_date(value))]

    def number_for(self, born: date, sex: Sex) -> IdentityNumber:
        """An official test number of somebody about as old, else a reserve number of that very day."""
        for number in self._official if born.year <= LAST_OFFICIAL_YEAR else ():
            if number.sex == sex and abs((number.birth_date - born).days) <= NEAR_ENOUGH_DAYS:  # type: ignore[operator]
                self._official.remove(number)
                return require_test_number(number.value)
        return reserve_number(born, sex, next(self._serial))


def _with_birth_date(value: str) -> IdentityNumber | None:
    try:
        number = parse_number(value)
    except InvalidNumber:
        return None
    return number if number.birth_date else None
