"""Rebuild and compare in words: what an adopted report says, what the data say now, and why they differ."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, Provider
from accounts.templatetags.samplan import percent_of
from agreements.models import Release, Report
from agreements.reports.build import case_keys, period_of
from agreements.reports.compare import Difference, Why, compare_report
from agreements.reports.table import whole_rows
from workflows.selectors.agreement_page import indicator_label

NAMES = {
    "numerator": _("How many"),
    "denominator": _("Of how many"),
    "of_which_limited": _("Of which limited"),
    "unknown": _("Not known"),
    "target": _("Target"),
    "met_from": _("Limit for met"),
    "partly_from": _("Limit for partly met"),
    "more_is_better": _("Which way is better"),
}
SHARES = ("target", "met_from", "partly_from")


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """`now` is empty for a figure from the cases whose every case the reader may not open."""

    clause: str
    indicator: str
    part: str
    what: str
    adopted: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`own`: the provider whose released counts the reader's role lets be counted anew; None where there are none."""

    rows: Sequence[DifferenceRow]
    is_tampered: bool
    own: Provider | None
    has_released: bool

    @property
    def follows(self) -> bool:
        return not self.rows and not self.is_tampered


def compared(report: Report, by: Assignment) -> Compared:
    """An adopted report against the data now, as far as `by` may count them (agreements/reports/compare.py)."""
    found = compare_report(report, by=by)
    is_tampered = any(each.why == Why.CONTENT for each in found)
    provider, counts_own = by.unit.provider, by.rights.manages and by.rights.sees_figures
    releases = Release.objects.filter(report=report)
    own = provider if counts_own and releases.filter(provider=provider).exists() else None
    keys = set(case_keys(report))
    known = _whole_units(report, by, keys) if own is not None and found else set()
    rows = [
        _row(each, is_said=each.why == Why.RULES or each.indicator not in keys or (each.indicator, each.part) in known)
        for each in found
        if each.why != Why.CONTENT
    ]
    return Compared(rows, is_tampered, own, releases.exists())


def _whole_units(report: Report, by: Assignment, keys: Collection[str]) -> set[tuple[str, str]]:
    """Indicator and unit's name of each figure whose every case the reader may open: of those the number may be said.

    Of all others a change of one to four would tell of those few.
    """
    period = period_of(report)
    return {(key, row["name"]) for key in keys for row in whole_rows(by, key, [period])}


def _row(each: Difference, *, is_said: bool) -> DifferenceRow:
    return DifferenceRow(
        each.clause,
        indicator_label(each.indicator),
        each.part,
        str(NAMES.get(each.name, each.name)),
        _said(each.name, each.adopted),
        _said(each.name, each.now) if is_said else "",
        str(each.why.label),
    )


def _said(name: str, value: Any) -> str:
    if value is None:
        return str(_("nothing"))
    if name in SHARES:
        return percent_of(value)
    if name == "more_is_better":
        return str(_("more") if value else _("less"))
    return str(value)
