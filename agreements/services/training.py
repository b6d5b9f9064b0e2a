"""Joint training days: recorded afterwards by who leads the agreement or coordinates the centre, and corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from agreements.errors.arena import CountedTwice, NobodyTookPart, NotHeldYet, UnitNotThereThen, UnitOutside
from agreements.models import Place, Profession, TrainingAttendance, TrainingDay
from agreements.selectors.place import units_of
from agreements.services.place import require_lead, require_nobody


@dataclass(frozen=True, slots=True)
class Attended:
    """How many of one profession came from one unit, at least one."""

    unit: CareUnit
    profession: Profession
    number: int


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """A day as it is written down."""

    held_on: date
    subject: str
    arranged_by: str
    attended: Sequence[Attended]


@act
def record_training_day(*, place: Place, facts: TrainingFacts, by: Assignment) -> TrainingDay:
    """A day that has been held. Raises NotYours, and what is wrong with it: see errors/arena.py."""
    require_lead(by, place)
    _check(place, facts)
    training = TrainingDay.objects.create(rule_set=place.rule_set, centre=place.centre, **_values(facts))
    for line in facts.attended:
        TrainingAttendance.objects.create(
            training=training, unit=line.unit, profession=line.profession, number=line.number
        )
    return training


@act
def change_training_day(*, training: TrainingDay, facts: TrainingFacts, by: Assignment) -> TrainingDay:
    """Corrects what was recorded; history keeps what it said. Raises what record_training_day raises."""
    row = _lock(training)
    require_lead(by, row.place)
    _check(row.place, facts)
    if any(getattr(row, name) != value for name, value in _values(facts).items()):
        for name, value in _values(facts).items():
            setattr(row, name, value)
        row.save()
    left = {(each.unit_id, each.profession): each for each in TrainingAttendance.objects.filter(training=row)}
    for line in facts.attended:
        known = left.pop((line.unit.pk, line.profession.value), None)
        if known is None:
            known = TrainingAttendance(training=row, unit=line.unit, profession=line.profession, number=0)
        if known.number != line.number:
            known.number = line.number
            known.save()
    for each in left.values():
        each.delete()
    return row


@act
def remove_training_day(*, training: TrainingDay, by: Assignment) -> None:
    """What was never held, or stands twice; history keeps it. Raises NotYours."""
    row = _lock(training)
    require_lead(by, row.place)
    for each in TrainingAttendance.objects.filter(training=row):
        each.delete()
    row.delete()


def _lock(training: TrainingDay) -> TrainingDay:
    return TrainingDay.objects.select_for_update(of=["self"]).select_related("rule_set", "centre").get(pk=training.pk)


def _values(facts: TrainingFacts) -> dict[str, object]:
    return {"held_on": facts.held_on, "subject": facts.subject.strip(), "arranged_by": facts.arranged_by.strip()}


def _check(place: Place, facts: TrainingFacts) -> None:
    if facts.held_on > timezone.localdate():
        raise NotHeldYet
    require_nobody(subject=facts.subject, arranged_by=facts.arranged_by)
    lines = [(line.unit.pk, line.profession) for line in facts.attended]
    if not lines or any(line.number < 1 for line in facts.attended):
        raise NobodyTookPart
    if len(set(lines)) < len(lines):
        raise CountedTwice
    units = {line.unit for line in facts.attended}
    if units_of(place).filter(pk__in=[unit.pk for unit in units]).count() < len(units):
        raise UnitOutside
    if any(not _was_there(unit, facts.held_on) for unit in units):
        raise UnitNotThereThen


def _was_there(unit: CareUnit, on: date) -> bool:
    return unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on)
