"""A unit's hand-overs with every other unit, both ways, as the indicator of referrals answered in time counts them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection

from accounts.models import CareUnit

INDICATOR = "referral_answered_in_time"
COUNTED = "counted"


@dataclass(slots=True)
class Tally:
    """By measure (met, not_met, unknown, or COUNTED for all): how many, of how many persons at least, and how many the
    reader may open."""

    counted: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)

    @property
    def opens_all(self) -> bool:
        return self.opened[COUNTED] == self.counted[COUNTED]


@dataclass(slots=True)
class Direction:
    """What the unit has sent, or what came: with each other unit, and with all of them."""

    units: dict[CareUnit, Tally] = field(default_factory=dict)
    whole: Tally = field(default_factory=Tally)


def handovers_of_unit(first_day: date, last_day: date, *, opened: Collection[UUID]) -> tuple[Direction, Direction]:
    """Sent, and came, by the acting unit, both days in it; `opened`: the cases that the reader may open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT is_sent, other_id, measure, counted, opened, persons"
            " FROM handovers_of_unit(%s::date, %s::date, %s::uuid[])",
            [first_day, last_day, [str(key) for key in opened]],
        )
        rows = cursor.fetchall()
    units = CareUnit.objects.select_related("provider").in_bulk({row[1] for row in rows if row[1]})
    sent, came = Direction(), Direction()
    for is_sent, other, measure, *numbers in rows:
        found = sent if is_sent else came
        tally = found.whole if other is None else found.units.setdefault(units[other], Tally())
        tally.counted[measure], tally.opened[measure], tally.persons[measure] = numbers
    return sent, came
