from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from agreements.models import Clock, RuleSet, RuleSetVersion
from agreements.permissions import FOR_EVERYBODY
from agreements.selectors.rule_set import concerns, covering
from cases.models import Case

HOLDS_FOR_ALL = Q(rule_set=None) | Q(rule_set__kind__in=FOR_EVERYBODY)


class NoClock(LookupError):
    """No version of the clock is in force that day."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A clock that counts in a case; `unit` where it counts for that unit alone."""

    clock: Clock
    unit: int | None = None


def clock_in_force(key: str, on: date) -> Clock:
    """The version of `key` that holds for everybody on the local day `on`. Raises NoClock."""
    if (clock := _in_force(key, on).filter(HOLDS_FOR_ALL).first()) is None:
        raise NoClock(f"No clock {key!r} is in force on {on}.")
    return clock


def clocks_holding(key: str, on: date, case: UUID) -> list[Holding]:
    """All that count in the case that day: for everybody, and by the agreements that cover it. One statement.

    A clause of a target group counts for the unit that owns the case alone: in another unit's clock it would tell
    what the family has not said there. Raises NoClock.
    """
    in_version = Q(clause=None) | Q(clause__version__in=RuleSetVersion.objects.in_force(on))
    agreed = Q(rule_set__in=covering(case, on)) & in_version & (Q(clause=None) | concerns(case, "clause__"))
    owner = Subquery(Case.objects.filter(pk=case).values("owner_unit"))
    found = [
        Holding(clock, clock.owner_unit if clock.clause and clock.clause.target_groups else None)
        for clock in _in_force(key, on).filter(HOLDS_FOR_ALL | agreed).annotate(owner_unit=owner)
    ]
    if not found:
        raise NoClock(f"No clock {key!r} is in force on {on}.")
    return found


def clocks_holding_round(key: str, on: date, rule_set: RuleSet) -> list[Holding]:
    """All that count that day in a round of the agreement: for everybody, and by itself. Raises NoClock."""
    in_version = Q(clause=None) | Q(clause__version__in=RuleSetVersion.objects.in_force(on))
    own = Q(rule_set=rule_set) & in_version
    found = [Holding(clock) for clock in _in_force(key, on).filter(HOLDS_FOR_ALL | own)]
    if not found:
        raise NoClock(f"No clock {key!r} is in force on {on}.")
    return found


def flow_clocks() -> QuerySet[Clock]:
    """The newest version of each clock that holds for everybody: what an agreement can shorten, by key."""
    newest = Clock.objects.filter(HOLDS_FOR_ALL, key=OuterRef("key"), is_draft=False).order_by("-valid_from")
    return Clock.objects.filter(pk=Subquery(newest.values("pk")[:1])).order_by("key")


def _in_force(key: str, on: date) -> QuerySet[Clock]:
    return Clock.objects.in_force(on).filter(key=key).select_related("rule_set", "clause").order_by("valid_from", "pk")
