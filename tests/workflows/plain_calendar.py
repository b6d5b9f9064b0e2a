"""The calendar of the clocks told plainly and slowly, day by day: nothing of it is the product's own arithmetic.

Summer time (direktiv 2000/84/EG), holidays (lag 1989:253), the eves that count as such (lag 1930:173 2 §) and Easter by
the table of golden numbers. Holds for 2007–2099.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

DAY = timedelta(days=1)
# The full moon before Easter, by the place of the year in the cycle of nineteen.
FULL_MOONS = ["4-14", "4-3", "3-23", "4-11", "3-31", "4-18", "4-8", "3-28", "4-16", "4-5"]
FULL_MOONS += ["3-25", "4-13", "4-2", "3-22", "4-10", "3-30", "4-17", "4-7", "3-27"]
# New Year, Epiphany, May Day, National Day, Christmas with its eve and second day, New Year's Eve.
FIXED = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
# From Easter Sunday: Good Friday, the day itself, Monday, Ascension, Whit Sunday.
FROM_EASTER = (-2, 0, 1, 39, 49)


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.weekday() != 6:
        day -= DAY
    return day


def is_summer(moment: datetime) -> bool:
    """Between one o'clock UTC of the last Sundays of March and October."""
    begins, ends = (datetime.combine(last_sunday(moment.year, month), time(1), UTC) for month in (3, 10))
    return begins <= moment < ends


def local_day(moment: datetime) -> date:
    """The day in Sweden at an aware moment."""
    moment = moment.astimezone(UTC)
    return (moment + timedelta(hours=2 if is_summer(moment) else 1)).date()


def midnight(day: date) -> datetime:
    """The moment in UTC at which `day` begins in Sweden."""
    moment = datetime.combine(day, time(0), UTC) - timedelta(hours=3)
    while local_day(moment) != day:
        moment += timedelta(hours=1)
    return moment


@cache
def easter(year: int) -> date:
    month, number = map(int, FULL_MOONS[year % 19].split("-"))
    day = date(year, month, number) + DAY
    while day.weekday() != 6:
        day += DAY
    return day


def is_midsummer_eve(day: date) -> bool:
    """The Friday of 19 to 25 June; the day after and All Saints' are Saturdays."""
    return day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4


def is_working(day: date) -> bool:
    if day.weekday() in (5, 6) or (day.month, day.day) in FIXED or is_midsummer_eve(day):
        return False
    return all(day != easter(day.year) + shift * DAY for shift in FROM_EASTER)


def month_later(day: date, months: int) -> date:
    """Month by month, to the first of the month; then on to the same number, or as far as the month reaches."""
    here = day.replace(day=1)
    for _month in range(months):
        before = here
        while here.month == before.month:
            here += DAY
    while here.day < day.day and (here + DAY).month == here.month:
        here += DAY
    return here


def last_day(start: date, length: int, unit: str) -> date:
    """The last day in time. The day of the start does not count."""
    if unit == "calendar_months":
        return month_later(start, length)
    day = start
    while length:
        day += DAY
        length -= unit == "calendar_days" or is_working(day)
    return day


def rolled(day: date) -> date:
    while not is_working(day):
        day += DAY
    return day


def stood_still(pauses: Iterable[tuple[datetime, datetime]]) -> set[date]:
    """From the day a clock stopped to the day before it ran again."""
    days = set()
    for begun, ended in pauses:
        day = local_day(begun)
        while day < local_day(ended):
            days.add(day)
            day += DAY
    return days


def held(last: date, pauses: Iterable[tuple[datetime, datetime]], unit: str, *, roll: bool) -> date:
    """The last day in time when each day that the clock stood still is given back, walking through all of them.

    A day after the last one is given nothing: it was late. Who stops in time is still in time on the day it runs again.
    """
    in_force = last
    for day in sorted(stood_still(pauses)):
        if day > in_force:
            continue
        if unit != "working_days":
            last = max(last + DAY, day + DAY)
        else:
            last = max(last_day(last, 1, unit) if is_working(day) else last, rolled(day + DAY))
        in_force = rolled(last) if roll else last
    return in_force
