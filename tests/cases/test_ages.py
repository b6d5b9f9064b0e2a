"""Windows of age against a reference that walks day by day (law.md j: the programmes' ages)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.ages import AgeUnit, CountsFrom, Origin, Window, add_age, is_preterm, week_of

DAYS = st.dates(date(2015, 1, 1), date(2032, 12, 31))
DAY = timedelta(days=1)


def months_old(born: date, day: date) -> int:
    """How many whole months old, as a parent counts: on the birth day's number, or the month's last day."""
    whole = (day.year - born.year) * 12 + day.month - born.month
    is_last_of_month = (day + DAY).month != day.month
    return whole if day.day >= born.day or is_last_of_month else whole - 1


def age(born: date, day: date, unit: AgeUnit) -> int:
    match unit:
        case AgeUnit.DAYS:
            return (day - born).days
        case AgeUnit.WEEKS:
            return (day - born).days // 7
        case AgeUnit.MONTHS:
            return months_old(born, day)
        case AgeUnit.YEARS:
            return months_old(born, day) // 12


@given(born=DAYS, length=st.integers(0, 72), unit=st.sampled_from(AgeUnit))
def test_day_of_an_age_is_the_first_on_which_one_is_that_old(born: date, length: int, unit: AgeUnit) -> None:
    if unit == AgeUnit.YEARS:
        length %= 7
    reached = add_age(born, length, unit)

    day = born
    while age(born, day, unit) < length:
        day += DAY
    assert reached == day


@given(born=DAYS, weeks=st.integers(22 * 7, 43 * 7), opens=st.integers(1, 24), months=st.integers(1, 3))
def test_corrected_window_is_that_of_a_child_born_at_term(born: date, weeks: int, opens: int, months: int) -> None:
    window = Window(CountsFrom.CORRECTED_BIRTH, AgeUnit.MONTHS, opens, opens + months)
    early = 280 - weeks if weeks < 37 * 7 else 0

    found = window.days(Origin(born_on=born, days_at_birth=weeks))

    assert found is not None
    inside = [found[0] + DAY * step for step in range((found[1] - found[0]).days + 1)]
    as_if = born + timedelta(days=early)
    assert all(opens <= months_old(as_if, day) < opens + months for day in inside)
    assert months_old(as_if, found[0] - DAY) < opens
    assert months_old(as_if, found[1] + DAY) >= opens + months


@given(expected=DAYS, opens=st.integers(0, 41), weeks=st.integers(1, 4))
def test_window_of_a_pregnancy_holds_the_days_of_those_weeks(expected: date, opens: int, weeks: int) -> None:
    found = Window(CountsFrom.CONCEPTION, AgeUnit.WEEKS, opens, opens + weeks).days(Origin(expected_birth=expected))

    assert found is not None
    begun = expected - timedelta(days=280)
    days = [begun + DAY * step for step in range(320) if opens <= step // 7 < opens + weeks]
    assert found == (days[0], days[-1])
    assert {week_of(day, expected) for day in days} == set(range(opens, opens + weeks))


@pytest.mark.parametrize("counts_from", [CountsFrom.BIRTH, CountsFrom.CORRECTED_BIRTH, CountsFrom.CONCEPTION])
def test_nothing_is_counted_from_a_day_that_is_not_known(counts_from: CountsFrom) -> None:
    assert Window(counts_from, AgeUnit.WEEKS, 1, 2).days(Origin(enrolled_on=date(2026, 1, 1))) is None


@pytest.mark.parametrize(("days", "is_early"), [(258, True), (259, False), (280, False), (None, False)])
def test_preterm_is_before_37_whole_weeks(days: int | None, is_early: bool) -> None:
    assert is_preterm(days) is is_early
