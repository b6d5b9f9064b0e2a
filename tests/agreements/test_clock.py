from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agreements.models import Clock
from agreements.selectors.clock import NoClock, clock_in_force
from agreements.services.clock import LaterClockExists, change_clock

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2027, 1, 1)


def change_reply(valid_from: date = NEW_YEAR) -> Clock:
    return change_clock(
        key="summons_reply",
        length=3,
        unit="working_days",
        source="Agreement of 2027",
        certainty="agreement",
        valid_from=valid_from,
        by=None,
    )


def test_clock_in_force_has_the_start_values() -> None:
    clock = clock_in_force("plan_meeting", date(2026, 11, 23))

    assert (clock.length, clock.unit, clock.certainty) == (21, "calendar_days", "local_routine")


def test_clock_in_force_before_the_first_version_is_refused() -> None:
    with pytest.raises(NoClock):
        clock_in_force("plan_meeting", date(2020, 1, 1))


def test_start_clocks_of_our_own_never_pass_for_law() -> None:
    lawful = Clock.objects.filter(certainty="statute")

    assert not [clock.key for clock in lawful if not clock.source.startswith(("SoL ", "PDL "))]
    assert not lawful.filter(key__in=["plan_meeting", "summons_reply", "first_follow_up"])


def test_change_clock_ends_the_version_in_force() -> None:
    new = change_reply()

    old = clock_in_force("summons_reply", date(2026, 12, 31))
    assert (old.length, old.valid_to) == (5, date(2026, 12, 31))
    assert clock_in_force("summons_reply", NEW_YEAR) == new


def test_change_clock_hands_on_what_is_not_given() -> None:
    old = clock_in_force("summons_reply", date(2026, 12, 31))

    new = change_reply()

    assert (new.starts, new.near_days, new.roll_forward) == (old.starts, old.near_days, old.roll_forward)


def test_change_clock_before_a_later_version_is_refused() -> None:
    change_reply()

    with pytest.raises(LaterClockExists):
        change_reply(date(2026, 12, 1))


def test_change_clock_of_an_unknown_key_is_refused() -> None:
    with pytest.raises(NoClock):
        change_clock(
            key="nothing",
            length=1,
            unit="calendar_days",
            source="s",
            certainty="guideline",
            valid_from=NEW_YEAR,
            by=None,
        )


@pytest.mark.parametrize(
    "terms",
    [{"valid_to": date(2026, 12, 30)}, {"length": 36_601, "key": "other"}, {"key": "summons_reply"}],
)
def test_clock_that_breaks_its_constraints_is_refused(terms: dict[str, object]) -> None:
    row = {"key": "new", "length": 1, "unit": "calendar_days", "valid_from": date(2026, 12, 31), **terms}

    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.bulk_create([Clock(**row)])
