"""What every act at a place asks first: may this assignment, and is somebody named in the text."""

import re

from accounts.models import Assignment
from agreements.errors.agreement import NotYours
from agreements.errors.arena import NamesANumber
from agreements.models import Place
from agreements.permissions import Right, may_at
from cases.identity import InvalidNumber, parse_number

LIKE_A_NUMBER = re.compile(r"(?<!\d)(?:\d{8}|\d{6})\s?[-+\u2010-\u2014\u2212]?\s?\d{4}(?!\d)")


def require_lead(by: Assignment, place: Place) -> None:
    """Who leads the agreement, or coordinates the centre. Raises NotYours."""
    if not may_at(by, Right.LEAD, place):
        raise NotYours


def require_nobody(**texts: str) -> None:
    """Raises NamesANumber at the first text, by the name of its field, that holds a personal identity number."""
    for field, text in texts.items():
        if any(_is_number(found) for found in LIKE_A_NUMBER.findall(text)):
            raise NamesANumber(field=field)


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except InvalidNumber:
        return False
    return True
