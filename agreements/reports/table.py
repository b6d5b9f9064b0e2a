"""A provider's counts as they are now, as the table that a release is made of. Read as a manager of the provider."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from accounts.models import Assignment, CareUnit, Provider
from agreements.indicators.codes import BY_CODE
from agreements.indicators.registry import INDICATORS
from agreements.models import Release, Report, Round
from agreements.reports.build import case_keys, is_lead_time, period_of
from agreements.reports.codes import Coded, code_rows, without_codes, without_each
from agreements.reports.lead_times import with_days
from agreements.reports.moves import Leaf
from agreements.reports.release import PROVIDER, Period, Released, Table, periods_out, release_rows
from agreements.reports.sheet_content import sheets_to_release
from agreements.reports.suppression import Counts, Measure
from agreements.selectors.counts import Count, acts_behind, counts, lead_times
from agreements.selectors.drill import NOT_OPENED
from agreements.selectors.round_sheet import is_of_sheets

PERSONS = {
    Measure.DENOMINATOR: "counted",
    Measure.NUMERATOR: "met",
    Measure.REST: "not_met",
    Measure.UNKNOWN: "unknown",
}


def released_before(provider: Provider) -> dict[str, list[Released]]:
    """Indicator's key → what the provider has released of it to any agreement, for this report too."""
    found: dict[str, list[Released]] = {}
    for release in Release.objects.filter(provider=provider).order_by("released_at", "pk"):
        for key, rows in release.counts["indicators"].items():
            found.setdefault(key, []).extend(rows)
    return found


def counts_to_release(report: Report, provider: Provider) -> dict[str, list[Released]]:
    """What a release of the report holds now: indicator's key → suppressed rows; of a round of sheets, their own."""
    if report.round is not None and is_of_sheets(report.round):
        return sheets_to_release(report, report.round, provider)
    period, earlier = period_of(report), released_before(provider)
    return {key: rows_now(key, provider, period, earlier.get(key, [])) for key in case_keys(report)}


def rows_now(key: str, provider: Provider, period: Period, earlier: Sequence[Released]) -> list[Released]:
    """Units, the whole, its quarters; days where it is a lead time; by code where it is told so (codes.is_code)."""
    periods, before = [period, *periods_out(earlier, period)], without_codes(earlier)
    rows = release_rows(read_table(key, provider, periods), period, before)
    if is_lead_time(INDICATORS[key]):
        found = lead_times(key, [provider], period.first, period.last)
        rows = with_days(rows, period, found[0] if found else None, before)
    if (about := BY_CODE.get(key)) is not None:
        table, rests = _read_codes(key, provider, periods)
        rows += code_rows(table, period, rows, earlier, is_outcome=about.is_outcome, rests=rests)
    return rows


def read_table(key: str, provider: Provider, periods: Iterable[Period]) -> Table:
    """Every unit in every quarter of the periods, and the persons behind each sum that a release shows."""
    quarters = sorted({each for period in periods for each in period.quarters()}, key=lambda each: each.first)
    names: dict[str, str] = {}
    leaves: dict[Leaf, Counts] = {}
    persons: dict[tuple[str, str, Measure], int] = {}
    for each in {*periods, *quarters}:
        for count in _counts(key, provider, each):
            unit = count.cell.unit
            part = PROVIDER if unit is None else str(unit.pk)
            _note_persons(persons, part, each, count)
            if unit is not None:
                names[part] = unit.name
                if each in quarters:
                    leaves[Leaf(part, each.first.isoformat())] = _leaf(count)
    empty = {Leaf(part, each.first.isoformat()): Counts(0, 0) for part in names for each in quarters}
    return Table(dict(sorted(names.items(), key=lambda item: (item[1], item[0]))), empty | leaves, persons)


def _read_codes(key: str, provider: Provider, periods: Iterable[Period]) -> tuple[Table, list[Table]]:
    """The provider by code in every quarter of the periods, and the families behind; the same without each unit."""
    quarters = sorted({each for period in periods for each in period.quarters()}, key=lambda each: each.first)
    whole, units = Coded(), defaultdict[str, Coded](Coded)
    for each in {*periods, *quarters}:
        for count in _counts(key, provider, each, by_code=True):
            code, unit = count.cell.code or "", count.cell.unit
            found = whole if unit is None else units[str(unit.pk)]
            _note_persons(found.persons, code, each, count)
            if each in quarters:
                found.counts[code, each.first.isoformat()] = _leaf(count)
    return whole.table(quarters), [each.table(quarters) for each in without_each(whole, units)]


def whole_rows(reader: Assignment, key: str, periods: Iterable[Period]) -> list[Released]:
    """The units whose every case behind the figure the reader may open: shown whole, and nobody else's."""
    found: list[Released] = []
    for each in periods:
        for count in _counts(key, reader.unit.provider, each):
            unit = count.cell.unit
            if unit is not None and _opens_all(reader, key, unit, each, count):
                found.append(_released(str(unit.pk), unit.name, each, count))
    return found


def own_rows(reader: Assignment, report: Report, key: str) -> list[Released]:
    """A manager's own figures now: whole where every case behind them opens, suppressed where not. Never published."""
    period = period_of(report)
    whole = whole_rows(reader, key, [period])
    earlier = released_before(reader.unit.provider).get(key, [])
    rows = rows_now(key, reader.unit.provider, period, [*earlier, *whole])
    known = {row["part"] for row in whole}
    return [row | {"is_whole": row["part"] in known} for row in rows]


def _opens_all(reader: Assignment, key: str, unit: CareUnit, period: Period, count: Count) -> bool:
    if key in NOT_OPENED:
        return False
    return acts_behind(reader, key, unit, period.first, period.last) == count.figure.denominator


def _counts(key: str, provider: Provider, period: Period, *, by_code: bool = False) -> list[Count]:
    whole = counts([key], [provider], period.first, period.last, by_code=by_code)
    return whole + counts([key], [provider], period.first, period.last, by_unit=True, by_code=by_code)


def _leaf(count: Count) -> Counts:
    figure = count.figure
    met, of = figure.numerator or 0, figure.denominator or 0
    return Counts(met, of - met - figure.unknown, figure.unknown)


def _note_persons(persons: dict[tuple[str, str, Measure], int], part: str, period: Period, count: Count) -> None:
    for measure, name in PERSONS.items():
        persons[part, str(period), measure] = getattr(count.persons, name)


def _released(part: str, name: str, period: Period, count: Count) -> Released:
    return {
        "part": part,
        "name": name,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "numerator": count.figure.numerator,
        "denominator": count.figure.denominator,
        "unknown": count.figure.unknown,
    }


def has_counts(report: Report) -> bool:
    """Whether there is anything of persons in it that a provider lets go."""
    return is_of_sheets(report.round) or bool(case_keys(report))


def is_over(report: Report, today: date) -> bool:
    """Whether what is counted stands: the period is over, or no more sheets come in."""
    if report.round is not None and is_of_sheets(report.round):
        return report.round.status != Round.Status.COLLECTING
    return report.period_to < today
