from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.identity import (
    InvalidNumber,
    NumberKind,
    display_number,
    is_official_test_number,
    official_test_numbers,
    parse_number,
)
from cases.reserve_numbers import LocalReservePattern, luhn_digit, reserve_check_digit

TODAY = date(2026, 11, 21)
official = st.sampled_from(sorted(official_test_numbers()))


def code_of(text: str, **options: object) -> str:
    with pytest.raises(InvalidNumber) as caught:
        parse_number(text, today=TODAY, **options)  # type: ignore[arg-type]
    return caught.value.code


def test_official_numbers_all_parse() -> None:
    parsed = [parse_number(value, today=TODAY) for value in official_test_numbers()]

    assert len(parsed) == 1611
    assert {number.value for number in parsed} == official_test_numbers()
    assert sum(number.kind == NumberKind.COORDINATION for number in parsed) == 1306


@given(official)
def test_parse_number_of_ten_digits_finds_the_century(value: str) -> None:
    sign = "+" if TODAY.year - int(value[:4]) >= 100 else "-"

    number = parse_number(f"{value[2:8]}{sign}{value[8:]}", today=TODAY)

    assert number.value == value


@given(official, st.lists(st.integers(0, 12), max_size=6))
def test_parse_number_drops_spaces_anywhere(value: str, places: list[int]) -> None:
    text = value
    for place in places:
        text = text[:place] + " " + text[place:]

    assert parse_number(text, today=TODAY).value == value


@given(official, st.integers(2, 11), st.integers(1, 9))
def test_parse_number_with_one_wrong_digit_is_refused(value: str, place: int, added: int) -> None:
    wrong = value[:place] + str((int(value[place]) + added) % 10) + value[place + 1 :]

    with pytest.raises(InvalidNumber):
        parse_number(wrong, today=TODAY)


@given(st.text(max_size=80) | st.text("0123456789+-AKX ", min_size=9, max_size=15))
def test_parse_number_of_any_text_is_refused_or_reads_back(text: str) -> None:
    try:
        number = parse_number(text, today=TODAY)
    except InvalidNumber:
        return

    assert parse_number(display_number(number.value, number.kind), today=TODAY) == number


@given(st.text("0123456789", max_size=20))
def test_luhn_digit_makes_the_sum_end_in_zero(digits: str) -> None:
    total = 0
    for place, digit in enumerate(reversed(digits + luhn_digit(digits))):
        product = int(digit) * (2 if place % 2 else 1)
        total += product // 10 + product % 10

    assert total % 10 == 0


@pytest.mark.parametrize(
    ("text", "kind", "born", "sex"),
    [
        ("189001019802", "personal", date(1890, 1, 1), "female"),
        ("20190101-2391", "personal", date(2019, 1, 1), "male"),
        ("190101-2391", "personal", date(2019, 1, 1), "male"),
        ("1901012391", "personal", date(2019, 1, 1), "male"),
        ("20190101\u20132391", "personal", date(2019, 1, 1), "male"),
        ("20260161-2381", "coordination", date(2026, 1, 1), "female"),
        ("191401682396", "coordination", date(1914, 1, 8), "male"),
        ("22950606-FH20", "national_reserve", date(1995, 6, 6), "female"),
        ("25780404khd5", "national_reserve", date(1978, 4, 4), None),
        ("00342145-BZ31", "national_reserve", None, "male"),
        ("00749852BZK0", "national_reserve", None, None),
        ("991981000010", "local_reserve", None, None),
        ("20190101-AB12", "local_reserve", date(2019, 1, 1), None),
    ],
)
def test_parse_number_reads_kind_birth_and_sex(text: str, kind: str, born: date | None, sex: str | None) -> None:
    number = parse_number(text, today=TODAY)

    assert (number.kind, number.birth_date, number.sex) == (kind, born, sex)


@pytest.mark.parametrize(
    ("text", "year", "month", "earliest"),
    [("191500722390", 1915, None, date(1915, 1, 1)), ("191711602399", 1917, 11, date(1917, 11, 1))],
)
def test_coordination_number_with_unknown_month_or_day_is_valid(
    text: str, year: int, month: int | None, earliest: date
) -> None:
    number = parse_number(text, today=TODAY)

    assert number.birth_date is None
    assert (number.birth_year, number.birth_month, number.earliest_birth) == (year, month, earliest)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \t", "empty"),
        ("x" * 200_000, "too_long"),
        ("20190101\x002391", "format"),
        ("2019-01-01-2391", "format"),
        ("२०१९०१०१२३९१", "format"),
        ("20190101-239", "format"),
        ("20190101+2391", "plus"),
        ("20190230-2391", "date"),
        ("20191341-2391", "date"),
        ("17900101-2391", "date"),
        ("20190101-0003", "birth_number"),
        ("20190101-2392", "check_digit"),
        ("22950606-FH21", "check_digit"),
        ("22950606-FI20", "format"),
        ("21950606-FH20", "date"),
        ("00101010-BZ31", "date"),
        ("991981000011", "check_digit"),
    ],
)
def test_parse_number_names_what_is_wrong(text: str, code: str) -> None:
    assert code_of(text) == code


def test_parse_number_of_another_kind_is_refused() -> None:
    assert code_of("20190101-2391", kind="coordination") == "kind"


def test_parse_number_born_later_than_today_is_refused() -> None:
    with pytest.raises(InvalidNumber) as caught:
        parse_number("20190101-2391", today=date(2018, 12, 31))

    assert caught.value.code == "future"


def test_parse_number_born_today_is_taken() -> None:
    assert parse_number("190101-2391", today=date(2019, 1, 1)).birth_date == date(2019, 1, 1)


def test_parse_number_with_other_local_patterns_uses_only_those() -> None:
    pattern = LocalReservePattern("uppsala", r"T[0-9]{7}")

    assert parse_number("T1234567", today=TODAY, local_patterns=[pattern]).region == "uppsala"
    assert code_of("991981000010", local_patterns=[pattern]) == "date"


def test_invalid_number_message_never_repeats_the_number() -> None:
    for text in ("20190101-2392", "20190230-2391", "20190101+2391", "20190101-0003"):
        with pytest.raises(InvalidNumber) as caught:
            parse_number(text, today=TODAY)

        assert text[-4:] not in str(caught.value).replace("000", "")


def test_reserve_check_digit_of_a_published_number() -> None:
    assert reserve_check_digit("22950606FH2") == "0"


def test_display_number_puts_a_hyphen_before_the_last_four() -> None:
    assert display_number("201901012391", "personal") == "20190101-2391"
    assert display_number("991981000010", "local_reserve") == "991981000010"


def test_is_official_test_number_takes_only_the_lists() -> None:
    assert is_official_test_number("189001019802")
    assert not is_official_test_number("18900101-9802")
    assert not is_official_test_number("#")
