"""From a unit's part of a figure to what each case adds to it, as far as its cases exist for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from accounts.models import Assignment, CareUnit
from agreements.models import Contribution
from agreements.selectors.counts import acts_behind, cases_behind, counts
from cases.models import Case

# A deviation is content of the provider that wrote it: which case of another unit it is about is read by a disclosure.
NOT_OPENED = frozenset({"deviation"})


class Outcome(models.TextChoices):
    """What a case adds; the value stands in the address of the page."""

    MET = "met", pgettext_lazy("behind a figure", "Met")
    NOT_MET = "not-met", pgettext_lazy("behind a figure", "Not met")
    UNKNOWN = "unknown", pgettext_lazy("behind a figure", "Not known")


# What is not known is NULL, which no equation finds.
MET = {Outcome.MET: Q(met=True), Outcome.NOT_MET: Q(met=False), Outcome.UNKNOWN: Q(met=None)}


@dataclass(frozen=True, slots=True)
class Added:
    """One thing counted."""

    day: date
    outcome: Outcome
    days: int | None
    code: str


@dataclass(frozen=True, slots=True)
class CaseBehind:
    case: Case
    added: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A unit's figure that no number is hidden of: every case behind it is open to the reader."""

    met: int
    counted: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Behind:
    """`whole` is None where some case is closed to the reader, whom it would tell of it. `more`: not all are listed."""

    cases: Sequence[CaseBehind]
    whole: Whole | None
    more: bool


def behind_figure(
    reader: Assignment,
    key: str,
    unit: CareUnit,
    first_day: date,
    last_day: date,
    *,
    outcome: Outcome | None = None,
    most: int,
) -> Behind:
    """The cases behind a unit's figure of whole quarters that exist for `reader`, the latest first, at most `most`.

    Read as a manager of the unit (may_drill): others see no row, and get none. Nor does anybody of NOT_OPENED.
    """
    if key in NOT_OPENED:
        return Behind((), None, more=False)
    rows = Contribution.objects.filter(
        indicator=key,
        unit=unit,
        day__gte=first_day,
        day__lte=last_day,
        case__in=cases_behind(reader, key, unit, first_day, last_day),
    )
    # Who a counted act is about is the worker's to know: the column is closed to pages.
    rows = rows.defer("person").order_by("-day", "pk")
    if outcome is not None:
        rows = rows.filter(MET[outcome])
    found: dict[UUID, list[Contribution]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    shown = dict(list(found.items())[:most])
    cases = Case.objects.select_related("owner_unit").in_bulk(list(shown))
    return Behind(
        cases=[CaseBehind(cases[pk], tuple(_added(row) for row in its)) for pk, its in shown.items()],
        whole=_whole(reader, key, unit, first_day, last_day),
        more=len(found) > most,
    )


def _whole(reader: Assignment, key: str, unit: CareUnit, first_day: date, last_day: date) -> Whole | None:
    found = counts([key], [unit.provider], first_day, last_day, by_unit=True)
    count = next((each for each in found if each.cell.unit == unit), None)
    if count is None:
        return Whole(0, 0, 0)
    if acts_behind(reader, key, unit, first_day, last_day) != count.figure.denominator:
        return None
    return Whole(count.figure.numerator or 0, count.figure.denominator or 0, count.figure.unknown)


def _added(row: Contribution) -> Added:
    outcome = Outcome.UNKNOWN if row.met is None else Outcome.MET if row.met else Outcome.NOT_MET
    return Added(row.day, outcome, row.days, row.code)
