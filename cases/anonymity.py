"""What in a text points somebody out: numbers that are valid, and forms that look like a name, an address, a contact.

A valid number is refused; a form is only warned of. No register is asked: whether a name is known to anybody here
would tell something of a person to whoever tries names.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from django.utils.translation import gettext_lazy as _

from cases.identity import InvalidNumber, NumberKind, parse_number
from cases.models import ConsultationPost

Hint = ConsultationPost.Hint
NOBODY = _("Write nobody's name, number or address, and nothing by which somebody can be recognised.")

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
# What people write between the digits of one number.
BETWEEN = re.compile(r"\s{1,2}|\s?[-+]\s?|[./_]")
GROUP = re.compile(r"[0-9]+|[A-Za-z]+")
LENGTHS = (10, 12)
AREA_CODE = re.compile(r"0[0-9]{1,3}[-/][0-9 ]+")
# From one day to another is no number, though a part of it may look like one.
DAY = r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
WHOLE_DAY = re.compile(r"(?:19|20)[0-9]{2}[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}[^0-9]")
FROM_TO = re.compile(rf"(?<![0-9]){DAY}\s?-\s?{DAY}(?!\s?[-+]?\s?[0-9])")


@dataclass(frozen=True, slots=True)
class Found:
    """What a part of the text looks like, and the part itself: for the writer's page alone, never for a log."""

    hint: ConsultationPost.Hint
    words: str


def names_number(text: str) -> bool:
    """Whether a personal, coordination or reserve number that is valid stands in the text, however it is spelled."""
    plain = FROM_TO.sub("|", _plain(text))
    groups = [(match.start(), match.end()) for match in GROUP.finditer(plain)]
    return any(_is_number(plain[start:end]) for start, end in _stretches(plain, groups))


def find_hints(text: str) -> list[Found]:
    """What looks like somebody, by its form alone, in the order it stands; each part once."""
    found = [
        (match.start(), Found(hint, " ".join(match[0].split())))
        for hint, form in FORMS
        for match in form.finditer(text)
        if not _is_ordinary(match[0])
    ]
    return list(dict.fromkeys(each for _at, each in sorted(found, key=lambda pair: pair[0])))


def _plain(text: str) -> str:
    """Digits of every script as 0-9, dashes as one, nothing that has no width."""
    composed = unicodedata.normalize("NFKC", text.translate(DASHES)).translate(DASHES)
    kept = (char for char in composed if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char, char)) for char in kept)


def _stretches(plain: str, groups: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """From the start of one group to the end of another, with nothing between but what may stand in a number."""
    for first, (start, last) in enumerate(groups):
        length, end = 0, last
        for begins, ends in groups[first:]:
            if begins > end and not BETWEEN.fullmatch(plain, end, begins):
                break
            length, end = length + ends - begins, ends
            if length > max(LENGTHS):
                break
            if length in LENGTHS:
                yield start, ends


def _is_number(spelled: str) -> bool:
    compact = re.sub(r"[^0-9A-Za-z]", "", spelled)
    if not compact.isdigit():
        return compact[:8].isdigit() and len(compact) == 12 and _is_reserve(spelled, compact)
    if AREA_CODE.fullmatch(spelled) or not _is_divided_well(spelled, compact):
        return False
    # Without the century it may be either; what comes after the date is the same.
    ways = [compact] if len(compact) == 12 else [f"{compact[:6]}{sign}{compact[6:]}" for sign in "-+"]
    return any(_kind_of(way) for way in ways)


def _is_divided_well(spelled: str, compact: str) -> bool:
    """Not as a telephone number (070-123 45 67), nor as a day and a time (2026-05-14 13.30)."""
    parts = re.split(r"([^0-9]+)", spelled)
    marks = {" " if each.isspace() else each.strip() for each in parts[1::2]}
    if len(marks) > 2 or ("." in marks and len(marks) > 1):
        return False
    if len(compact) == 12:
        return True
    if compact[0] != "0":
        # A day with its century is followed by four characters, or by something else.
        return not WHOLE_DAY.match(spelled)
    divides = set(accumulate(len(part) for part in parts[0:-1:2]))
    is_single = len(divides) == len(compact) - 1
    return divides <= {2, 4, 6} or is_single or (len(marks) == 1 and all(each % 2 == 0 for each in divides))


def _is_reserve(spelled: str, compact: str) -> bool:
    """A local number has no check digit: a word or a weight behind a date (2026-05-14 12kg) is none."""
    kind = _kind_of(compact)
    if kind != NumberKind.LOCAL_RESERVE:
        return kind is not None
    tail = spelled[-4:]
    if not re.fullmatch(r"[0-9A-Za-z]{4}", tail):
        return False
    return not spelled[-5].isspace() or (tail.upper() == tail and any(char.isdigit() for char in tail))


def _kind_of(text: str) -> NumberKind | None:
    try:
        return parse_number(text).kind
    except InvalidNumber:
        return None


NAME = r"[A-ZÅÄÖÉÜ][a-zåäöéèüáíóúøæßñ]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéèüáíóúøæßñ]+)?"
WHO = (
    "heter|hette|kallas|namnet|namn är|mamman?|pappan?|modern|fadern|barnet|flickan|pojken|dottern|sonen|"
    "systern|brodern|mormor|farmor|morfar|farfar|sambon|maken|makan"
)
STREET = "gatan|gata|vägen|väg|gränden|gränd|stigen|stig|torget|allén|backen|liden|leden|planen|kajen|esplanaden"
FORMS = (
    (Hint.NAME, re.compile(rf"\b{NAME}(?:[ \t\u00a0]+{NAME})+\b")),
    (Hint.NAME, re.compile(rf"\b(?i:{WHO})[ \t\u00a0]+{NAME}\b")),
    (Hint.INITIALS, re.compile(r"\b[A-ZÅÄÖ]\.[ \t]?(?:[A-ZÅÄÖ]\.)(?:[ \t]?[A-ZÅÄÖ]\.)*")),
    (Hint.ADDRESS, re.compile(rf"\b[\w-]{{2,}}(?i:{STREET})[ \t]+\d{{1,3}}[ \t]?[A-Za-z]?\b")),
    (Hint.ADDRESS, re.compile(rf"\b\d{{3}}[ \t\u00a0]?\d{{2}}[ \t\u00a0]+{NAME}\b")),
    (Hint.CONTACT, re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    (Hint.CONTACT, re.compile(r"(?<![\w.-])(?:\+46[ \t]?|0)\d{1,3}[- /]?\d{2,3}(?:[ -]?\d{2,3}){1,3}\b")),
)
# Places and services are no persons: the first word of a pair that is one of these.
ORDINARY = re.compile(r"(?:Region|Familjecentralen|Barnhälsovården|Mödrahälsovården|Öppna|Socialtjänsten)\s")


def _is_ordinary(words: str) -> bool:
    return bool(ORDINARY.match(words)) and len(words.split()) == 2
