"""Training days as their pages show them: which units and professions came; how many, to whoever records alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from accounts.models import Assignment
from agreements.indicators.definition import is_few
from agreements.models import Place, Profession, TrainingAttendance, TrainingDay
from agreements.permissions import Right
from agreements.selectors.place import Leads, require_right, rows_at, rows_for

# A list is of the newest; older ones are found by year.
MOST = 100


@dataclass(frozen=True, slots=True)
class UnitThere:
    """`numbers` is empty for a reader who does not record: one midwife of a unit is known by name to her colleagues."""

    unit: str
    professions: tuple[str, ...]
    numbers: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        if not self.numbers:
            return ", ".join(self.professions)
        return ", ".join(f"{name} {number}" for name, number in zip(self.professions, self.numbers, strict=True))


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """`people` is None where fewer than five came and the reader does not record."""

    training: TrainingDay
    units: Sequence[UnitThere]
    people: int | None
    is_joint: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """What was recorded at one time, by whom: the day, or a line of who took part. `kind` is +, ~ or -."""

    at: datetime
    by: str
    kind: str
    words: str


def get_training_for(assignment: Assignment, pk: int, right: Right = Right.SEE) -> TrainingDay:
    """Raises Http404 for whom it does not exist, PermissionDenied without the right."""
    found = rows_for(_days(), assignment, day="held_on").filter(pk=pk).first()
    if found is None:
        raise Http404
    require_right(assignment, found.place, right)
    return found


def training_days(place: Place, leads: Leads, *, year: int | None = None) -> list[TrainingRow]:
    """What was held there, the newest first; at most MOST, of one year where asked for.

    Who sees the place sees them all.
    """
    rows = rows_at(_days(), place, day="held_on")
    rows = rows.filter(held_on__year=year) if year else rows
    return [training_row(each, may_change=leads(each.place)) for each in rows[:MOST]]


def held_between(place: Place, first: date, last: date) -> QuerySet[TrainingDay]:
    """The days of an agreement and its centres in a period, both days in it, with who took part."""
    return rows_at(_days(), place, day="held_on").filter(held_on__gte=first, held_on__lte=last)


def years_of(place: Place) -> list[int]:
    rows = rows_at(TrainingDay.objects.order_by(), place, day="held_on")
    return sorted(set(rows.values_list("held_on__year", flat=True)), reverse=True)


def training_row(training: TrainingDay, *, may_change: bool) -> TrainingRow:
    lines = list(training.attendance.all())
    people = sum(line.number for line in lines)
    return TrainingRow(
        training=training,
        units=[_unit(name, rows, may_change) for name, rows in groupby(lines, lambda line: line.unit.name)],
        people=None if is_few(people) and not may_change else people,
        is_joint=is_joint(lines),
        may_change=may_change,
    )


def is_joint(lines: Iterable[TrainingAttendance]) -> bool:
    """Whether it crosses the border between organisations: units of two providers at least."""
    return len({line.unit.provider_id for line in lines}) > 1


def sayings(training: TrainingDay) -> list[Saying]:
    """Everything that was ever recorded of the day, the newest first. For whoever may correct it."""
    days = TrainingDay.history.filter(id=training.pk).select_related("history_user")
    lines = TrainingAttendance.history.filter(training_id=training.pk).select_related("history_user", "unit")
    said = [_saying(row, f"{row.held_on}: {row.subject}. {row.arranged_by}") for row in days]
    said += [_saying(row, f"{row.unit.name}, {Profession(row.profession).label}: {row.number}") for row in lines]
    return sorted(said, key=lambda each: each.at, reverse=True)


def _saying(row: Any, words: str) -> Saying:
    return Saying(row.history_date, str(row.history_user or ""), row.history_type, words)


def _days() -> QuerySet[TrainingDay]:
    lines = TrainingAttendance.objects.select_related("unit").order_by("unit__name", "unit", "profession")
    rows = TrainingDay.objects.select_related("rule_set", "centre").order_by("-held_on", "-pk")
    return rows.prefetch_related(Prefetch("attendance", lines))


def _unit(name: str, rows: Iterable[TrainingAttendance], shows_numbers: bool) -> UnitThere:
    lines = list(rows)
    numbers = tuple(line.number for line in lines) if shows_numbers else ()
    return UnitThere(name, tuple(str(Profession(line.profession).label) for line in lines), numbers)
