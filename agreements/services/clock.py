from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from agreements.models import Clock, RuleSet
from agreements.selectors.clock import NoClock
from agreements.working_days import Unit


class LaterClockExists(ValueError):
    """A version already begins that day or later: the new one would have to go between or over it."""


class BackdatedClock(ValueError):
    """The new version would begin before today: what has held is not rewritten."""


class AgreedByClause(ValueError):
    """A clock of an agreement changes with the version its clause stands in (services/version.py), never by itself."""


class CarriedOver(TypedDict, total=False):
    """Terms that the version in force hands on when they are not given."""

    roll_forward: bool
    starts: str
    remind_before_days: int
    near_days: int


@act
def change_clock(
    *,
    key: str,
    length: int,
    unit: Unit,
    source: str,
    certainty: Clock.Certainty,
    valid_from: date,
    by: Assignment | None,
    rule_set: RuleSet | None = None,
    **terms: Unpack[CarriedOver],
) -> Clock:
    """Ends the version in force the day before `valid_from` and makes a new one that holds until further notice.

    Of `rule_set`, a law or guideline, or of none; the clause it stands in is handed on. Source and certainty never
    are: a new length needs a source of its own. Running deadlines stay where they are. Raises NoClock for an unknown
    key or one that had ended, LaterClockExists, AgreedByClause, and BackdatedClock where a person (not the set-up,
    which tells what has held) begins it before today.
    """
    if rule_set is not None and rule_set.is_agreement:
        raise AgreedByClause(f"{rule_set} agrees on its clocks clause by clause.")
    if by is not None and valid_from < timezone.localdate():
        raise BackdatedClock(f"{key!r} cannot begin on {valid_from}.")
    versions = Clock.objects.filter(key=key, rule_set=rule_set, is_draft=False).order_by("-valid_from")
    # Two changes at once meet at this lock; only a query after it sees what the first one made.
    list(versions.select_for_update())
    newest = versions.first()
    if newest is None or (newest.valid_to and newest.valid_to < valid_from):
        raise NoClock(f"No clock {key!r} is in force on {valid_from}.")
    if newest.valid_from >= valid_from:
        raise LaterClockExists(f"A version of {key!r} begins on {newest.valid_from}.")
    carried: CarriedOver = {
        "roll_forward": newest.roll_forward,
        "starts": newest.starts,
        "remind_before_days": newest.remind_before_days,
        "near_days": newest.near_days,
    }
    newest.valid_to = valid_from - timedelta(days=1)
    newest.save(update_fields=["valid_to"])
    return Clock.objects.create(
        key=key,
        rule_set=rule_set,
        clause=newest.clause,
        length=length,
        unit=unit,
        source=source,
        certainty=certainty,
        valid_from=valid_from,
        **{**carried, **terms},
    )
