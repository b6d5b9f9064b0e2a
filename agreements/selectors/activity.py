"""The catalogue of support as it is read; how many families there were, whole to who counts, else as in a report."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Assignment
from agreements.models import Occasion, Place, SupportActivity
from agreements.permissions import Right
from agreements.selectors.place import require_right, rows_at, rows_for

# A catalogue is of what goes on; what is over is found as far back as figures are shown.
MOST = 200


@dataclass(frozen=True, slots=True)
class ActivityRow:
    activity: SupportActivity
    is_over: bool
    is_coming: bool


@dataclass(frozen=True, slots=True)
class HeldTogether:
    """All activities of one place in a period, which are suppressed together. `shown`: the keys of those on the page.

    An agreement's page leaves out what began before its time with a centre, and the longest list has an end; a sum of
    those on the page alone would tell the others, from the sum on the page of the centre.
    """

    place: Place
    activities: list[SupportActivity]
    shown: frozenset[int]


def get_activity_for(assignment: Assignment, pk: int, right: Right = Right.SEE) -> SupportActivity:
    """Raises Http404 for whom it does not exist, PermissionDenied without the right."""
    found = rows_for(_activities(), assignment, day="valid_from").filter(pk=pk).first()
    if found is None:
        raise Http404
    require_right(assignment, found.place, right)
    return found


def activities_at(place: Place, today: date) -> list[ActivityRow]:
    """An agreement's own and those of its centres, or one centre's: what goes on or comes first, then what is over."""
    rows = [
        ActivityRow(each, each.valid_to is not None and each.valid_to < today, each.valid_from > today)
        for each in rows_at(_activities(), place, day="valid_from")[:MOST]
    ]
    return sorted(rows, key=lambda row: (row.is_over, row.activity.name))


def occasions_of(activity: SupportActivity) -> list[Occasion]:
    return list(Occasion.objects.filter(activity=activity).order_by("-held_on"))


def occasions_between(activities: Iterable[SupportActivity], first: date, last: date) -> dict[int, list[Occasion]]:
    """Activity's key → its occasions of a period, both days in it."""
    found: dict[int, list[Occasion]] = defaultdict(list)
    for row in Occasion.objects.filter(activity__in=list(activities), held_on__gte=first, held_on__lte=last):
        found[row.activity_id].append(row)
    return found


def held_together(place: Place, first: date, last: date) -> list[HeldTogether]:
    """Of each place that the page shows something of, all that was held there in a period, both days in it."""
    held = _activities().filter(occasions__held_on__gte=first, occasions__held_on__lte=last)
    shown = list(rows_at(held, place, day="valid_from").distinct())
    keys = {each.pk for each in shown}
    places = Q(rule_set__in={each.rule_set_id for each in shown if each.rule_set_id is not None}) | Q(
        centre__in={each.centre_id for each in shown if each.centre_id is not None}
    )
    whole = list(held.filter(places).distinct()) if shown else []
    return [HeldTogether(at, its, frozenset(each.pk for each in its if each.pk in keys)) for at, its in by_place(whole)]


def by_place(rows: Sequence[SupportActivity]) -> list[tuple[Place, list[SupportActivity]]]:
    """In the order of the rows. What is arranged at one place is counted together, and with no other."""
    found: dict[tuple[str, str], tuple[Place, list[SupportActivity]]] = {}
    for row in rows:
        found.setdefault((row.place.kind, row.place.key), (row.place, []))[1].append(row)
    return list(found.values())


def _activities() -> QuerySet[SupportActivity]:
    return SupportActivity.objects.select_related("rule_set", "centre", "unit").order_by("name", "pk")
