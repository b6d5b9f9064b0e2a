"""What is hidden of a small table, and what is shown."""

from datetime import date

import pytest

from agreements.reports.moves import Leaf
from agreements.reports.release import (
    PROVIDER,
    Period,
    Released,
    Table,
    is_whole_quarters,
    periods_out,
    release_rows,
)
from agreements.reports.suppression import Counts, Measure

pytestmark = pytest.mark.arithmetic

SPRING = Period(date(2026, 1, 1), date(2026, 3, 31))
SUMMER = Period(date(2026, 4, 1), date(2026, 6, 30))
HALF = Period(SPRING.first, SUMMER.last)


def table(**counts: Counts) -> Table:
    """Units A, B, … in the first quarter."""
    day = SPRING.first.isoformat()
    return Table({name: name for name in counts}, {Leaf(name, day): each for name, each in counts.items()})


def said(rows: list[Released]) -> dict[str, str]:
    """Unit → 'numerator of denominator', with - for what is hidden."""
    numbers = {row["part"]: (row["numerator"], row["denominator"]) for row in rows}
    return {part: " of ".join("-" if each is None else str(each) for each in pair) for part, pair in numbers.items()}


def test_nothing_small_is_shown_whole() -> None:
    rows = release_rows(table(A=Counts(14, 7), B=Counts(20, 12)), SPRING)

    assert said(rows) == {"A": "14 of 21", "B": "20 of 32", PROVIDER: "34 of 53"}


def test_a_small_number_takes_others_with_it_so_that_no_manager_of_one_works_it_out() -> None:
    rows = release_rows(table(A=Counts(3, 7), B=Counts(20, 12), C=Counts(8, 9)), SPRING)

    assert said(rows) == {"A": "- of 10", "B": "- of 32", "C": "- of 17", PROVIDER: "31 of 59"}


def test_a_manager_cannot_take_the_own_unit_from_the_whole() -> None:
    rows = release_rows(table(A=Counts(4, 0), B=Counts(1, 0)), SPRING)

    assert said(rows) == {"A": "- of -", "B": "- of -", PROVIDER: "- of -"}


def test_few_who_were_not_reached_are_hidden_by_hiding_who_was() -> None:
    rows = release_rows(table(A=Counts(18, 2), B=Counts(20, 12)), SPRING)

    assert said(rows) == {"A": "- of 20", "B": "20 of 32", PROVIDER: "- of 52"}


def test_what_is_hidden_does_not_hang_on_the_order_of_the_units() -> None:
    rows = release_rows(table(A=Counts(20, 12), B=Counts(18, 2)), SPRING)

    assert said(rows) == {"A": "20 of 32", "B": "- of 20", PROVIDER: "- of 52"}


def test_a_small_group_is_hidden_whole() -> None:
    rows = release_rows(table(A=Counts(2, 1), B=Counts(20, 12), C=Counts(30, 12)), SPRING)

    assert said(rows)["A"] == "- of -"


def test_a_unit_alone_takes_the_whole_with_it() -> None:
    rows = release_rows(table(A=Counts(3, 7)), SPRING)

    assert said(rows) == {"A": "- of 10", PROVIDER: "- of 10"}


def test_none_and_all_are_shown_of_five_or_more() -> None:
    rows = release_rows(table(A=Counts(0, 9), B=Counts(12, 0)), SPRING)

    assert said(rows) == {"A": "0 of 9", "B": "12 of 12", PROVIDER: "12 of 21"}


def test_few_families_hide_behind_many_acts() -> None:
    counts = table(A=Counts(12, 6), B=Counts(20, 12), C=Counts(20, 15))
    persons = {("A", str(SPRING), Measure.NUMERATOR): 2}

    rows = release_rows(Table(counts.names, counts.counts, persons), SPRING)

    assert said(rows)["A"] == "- of 18"


def test_a_longer_period_does_not_tell_the_quarter_that_was_hidden() -> None:
    days = [each.first.isoformat() for each in (SPRING, SUMMER)]
    counts = {
        Leaf("A", days[0]): Counts(3, 7),
        Leaf("A", days[1]): Counts(20, 7),
        Leaf("B", days[0]): Counts(20, 12),
        Leaf("B", days[1]): Counts(20, 12),
    }
    both = Table({"A": "A", "B": "B"}, counts)
    out = release_rows(both, SPRING)
    out += release_rows(both, SUMMER, out)

    half = release_rows(both, HALF, out)

    told = {(row["part"], row["from"], row["to"]): row["numerator"] for row in [*out, *half]}
    assert told["A", days[0], "2026-03-31"] is None
    assert told["A", days[0], "2026-06-30"] is None or told["A", days[1], "2026-06-30"] is None


def test_a_figure_that_changed_by_one_since_it_was_out_is_hidden() -> None:
    before = release_rows(table(A=Counts(14, 7), B=Counts(20, 12)), SPRING)

    now = release_rows(table(A=Counts(15, 7), B=Counts(20, 12)), SPRING, before)

    assert said(now)["A"] == "- of -"


def test_earlier_periods_that_touch_are_judged_together() -> None:
    out = [row for period in (SPRING, HALF) for row in release_rows(table(A=Counts(14, 7)), SPRING) if period]
    summer = [row | {"from": "2026-01-01", "to": "2026-06-30"} for row in out]
    later = [row | {"from": "2027-01-01", "to": "2027-03-31"} for row in out]

    found = periods_out([*out, *summer, *later], SUMMER)

    assert found == [SPRING, HALF]


def test_whole_quarters_begin_and_end_with_one() -> None:
    assert is_whole_quarters(date(2026, 1, 1), date(2026, 12, 31))
    assert is_whole_quarters(date(2026, 10, 1), date(2026, 12, 31))
    assert not is_whole_quarters(date(2026, 2, 1), date(2026, 4, 30))
    assert not is_whole_quarters(date(2026, 1, 1), date(2026, 2, 28))
    assert not is_whole_quarters(date(2026, 4, 1), date(2026, 3, 31))
