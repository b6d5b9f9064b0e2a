"""Figures from the rollup: per unit or provider, with the persons behind them; and the cases behind a figure."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import Assignment, CareUnit, Provider
from agreements.indicators.definition import Figure
from agreements.models import Contribution, Rollup, RollupPersons
from cases.models import Case
from cases.permissions import visible_to

MEDIAN, NINETIETH = Decimal("0.5"), Decimal("0.9")
Measure = RollupPersons.Measure


@dataclass(frozen=True, slots=True)
class Persons:
    """How many persons there are at least: in a figure's denominator, its numerator, the rest, and what is not known.

    A person can be in several of the last three: the family was called twice and came once.
    """

    counted: int = 0
    met: int = 0
    not_met: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure stands. `unit` is None for the whole provider, `code` for all codes together."""

    indicator: str
    provider: Provider
    unit: CareUnit | None = None
    code: str | None = None

    @property
    def successor(self) -> CareUnit | None:
        """Who goes on after a unit that has closed down, at the end of the line. The figure stays the unit's."""
        return self.unit and _last_successor(self.unit)


@dataclass(frozen=True, slots=True)
class Count:
    """`persons`: how many are behind the figure, which it is suppressed by."""

    cell: Cell
    figure: Figure
    persons: Persons


@dataclass(slots=True)
class LeadTime:
    """Days in whole days: `days` → how many took so long; `unknown` had no known beginning."""

    cell: Cell
    persons: Persons
    days: dict[int, int] = field(default_factory=dict)
    unknown: int = 0

    @property
    def counted(self) -> int:
        return sum(self.days.values())

    @property
    def median(self) -> int | None:
        return self.percentile(MEDIAN)

    @property
    def ninetieth(self) -> int | None:
        return self.percentile(NINETIETH)

    def percentile(self, share: Decimal) -> int | None:
        """The smallest number of days within which that share was done (nearest rank); None over nothing."""
        within = Decimal(0)
        for days in sorted(self.days):
            within += self.days[days]
            if within >= share * self.counted:
                return days
        return None


def counts(
    indicators: Collection[str],
    providers: Iterable[Provider],
    first_day: date,
    last_day: date,
    *,
    by_unit: bool = False,
    by_code: bool = False,
) -> list[Count]:
    """The figures of a period of whole quarters, both days in it, in order of indicator, provider, unit and code.

    Read as a manager of the provider or as the worker: others see no row, and get none. What was never counted has
    no row either. ValueError on any other period: of such there are no sums.
    """
    grouping = _grouping(by_unit=by_unit, by_code=by_code)
    rows = _rows(Rollup.objects, indicators, providers, first_day, last_day)
    summed = rows.values(*grouping).annotate(n=Sum("counted"), m=Sum("met"), u=Sum("unknown")).filter(n__gt=0)
    cells, persons = _Cells(), _persons(indicators, providers, first_day, last_day, by_unit=by_unit, by_code=by_code)
    found = []
    for row in _ordered(summed, grouping):
        cell = cells.of(row)
        figure = Figure(numerator=row["m"], denominator=row["n"], unknown=row["u"])
        found.append(Count(cell, figure, _persons_of(persons, row)))
    return found


def lead_times(
    indicator: str, providers: Iterable[Provider], first_day: date, last_day: date, *, by_unit: bool = False
) -> list[LeadTime]:
    """The lead times of a period as above, per provider or unit; exact, because counts per whole day add up."""
    grouping = _grouping(by_unit=by_unit, by_code=False)
    rows = _rows(Rollup.objects, [indicator], providers, first_day, last_day)
    cells, persons = _Cells(), _persons([indicator], providers, first_day, last_day, by_unit=by_unit, by_code=False)
    found: dict[Cell, LeadTime] = {}
    for row in _ordered(rows.values(*grouping, "days").annotate(n=Sum("counted")).filter(n__gt=0), grouping):
        cell = cells.of(row)
        entry = found.setdefault(cell, LeadTime(cell, _persons_of(persons, row)))
        if row["days"] is None:
            entry.unknown += row["n"]
        else:
            entry.days[row["days"]] = row["n"]
    return list(found.values())


def cases_behind(
    assignment: Assignment,
    indicator: str,
    unit: CareUnit,
    first_day: date,
    last_day: date,
    *,
    met: bool | None = None,
) -> QuerySet[Case]:
    """The cases behind a unit's figure that exist for `assignment`; `met` narrows to the numerator, or to the rest."""
    behind = _behind(assignment, indicator, unit, first_day, last_day).filter(case=OuterRef("pk"))
    return visible_to(assignment).filter(Exists(behind if met is None else behind.filter(met=met)))


def acts_behind(assignment: Assignment, indicator: str, unit: CareUnit, first_day: date, last_day: date) -> int:
    """How much of a unit's figure stands in cases that exist for `assignment`; its denominator where all do."""
    behind = _behind(assignment, indicator, unit, first_day, last_day)
    return behind.filter(case__in=visible_to(assignment).order_by().values("pk")).count()


def _behind(
    assignment: Assignment, indicator: str, unit: CareUnit, first_day: date, last_day: date
) -> QuerySet[Contribution]:
    return Contribution.objects.filter(
        indicator=indicator,
        unit=unit,
        provider=assignment.unit.provider_id,
        day__gte=first_day,
        day__lte=last_day,
    )


def is_whole_quarters(first_day: date, last_day: date) -> bool:
    return _quarter_of(first_day) == first_day and _quarter_of(last_day + timedelta(days=1)) == last_day + timedelta(1)


def _quarter_of(day: date) -> date:
    return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)


def _grouping(*, by_unit: bool, by_code: bool) -> list[str]:
    return ["indicator", "provider_id", *(["unit_id"] if by_unit else []), *(["code"] if by_code else [])]


def _ordered(summed: Iterable[dict[str, Any]], grouping: list[str]) -> list[dict[str, Any]]:
    """Here and not by the database, which would sort before it sums: all rows instead of the few that are left."""
    return sorted(summed, key=lambda row: [row[name] for name in grouping])


def _rows(
    manager: Any, indicators: Collection[str], providers: Iterable[Provider], first_day: date, last_day: date
) -> Any:
    if not is_whole_quarters(first_day, last_day):
        raise ValueError(f"figures are kept by quarter: {first_day} to {last_day} is not of whole ones")
    # Each by name: so every server seeks them in the index, which begins with the quarter.
    quarters = [date(year, month, 1) for year in range(first_day.year, last_day.year + 1) for month in (1, 4, 7, 10)]
    of_period = [each for each in quarters if first_day <= each <= last_day]
    return manager.filter(quarter__in=of_period, provider__in=list(providers), indicator__in=list(indicators))


def _persons(
    indicators: Collection[str],
    providers: Iterable[Provider],
    first_day: date,
    last_day: date,
    *,
    by_unit: bool,
    by_code: bool,
) -> dict[tuple[Any, ...], dict[str, int]]:
    """Per cell (indicator, provider, unit, code) and measure the persons there are at least."""
    # Each person once: where it was counted first in this period.
    first_in_it = Q(previous=None) | Q(previous__lt=first_day)
    rows = _rows(RollupPersons.objects, indicators, providers, first_day, last_day)
    rows = rows.filter(first_in_it, unit__isnull=not by_unit)
    rows = rows if by_code else rows.filter(code=None)
    found: dict[tuple[Any, ...], dict[str, int]] = defaultdict(dict)
    key = ("indicator", "provider_id", "unit_id", "code")
    for *cell, measure, _basis, persons in rows.values_list(*key, "measure", "basis").annotate(n=Sum(F("persons"))):
        # Whoever was counted unborn may have been counted born too, in another case.
        found[tuple(cell)][measure] = max(persons, found[tuple(cell)].get(measure, 0))
    return found


def _persons_of(persons: dict[tuple[Any, ...], dict[str, int]], row: dict[str, Any]) -> Persons:
    # A row without codes of its own stands under None, as the whole does.
    key = (row["indicator"], row["provider_id"], row.get("unit_id"), row.get("code") or None)
    return Persons(**{str(measure): number for measure, number in persons.get(key, {}).items()})


class _Cells:
    """Providers and units by key, each read once."""

    def __init__(self) -> None:
        self._providers: dict[int, Provider] = {}
        self._units: dict[int, CareUnit] = {}

    def of(self, row: dict[str, Any]) -> Cell:
        provider, unit = row["provider_id"], row.get("unit_id")
        if not self._providers:
            self._providers = Provider.objects.in_bulk()
        if unit is not None and not self._units:
            self._units = CareUnit.objects.select_related("successor").in_bulk()
        return Cell(
            indicator=row["indicator"],
            provider=self._providers[provider],
            unit=None if unit is None else self._units[unit],
            code=row.get("code"),
        )


def _last_successor(unit: CareUnit) -> CareUnit | None:
    seen, today = {unit.pk}, timezone.localdate()
    last = None
    while unit.successor is not None and unit.successor_id not in seen and (unit.valid_to or today) <= today:
        unit = last = unit.successor
        seen.add(unit.pk)
    return last
