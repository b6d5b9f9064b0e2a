"""The catalogue of support: entered by who leads the place, counted by them or by the unit that holds the activity."""

from dataclasses import dataclass, fields
from datetime import date

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from agreements.errors.agreement import NotYours
from agreements.errors.arena import (
    CountedOutside,
    CountedThatDay,
    EndsBeforeStart,
    MoreThanOffered,
    NotHeldYet,
    OutsideTheActivity,
    UnitOutside,
)
from agreements.models import Occasion, Place, SupportActivity
from agreements.permissions import may_count
from agreements.selectors.place import units_of
from agreements.services.place import require_lead, require_nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFacts:
    """An activity as it is written down; the texts name nobody."""

    kind: SupportActivity.Kind
    name: str
    where: str
    unit: CareUnit
    valid_from: date
    valid_to: date | None = None
    about: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Families, of one occasion."""

    held_on: date
    offered: int
    taken_up: int


@act
def add_activity(*, place: Place, facts: ActivityFacts, by: Assignment) -> SupportActivity:
    """Raises NotYours, UnitOutside, EndsBeforeStart, NamesANumber."""
    require_lead(by, place)
    _check(place, facts)
    return SupportActivity.objects.create(rule_set=place.rule_set, centre=place.centre, **_values(facts))


@act
def change_activity(*, activity: SupportActivity, facts: ActivityFacts, by: Assignment) -> SupportActivity:
    """History keeps what it said. Raises as add_activity, and CountedOutside."""
    row = _lock(activity)
    require_lead(by, row.place)
    _check(row.place, facts)
    days = Occasion.objects.filter(activity=row)
    outside = days.filter(held_on__lt=facts.valid_from)
    if facts.valid_to is not None:
        outside |= days.filter(held_on__gt=facts.valid_to)
    if outside.exists():
        raise CountedOutside
    for name, value in _values(facts).items():
        setattr(row, name, value)
    row.save()
    return row


@act
def count_occasion(*, activity: SupportActivity, counted: Counted, by: Assignment) -> Occasion:
    """How many an occasion was offered to and how many came, nobody too.

    Raises NotYours, NotHeldYet, OutsideTheActivity, MoreThanOffered, CountedThatDay.
    """
    row = _lock(activity)
    _check_counted(row, counted, by)
    if Occasion.objects.filter(activity=row, held_on=counted.held_on).exists():
        raise CountedThatDay
    return Occasion.objects.create(activity=row, **_values(counted))


@act
def change_occasion(*, occasion: Occasion, counted: Counted, by: Assignment) -> Occasion:
    """History keeps what it said. Raises as count_occasion."""
    row = _lock(occasion.activity)
    _check_counted(row, counted, by)
    others = Occasion.objects.filter(activity=row, held_on=counted.held_on).exclude(pk=occasion.pk)
    if others.exists():
        raise CountedThatDay
    for name, value in _values(counted).items():
        setattr(occasion, name, value)
    occasion.save()
    return occasion


@act
def remove_occasion(*, occasion: Occasion, by: Assignment) -> None:
    """What was never held, or counted under the wrong activity; history keeps it. Raises NotYours."""
    row = _lock(occasion.activity)
    if not may_count(by, row):
        raise NotYours
    occasion.delete()


def _lock(activity: SupportActivity) -> SupportActivity:
    rows = SupportActivity.objects.select_for_update(of=["self"]).select_related("rule_set", "centre", "unit")
    return rows.get(pk=activity.pk)


def _check(place: Place, facts: ActivityFacts) -> None:
    require_nobody(name=facts.name, where=facts.where, about=facts.about, when=facts.when)
    if facts.valid_to is not None and facts.valid_to < facts.valid_from:
        raise EndsBeforeStart
    if not units_of(place).filter(pk=facts.unit.pk).exists():
        raise UnitOutside


def _check_counted(activity: SupportActivity, counted: Counted, by: Assignment) -> None:
    if not may_count(by, activity):
        raise NotYours
    if counted.held_on > timezone.localdate():
        raise NotHeldYet
    if counted.held_on < activity.valid_from or (activity.valid_to and counted.held_on > activity.valid_to):
        raise OutsideTheActivity
    if counted.taken_up > counted.offered:
        raise MoreThanOffered


def _values(facts: ActivityFacts | Counted) -> dict[str, object]:
    values = {each.name: getattr(facts, each.name) for each in fields(facts)}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
