"""The indicators of joint training days: units and days, never persons, so nothing of them is suppressed.

Read when a report is built, from what was recorded of the agreement itself and of centres while it knew them. A day is
joint where units of two providers at least took part. As long as no day at all was ever recorded nothing is known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from agreements.indicators.definition import Counted, Figure, Indicator, Source
from agreements.models import AgreementCentre, Place, RuleSet, TrainingDay
from agreements.selectors.place import rows_at
from agreements.selectors.training import held_between, is_joint


@dataclass(frozen=True, slots=True)
class Trained:
    """Of an agreement in a period. `units`: keys of those that should take part; `attended`: who did, per joint day."""

    units: frozenset[int]
    attended: Sequence[frozenset[int]]
    days: int
    is_recorded: bool


Compute = Callable[[Trained], Figure]


def joint_days(trained: Trained) -> Figure:
    """Each recorded day of the period. Met: it was joint. Not known: no day was ever recorded until its end."""
    if not trained.is_recorded:
        return Figure(None, None)
    return Figure(len(trained.attended), trained.days)


def units_in_joint_days(trained: Trained) -> Figure:
    """Each unit that was placed at a centre of the agreement in the period, as long as the agreement knew the centre.

    Met: it took part in a joint day of the period, at a centre or with all. Other units that came are not counted.
    Not known: no day was ever recorded until the period's end.
    """
    if not trained.units:
        return Figure(None, None)
    if not trained.is_recorded:
        return Figure(None, len(trained.units), unknown=len(trained.units))
    came = frozenset[int]().union(*trained.attended)
    return Figure(len(trained.units & came), len(trained.units))


def _indicator(key: str, label: Promise, counted: Counted) -> Indicator:
    return Indicator(key, label, Source.RECORDS, counted, "cooperation")


TRAINING: list[tuple[Indicator, Compute]] = [
    (_indicator("training_days_joint", _("Joint training days"), Counted.DAYS), joint_days),
    (_indicator("units_in_joint_training", _("Units in joint training"), Counted.UNITS), units_in_joint_days),
]
TRAINING_KEYS = frozenset(indicator.key for indicator, _compute in TRAINING)


def training_figures(rule_set: RuleSet, first: date, last: date) -> dict[str, Figure]:
    """Indicator's key → its figure of a period, both days in it. Four statements, however many days and units."""
    trained = read_training(rule_set, first, last)
    return {indicator.key: compute(trained) for indicator, compute in TRAINING}


def read_training(rule_set: RuleSet, first: date, last: date) -> Trained:
    place = Place(rule_set=rule_set)
    days = [list(each.attendance.all()) for each in held_between(place, first, last)]
    recorded = bool(days) or rows_at(TrainingDay.objects.filter(held_on__lte=last), place, day="held_on").exists()
    joint = [frozenset(line.unit_id for line in lines) for lines in days if is_joint(lines)]
    units = frozenset(placed_units(rule_set, first, last).values_list("pk", flat=True))
    return Trained(units, joint, len(days), recorded)


def placed_units(rule_set: RuleSet, first: date, last: date) -> QuerySet[CareUnit]:
    """Every unit that some day of the period existed, was placed at a centre, and the agreement knew the centre."""
    known = AgreementCentre.objects.filter(Q(valid_to=None) | Q(valid_to__gte=first), rule_set=rule_set)
    known = known.filter(valid_from__lte=last)
    meets = Q(placements__centre__in=known.values("centre"), placements__valid_from__lte=last)
    goes_on = Q(placements__valid_to=None) | Q(placements__valid_to__gte=first)
    exists = Q(valid_to=None) | Q(valid_to__gte=first)
    return CareUnit.objects.filter(meets & goes_on, exists, valid_from__lte=last).distinct()
