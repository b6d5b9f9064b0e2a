import calendar
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.working_days import (
    LONGEST,
    STOCKHOLM,
    Due,
    Pause,
    Unit,
    add_length,
    extend_for_pauses,
    is_working_day,
)

# 400 months on, the list of holidays still reaches.
days = st.dates(date(2006, 1, 1), date(2065, 12, 31))
lengths = st.integers(1, 400)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)


def easter(year: int) -> date:
    """Gauss, in the form of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def plain_is_working_day(day: date) -> bool:
    """The list of law.md m, day by day."""
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    moving = {easter(day.year) + timedelta(days=shift) for shift in (-2, 0, 1, 39, 49)}
    midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return not (day.weekday() >= 5 or (day.month, day.day) in fixed or day in moving or midsummer_eve)


@given(days)
def test_is_working_day_agrees_with_the_plain_list(day: date) -> None:
    assert is_working_day(day) == plain_is_working_day(day)


@given(days, lengths)
def test_add_length_in_working_days_counts_one_by_one(start: date, length: int) -> None:
    due = add_length(noon(start), length, Unit.WORKING_DAYS).on

    between = [start + timedelta(days=step) for step in range(1, (due - start).days + 1)]
    assert sum(map(plain_is_working_day, between)) == length
    assert plain_is_working_day(due)


@given(days, lengths)
def test_add_length_in_months_keeps_the_date_or_ends_the_month(start: date, length: int) -> None:
    due = add_length(noon(start), length, Unit.CALENDAR_MONTHS).on

    assert (due.year - start.year) * 12 + due.month - start.month == length
    assert due.day == min(start.day, calendar.monthrange(due.year, due.month)[1])


@given(days, lengths, st.sampled_from(Unit.values), st.booleans())
def test_add_length_is_late_at_the_midnight_after(start: date, length: int, unit: str, roll: bool) -> None:
    due = add_length(noon(start), length, unit, roll_forward=roll)

    last, first_late = due.at.astimezone(UTC) - timedelta(microseconds=1), due.at.astimezone(STOCKHOLM)
    assert last.astimezone(STOCKHOLM).date() == due.on
    assert (first_late.date(), first_late.hour) == (due.on + timedelta(days=1), 0)
    assert not roll or plain_is_working_day(due.on)


@pytest.mark.parametrize(
    ("start", "length", "unit", "due"),
    [
        (date(2027, 1, 31), 1, "calendar_months", date(2027, 2, 28)),
        (date(2028, 1, 31), 1, "calendar_months", date(2028, 2, 29)),
        (date(2024, 2, 29), 12, "calendar_months", date(2025, 2, 28)),
        (date(2026, 8, 31), 4, "calendar_months", date(2026, 12, 31)),
        (date(2026, 11, 23), 14, "calendar_days", date(2026, 12, 7)),
        (date(2026, 12, 22), 5, "working_days", date(2027, 1, 4)),
        (date(2026, 6, 18), 1, "working_days", date(2026, 6, 22)),
        (date(2026, 11, 21), 1, "working_days", date(2026, 11, 23)),
    ],
)
def test_add_length_ends_on_the_day_people_expect(start: date, length: int, unit: str, due: date) -> None:
    assert add_length(noon(start), length, unit).on == due


def test_add_length_counts_from_the_local_day() -> None:
    late_in_utc = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert add_length(late_in_utc, 1, Unit.CALENDAR_DAYS).on == date(2026, 11, 22)


@pytest.mark.parametrize(("start", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25)])
def test_add_length_over_a_change_of_clocks_ends_at_local_midnight(start: date, hours: int) -> None:
    first, second = (add_length(noon(start - timedelta(days=1)), length, "calendar_days").at for length in (1, 2))

    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=hours)


def test_add_length_of_nothing_is_due_at_once() -> None:
    start = noon(date(2026, 12, 25))

    assert add_length(start, 0, Unit.WORKING_DAYS, roll_forward=True) == Due(date(2026, 12, 25), start)


def test_add_length_rolls_forward_only_where_the_rule_says_so() -> None:
    start = noon(date(2026, 12, 11))

    assert add_length(start, 14, "calendar_days").on == date(2026, 12, 25)
    assert add_length(start, 14, "calendar_days", roll_forward=True).on == date(2026, 12, 28)


@pytest.mark.parametrize("unit", LONGEST)
def test_add_length_reaches_forty_years_and_no_further(unit: Unit) -> None:
    start = noon(date(2026, 1, 1))

    assert 2064 <= add_length(start, LONGEST[unit], unit, roll_forward=True).on.year <= 2066
    for length in (-1, LONGEST[unit] + 1):
        with pytest.raises(ValueError, match="A length is"):
            add_length(start, length, unit)


def test_add_length_past_the_list_of_holidays_is_refused() -> None:
    with pytest.raises(ValueError, match="holidays"):
        add_length(noon(date(2100, 12, 1)), 30, Unit.WORKING_DAYS)


def test_add_length_from_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        add_length(datetime(2026, 1, 1), 1, Unit.CALENDAR_DAYS)  # noqa: DTZ001  a naive moment is what is tried


@given(days, st.integers(2, 40), st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), max_size=4))
def test_extend_for_pauses_skips_paused_days(start: date, length: int, pauses: list[tuple[int, int]]) -> None:
    held = [(start + timedelta(days=begin), start + timedelta(days=begin + long)) for begin, long in pauses]
    still = {begin + timedelta(days=step) for begin, end in held for step in range((end - begin).days)}
    expected, left = start, length
    while left:
        expected += timedelta(days=1)
        left -= expected not in still

    due = add_length(noon(start), length, Unit.CALENDAR_DAYS)
    assert extend_for_pauses(due, [Pause(noon(a), noon(b)) for a, b in held]).on == expected


def test_extend_for_pauses_in_working_days_adds_the_working_days_paused() -> None:
    due = add_length(noon(date(2026, 11, 23)), 5, Unit.WORKING_DAYS)
    weekend_and_monday = Pause(noon(date(2026, 11, 28)), noon(date(2026, 12, 1)))

    assert due.on == date(2026, 11, 30)
    assert extend_for_pauses(due, [weekend_and_monday], unit=Unit.WORKING_DAYS).on == date(2026, 12, 1)


def test_extend_for_pauses_begun_when_late_changes_nothing() -> None:
    due = add_length(noon(date(2026, 11, 23)), 5, Unit.CALENDAR_DAYS)

    assert extend_for_pauses(due, [Pause(due.at, due.at + timedelta(days=9))]) == due


def test_extend_for_pauses_that_end_before_they_begin_is_refused() -> None:
    begun = noon(date(2026, 11, 23))

    with pytest.raises(ValueError, match="ends after"):
        extend_for_pauses(add_length(begun, 5, "calendar_days"), [Pause(begun, begun - timedelta(days=1))])
