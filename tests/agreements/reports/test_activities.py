"""How many took an activity up, as others read it: what is few is hidden, and what it could be worked out from."""

from datetime import date

import pytest

from accounts.models import CareUnit
from agreements.models import Occasion, SupportActivity
from agreements.reports.activities import TakenUp, quarters_over, taken_up
from agreements.reports.release import Period

QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))


def activity(pk: int, unit: int) -> SupportActivity:
    return SupportActivity(pk=pk, name=f"Activity {pk}", unit=CareUnit(pk=unit))


def held(*numbers: tuple[int, int]) -> list[Occasion]:
    return [
        Occasion(held_on=date(2026, 4, nth + 1), offered=of, taken_up=came) for nth, (came, of) in enumerate(numbers)
    ]


def shown(**occasions: list[Occasion]) -> dict[str, tuple[int | None, int | None]]:
    """a1, b2 …: an activity's key and its unit → (taken up, offered); the whole under ''."""
    activities = {name: activity(ord(name[0]), int(name[1:])) for name in occasions}
    rows = taken_up(list(activities.values()), {activities[name].pk: its for name, its in occasions.items()}, QUARTER)
    names = {each.pk: name for name, each in activities.items()}
    return {names[row.activity.pk] if row.activity else "": (row.taken_up, row.offered) for row in rows}


def test_what_is_not_few_is_shown_and_adds_up() -> None:
    found = shown(a1=held((12, 20)), b2=held((10, 16), (8, 16)))

    assert found == {"a1": (12, 20), "b2": (18, 32), "": (30, 52)}


def test_few_are_hidden_and_so_is_what_tells_them() -> None:
    found = shown(a1=held((3, 20)), b2=held((10, 16)), c3=held((9, 18)))

    assert found["a1"][0] is None
    hidden = [name for name in ("b2", "c3", "") if found[name][0] is None]
    assert hidden, "the sum less the others would tell it"


def test_the_same_few_families_each_week_are_few() -> None:
    found = shown(a1=held(*[(2, 2)] * 12), b2=held((10, 16)), c3=held((9, 18)))

    assert found["a1"] == (None, None)


def test_a_few_who_said_no_are_hidden_by_who_came() -> None:
    assert shown(a1=held((18, 20)), b2=held((10, 30)), c3=held((9, 40)))["a1"][0] is None


def test_who_holds_one_of_two_learns_nothing_of_the_other_from_the_sum() -> None:
    found = shown(a1=held((30, 60)), b2=held((2, 12)))

    assert (found["b2"][0], found[""][0]) == (None, None)


def test_a_unit_knows_all_that_it_holds_and_learns_nothing_of_another() -> None:
    found = shown(a1=held((30, 60)), c1=held((20, 50)), b2=held((2, 12)))

    assert (found["b2"][0], found[""][0]) == (None, None)


def test_nobody_is_shown() -> None:
    assert shown(a1=held((0, 20)), b2=held((15, 30)))["a1"] == (0, 20)


def test_nothing_is_shown_of_what_was_not_held() -> None:
    assert taken_up([activity(1, 1)], {}, QUARTER) == []


@pytest.mark.parametrize(("today", "newest"), [("2026-01-01", "2025-10-01"), ("2026-06-30", "2026-01-01")])
def test_only_quarters_that_are_over_are_told_of(today: str, newest: str) -> None:
    found = quarters_over(date.fromisoformat(today))

    assert (found[0].first.isoformat(), len(found)) == (newest, 8)
    assert all(each.last < date.fromisoformat(today) for each in found)


def test_share_is_of_what_is_shown() -> None:
    assert TakenUp(None, 1, 20, 12).share == 0.6
    assert TakenUp(None, 1, 20, None).share is None
