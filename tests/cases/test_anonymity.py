"""What a text that is to name nobody is refused for, and what it is only warned of."""

from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cases.anonymity import Hint, find_hints, names_number
from cases.identity import official_test_numbers
from cases.reserve_numbers import RESERVE_LETTERS, reserve_check_digit

NUMBERS = sorted(official_test_numbers())
DASHES = ["-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212"]
SPACES = [" ", "\u00a0", "\u2009", "\u202f", "\t", "\n", "  "]
SCRIPTS = [0x30, 0xFF10, 0x660, 0x966]
AROUND = [("", ""), ("Mamman (", ") undrar."), ("pnr", "och"), ("2026-05-14, ", ", 3450 g"), ("EPDS 14. ", ". AUDIT 8")]


def in_script(text: str, zero: int) -> str:
    return text.translate({0x30 + digit: zero + digit for digit in range(10)})


@st.composite
def spellings(draw: st.DrawFn, numbers: list[str] = NUMBERS) -> str:
    """One number as people write it: with or without century, with spaces, dashes and dots, in any script."""
    number = draw(st.sampled_from(numbers))
    mark = draw(st.sampled_from(["", *DASHES, *SPACES, " - ", " \u2013 ", "+", ".", "_", "/", "\u200b-", "\u2060"]))
    has_century, parted = draw(st.booleans()), draw(st.sampled_from(["one", "date", "pairs", "digits"]))
    date_, tail = (number[:8] if has_century else number[2:8]), number[8:]
    if parted == "one":
        text = date_ + mark + tail
    elif parted == "date":
        parts = ([date_[:4], date_[4:6], date_[6:]] if has_century else [date_[:2], date_[2:4], date_[4:]]) + [tail]
        text = mark.join(parts)
    else:
        whole, step = date_ + tail, 2 if parted == "pairs" else 1
        text = mark.join(whole[at : at + step] for at in range(0, len(whole), step))
    before, after = draw(st.sampled_from(AROUND))
    return before + in_script(text, draw(st.sampled_from(SCRIPTS))) + after


@given(spellings())
def test_number_is_found_however_it_is_spelled(text: str) -> None:
    assert names_number(text)


def plain_spellings(number: str) -> list[str]:
    year, month, day, tail = number[:4], number[4:6], number[6:8], number[8:]
    short = number[2:]
    return [
        *(number, f"{number[:8]}-{tail}", f"{number[:8]} {tail}", " ".join(number), "-".join(number)),
        *(f"{year}-{month}-{day}-{tail}", f"{year} {month} {day} {tail}", f"{year}-{month}-{day} {tail}"),
        *(short, f"{short[:6]}-{tail}", f"{short[:6]}+{tail}", f"{short[:6]} {tail}", " ".join(short)),
    ]


def test_every_official_test_number_is_found_in_every_plain_spelling() -> None:
    missed = [text for number in NUMBERS for text in plain_spellings(number) if not names_number(f"Det gäller {text}.")]

    assert len(NUMBERS) == 1611
    assert missed == []


@st.composite
def reserve_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(2000, 1, 1), date(2020, 1, 1)))
    body = f"23{born:%y%m%d}" + "".join(draw(st.lists(st.sampled_from(RESERVE_LETTERS), min_size=3, max_size=3)))
    return body + reserve_check_digit(body)


@given(reserve_numbers(), st.sampled_from(["", "-", " ", "\u2013"]), st.booleans())
def test_national_reserve_number_is_found(number: str, mark: str, is_lower: bool) -> None:
    text = f"{number[:8]}{mark}{number[8:]}"

    assert names_number(f"Barnet {text.lower() if is_lower else text}, nyfött")


@pytest.mark.parametrize("text", ["19900101-R12A", "19900101R12A", "19900101 R12A"])
def test_local_reserve_number_is_found(text: str) -> None:
    assert names_number(text)


DAYS = st.dates(date(1950, 1, 1), date(2035, 12, 31))
WEIGHTS = st.integers(800, 6500)
# As people write telephone numbers: an area code that begins with 0, then groups of two and three.
PHONES = st.builds(
    lambda area, one, two, three, mark: f"{area}{mark}{one} {two:02} {three:02}",
    st.sampled_from(["070", "072", "073", "076", "031", "040", "019", "0510", "0411"]),
    st.integers(100, 999),
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from(["-", " ", "/"]),
)


@given(DAYS, DAYS, WEIGHTS, PHONES, st.integers(0, 23), st.integers(0, 59))
@example(date(2026, 5, 14), date(2024, 6, 20), 3450, "070-123 45 67", 13, 30)
def test_ordinary_text_is_no_number(day: date, other: date, grams: int, phone: str, hour: int, minute: int) -> None:
    assume(not phone.startswith("0411") or "-" in phone or "/" in phone)
    text = (
        f"Den {day} kl. {hour:02}.{minute:02} vägde barnet {grams} g, {grams / 1000:.1f} kg. Mellan {day} och {other}, "
        f"{day} - {other}, {day:%d/%m %Y} och {other:%y%m%d}. Ring {phone} eller 08-{grams} {minute:02}. "
        f"{day:%Y-%m-%d} {hour:02}.{minute:02}, {day} barn, {day} {grams // 100}kg, EPDS {minute}, AUDIT {hour}."
    )

    assert not names_number(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Anna Svensson vill byta.", Hint.NAME),
        ("Han heter Elis.", Hint.NAME),
        ("mamma Kim ringde", Hint.NAME),
        ("Barnet Elis sover inte.", Hint.NAME),
        ("A.S. har sagt nej", Hint.INITIALS),
        ("De bor på Storgatan 12 B.", Hint.ADDRESS),
        ("702 10 Örebro", Hint.ADDRESS),
        ("Ring 070-123 45 67", Hint.CONTACT),
        ("skriv till kim.test@example.test", Hint.CONTACT),
    ],
)
def test_what_looks_like_somebody_is_warned_of(text: str, hint: Hint) -> None:
    assert [found.hint for found in find_hints(text)] == [hint]


@pytest.mark.parametrize(
    "text",
    [
        "På BVC i Örebro träffar vi en mamma. Hon har EPDS 14. Barnet är 4 mån och väger 6,2 kg.",
        "Region Ekdalen har en rutin från 2024-05-14. Vad gör ni?",
        "Vi träffas i backen 3 gånger om året, på väg 50 och i gatan bredvid.",
        "T.ex. en förälder som inte vill. Hur gör ni? Vem ringer först?",
    ],
)
def test_ordinary_text_is_not_warned_of(text: str) -> None:
    assert find_hints(text) == []
