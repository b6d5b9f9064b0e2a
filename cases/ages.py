"""Ages in days, weeks, months and years, and the first and last day on which something is to happen at an age."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

# A pregnancy is counted to 40 whole weeks; born before 37 of them is preterm (WHO).
TERM_DAYS = 280
PRETERM_BEFORE_DAYS = 259
# Beyond it no pregnancy goes: a visit in week 45 is a slip of the pen.
LAST_WEEK = 43


class CountsFrom(TextChoices):
    BIRTH = "birth", _("Age")
    CORRECTED_BIRTH = "corrected_birth", _("Age, corrected for a preterm birth")
    CONCEPTION = "conception", _("Week of pregnancy")
    ENROLMENT = "enrolment", _("Since enrolment")


class AgeUnit(TextChoices):
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What ages are counted from; None where it is not known. `days_at_birth`: of the pregnancy, None for term."""

    born_on: date | None = None
    expected_birth: date | None = None
    enrolled_on: date | None = None
    days_at_birth: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """From the day somebody reaches `opens` to the day before they reach `closes`, in whole `unit`."""

    counts_from: str
    unit: str
    opens: int
    closes: int

    def days(self, origin: Origin) -> tuple[date, date] | None:
        """The first and the last day, both included; None where the day it is counted from is not known."""
        start = day_zero(self.counts_from, origin)
        if start is None:
            return None
        return add_age(start, self.opens, self.unit), add_age(start, self.closes, self.unit) - timedelta(days=1)


def day_zero(counts_from: str, origin: Origin) -> date | None:
    """The day from which ages are counted.

    A preterm child is as old as if it had been born at term (Rikshandboken: to two years, as the steps say); an unborn
    one has no age.
    """
    if counts_from == CountsFrom.ENROLMENT:
        return origin.enrolled_on
    if counts_from == CountsFrom.CONCEPTION:
        return origin.expected_birth - timedelta(days=TERM_DAYS) if origin.expected_birth else None
    if origin.born_on is None or counts_from == CountsFrom.BIRTH:
        return origin.born_on
    early = TERM_DAYS - origin.days_at_birth if is_preterm(origin.days_at_birth) else 0  # type: ignore[operator]
    return origin.born_on + timedelta(days=early)


def is_preterm(days_at_birth: int | None) -> bool:
    return days_at_birth is not None and days_at_birth < PRETERM_BEFORE_DAYS


def in_weeks(days: int) -> str:
    """A length of pregnancy as midwives write it: «36+2»."""
    return "{}+{}".format(*divmod(days, 7))


def days_at(day: date, expected_birth: date) -> int:
    """How many days of a pregnancy have passed on `day`."""
    return TERM_DAYS - (expected_birth - day).days


def week_of(day: date, expected_birth: date) -> int:
    """The whole weeks of a pregnancy on `day`; below 0 before it began."""
    return days_at(day, expected_birth) // 7


def add_age(start: date, length: int, unit: str) -> date:
    """The day on which somebody of `start` is `length` of `unit` (an AgeUnit) old."""
    if unit == AgeUnit.DAYS:
        return start + timedelta(days=length)
    if unit == AgeUnit.WEEKS:
        return start + timedelta(weeks=length)
    return add_months(start, length * (12 if AgeUnit(unit) == AgeUnit.YEARS else 1))


def add_months(day: date, months: int) -> date:
    """The same date number `months` later, or the last day of that month where it lacks the number."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
