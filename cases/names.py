"""Names and free text: tokens to search by, the Swedish order, and what is kept of what people paste."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

SEARCH_LETTERS = 3
LONGEST_QUERY = 100
MOST_QUERY_TOKENS = 6

# Letters of the neighbours, which NFD leaves whole, and å ä ö, which it must not take apart.
FOLDED = str.maketrans({"æ": "ä", "ø": "ö", "œ": "ö", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
KEPT = {"a\u030a": "å", "a\u0308": "ä", "o\u0308": "ö"}
MARKED_LETTER = re.compile(r"([^\W\d_])([\u0300-\u036f]+)")
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
JOINT = re.compile(r"[-'’.]")

# Å, ä and ö sort after z as { | }, ü as y (Swedish Academy order, v and w apart); a hyphen sorts as a space.
SORTED_FROM = "ÅåÄäÆæÖöØøŐőŒœÜüŰűĐđÐðŁłı-"
SORTED_TO = "{{||||}}}}}}}}yyyyddddlli "
# The combining marks U+0300-U+036F that are left when é has become e and a mark.
MARKS = "".join(map(chr, range(0x300, 0x370)))
SORT_KEY_SQL = f"""
CREATE OR REPLACE FUNCTION swedish_sort_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(translate(normalize(translate(
    normalize(value, NFC), '{SORTED_FROM}', '{SORTED_TO}'), NFD), '{MARKS}', '') COLLATE "C")
"""

_SORTED = str.maketrans(SORTED_FROM, SORTED_TO)
_UNMARKED = dict.fromkeys(range(0x300, 0x370))
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}

MOST_MARKS = 30
_NEW_LINE = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Control characters but tab and newline, the ones that turn writing round, lone surrogates, the byte order mark.
_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


class TextTooLong(ValueError):
    """There is no room for the text: `length` and `limit` in characters. str() is for the reader."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(length, limit)
        self.length, self.limit = length, limit

    def __str__(self) -> str:
        sizes = {"length": self.length, "limit": self.limit}
        return str(_("The text is %(length)s characters long. There is room for %(limit)s.")) % sizes


def clean_text(text: str, *, limit: int) -> str:
    """`text` in NFC without control characters, newlines as \\n and tabs kept. Raises TextTooLong past `limit`.

    The length counts what would be kept. Fast for any input: a run of combining marks, which normalising sorts,
    is cut at MOST_MARKS (Unicode UAX 15, stream-safe text).
    """
    kept = _DROPPED.sub("", _NEW_LINE.sub("\n", text))
    kept = unicodedata.normalize("NFC", _without_mark_runs(kept))
    if len(kept) > limit:
        raise TextTooLong(len(kept), limit)
    return kept


def _without_mark_runs(text: str) -> str:
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def name_tokens(given: str, family: str) -> list[str]:
    """What a name is found by, each in full: search by prefix. Anna-Karin gives anna, karin and annakarin.

    Casefolded; å, ä and ö stay letters of their own, other marks fall (é is e). In order, without doubles.
    """
    tokens: list[str] = []
    for word in _words(f"{given} {family}"):
        parts = JOINT.split(word)
        tokens += parts
        if len(parts) > 1:
            tokens.append("".join(parts))
    return list(dict.fromkeys(tokens))


def search_tokens(query: str) -> list[str]:
    """The word beginnings in a query, all of which a found name must have: each a prefix of one of its tokens.

    Empty when there are fewer than SEARCH_LETTERS letters in all, which would find too many. A query is read to
    LONGEST_QUERY characters and MOST_QUERY_TOKENS words.
    """
    parts = [part for word in _words(query[:LONGEST_QUERY]) for part in JOINT.split(word)]
    tokens = list(dict.fromkeys(parts))[:MOST_QUERY_TOKENS]
    return tokens if sum(map(len, tokens)) >= SEARCH_LETTERS else []


def sort_key(name: str) -> str:
    """`name` in Swedish order when compared character by character; the same as SORT_KEY_SQL.

    In SQL, compare the key under COLLATE "C" (index and ORDER BY alike): other collations skip punctuation.
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", name).translate(_SORTED))
    return plain.translate(_UNMARKED).translate(_ASCII_LOWER)


def _words(text: str) -> list[str]:
    marked = unicodedata.normalize("NFD", text.casefold().translate(FOLDED))
    folded = MARKED_LETTER.sub(lambda found: KEPT.get(found[1] + found[2][0], found[1]), marked)
    return WORD.findall(unicodedata.normalize("NFC", folded))
