"""When a length of time ends: calendar days, calendar months and working days, all in Swedish local time.

The day something starts is never counted. A length in days or months ends with its last local day, so that it is
kept all that day and late at the midnight after. Length 0 means immediately: due at the very moment of the start.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _
from holidays import country_holidays

from cases.ages import add_months

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Unit(TextChoices):
    CALENDAR_DAYS = "calendar_days", _("calendar days")
    CALENDAR_MONTHS = "calendar_months", _("calendar months")
    WORKING_DAYS = "working_days", _("working days")


# Forty years: what is kept for thirty has a clock too, and the list of holidays reaches to 2100.
LONGEST = {Unit.CALENDAR_DAYS: 14_600, Unit.CALENDAR_MONTHS: 480, Unit.WORKING_DAYS: 10_000}


@dataclass(frozen=True, slots=True)
class Due:
    """`on`: the last local day that is in time. `at`: the aware moment from which it is late."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock stood still from `begun` to `ended`, both aware. A pause that still runs has no due date yet."""

    begun: datetime
    ended: datetime


@cache
def free_days(year: int) -> frozenset[date]:
    """The year's public holidays (lag 1989:253) with Midsummer, Christmas and New Year's Eve (lag 1930:173 2 §).

    Saturdays and Sundays are left to is_working_day. Raises ValueError for a year the list does not reach: every
    weekday of it would count.
    """
    days = country_holidays("SE", years=year, categories=("public", "de_facto"))
    if not days:
        raise ValueError(f"No list of holidays reaches {year}.")
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """Neither Saturday, Sunday nor in free_days (law.md m)."""
    return day.weekday() < 5 and day not in free_days(day.year)


def next_working_day(day: date) -> date:
    """`day` itself when it is one, else the first after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_length(start: datetime, length: int, unit: str, *, roll_forward: bool = False) -> Due:
    """When `length` of `unit` (a Unit) from the aware moment `start` is due.

    Months end on the same date number, or the last day of a month that lacks it (lag 1930:173 1 §). `roll_forward`
    moves a due day that is no working day to the next that is (same act 2 §, only where the rule says so).
    Raises ValueError for a naive start, an unknown unit, or a length below 0 or above LONGEST.
    """
    if not 0 <= length <= LONGEST[Unit(unit)]:
        raise ValueError(f"A length is 0 to {LONGEST[Unit(unit)]} {unit}, not {length}.")
    first = _local_date(start)
    if length == 0:
        return Due(first, start)
    return _rolled(_due_on(_add(first, length, Unit(unit))), roll_forward)


def extend_for_pauses(
    due: Due, pauses: Iterable[Pause], *, unit: str = Unit.CALENDAR_DAYS, roll_forward: bool = False
) -> Due:
    """`due` moved by the local days the clock stood still, from the day of the pause to the day before it ended.

    Working days paused move a due date in working days; the other units are moved by calendar days. Pauses that
    overlap count once. One that began when it was already late counts nothing; what was in time when it stopped is in
    time on the day it runs again, also where the due day was a free one. `due` is taken as it stands: only a day
    that was moved is rolled forward. Raises ValueError for a naive moment or a pause that ends before it begins.
    """
    moved = in_force = due
    counted_to = date.min
    for pause in sorted(pauses, key=lambda pause: pause.begun):
        if pause.ended < pause.begun:
            raise ValueError("A pause ends after it begins.")
        begun, ended = max(_local_date(pause.begun), counted_to), _local_date(pause.ended)
        if begun < ended and pause.begun < in_force.at:
            moved = _due_on(_move(moved.on, begun, ended, Unit(unit)))
            in_force = _rolled(moved, roll_forward)
            counted_to = ended
    return in_force


def _move(on: date, begun: date, ended: date, unit: Unit) -> date:
    days = [begun + timedelta(days=step) for step in range((ended - begun).days)]
    if unit == Unit.WORKING_DAYS:
        return max(_add(on, sum(map(is_working_day, days)), unit), next_working_day(ended))
    return max(on + timedelta(days=len(days)), ended)


def _add(day: date, length: int, unit: Unit) -> date:
    if unit == Unit.CALENDAR_DAYS:
        return day + timedelta(days=length)
    if unit == Unit.CALENDAR_MONTHS:
        return add_months(day, length)
    for _step in range(length):
        day = next_working_day(day + timedelta(days=1))
    return day


def _due_on(on: date) -> Due:
    return Due(on, datetime.combine(on + timedelta(days=1), time.min, STOCKHOLM))


def _rolled(due: Due, roll_forward: bool) -> Due:
    return _due_on(next_working_day(due.on)) if roll_forward and not is_working_day(due.on) else due


def _local_date(moment: datetime) -> date:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(STOCKHOLM).date()
