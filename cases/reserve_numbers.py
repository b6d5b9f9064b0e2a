"""Formats and check digits of the numbers that stand in for a personal identity number."""

from collections.abc import Iterable
from dataclasses import dataclass

RESERVE_LETTERS = "ABCDEFGHJKLMNPRSTUXYZ"


@dataclass(frozen=True, slots=True)
class LocalReservePattern:
    """How one region writes its reserve numbers; a rule record, since every region has its own.

    `regex` is matched against the whole number, upper case, without separators; it must not match a number of
    another kind. `check_digit_from` is the position (from 1) of the first digit that the closing Luhn digit
    counts, None without a check digit. `begins_with_birth_date`: the first eight characters are yyyymmdd.
    """

    region: str
    regex: str
    check_digit_from: int | None = None
    begins_with_birth_date: bool = False


# Stockholm: 99yyyyNNNNNC, Luhn over positions 5-11 (Inera, table of local reserve identities). Skåne: a date and
# four characters, at least one of them a letter (law.md k).
LOCAL_RESERVE_PATTERNS = (
    LocalReservePattern("stockholm", r"99[0-9]{10}", check_digit_from=5),
    LocalReservePattern("skane", r"(?:18|19|20)[0-9]{6}(?=.*[A-Z])[0-9A-Z]{4}", begins_with_birth_date=True),
)


def luhn_digit(digits: str) -> str:
    """The modulus-10 check digit for `digits` (0-9 only), the last of them counted twice (SKV 704)."""
    return _closing_digit(int(digit) * (2 - position % 2) for position, digit in enumerate(reversed(digits)))


def reserve_check_digit(body: str) -> str:
    """The check digit of a national reserve number from its first eleven characters, XXYYMMDDNNG.

    Weights 2, 1, 2, … from the left; a letter counts as its ASCII value (Inera, Nationellt reservnummer,
    specification 1.0; tried against the five published examples).
    """
    return _closing_digit(
        (int(char) if char.isdigit() else ord(char)) * (2 - position % 2) for position, char in enumerate(body)
    )


def _closing_digit(products: Iterable[int]) -> str:
    total = sum(int(digit) for product in products for digit in str(product))
    return str(-total % 10)
