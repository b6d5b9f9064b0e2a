"""Rebuild and compare: does an adopted report still follow from the data, and if not, what changed which figure?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit
from agreements.indicators.registry import INDICATORS
from agreements.indicators.training import TRAINING_KEYS
from agreements.models import Answer, Release, Report
from agreements.reports.build import build_content, case_keys, period_of
from agreements.reports.codes import without_codes
from agreements.reports.content import Content, digest, rows_of
from agreements.reports.release import PROVIDER, Period, Released, number_of
from agreements.reports.suppression import Measure
from agreements.reports.table import read_table
from cases.models import Fact

FIGURE = ("numerator", "denominator", "of_which_limited", "unknown")
RULE = ("target", "met_from", "partly_from", "more_is_better")


class Why(models.TextChoices):
    """What changed a figure, as far as the data tell."""

    RULES = "rules", _("The agreement's rules have changed")
    LATE = "late", _("Something was registered after the counts were released")
    UNIT = "unit", _("The unit has changed")
    ERASED = "erased", _("Something that was counted is erased")
    ANSWERS = "answers", _("An answer has been changed")
    CONTENT = "content", _("The stored content no longer matches its digest")


@dataclass(frozen=True, slots=True)
class Difference:
    """One number: where it stands, what the report says, what the data say now. `part` is a unit's name or empty."""

    clause: str
    indicator: str
    part: str
    name: str
    adopted: Any
    now: Any
    why: Why


def compare_report(report: Report, *, by: Assignment) -> list[Difference]:
    """What differs between the adopted report and the data now; empty when it follows from them.

    Survey figures and rules are compared for everybody. Figures from the cases are compared with what `by`, a
    manager, may count: the own provider's. Other providers' are compared by their own managers. A number that was
    hidden is not compared: the answer would tell it.
    """
    if report.content is None:
        return []
    if digest(report.content) != report.sha256:
        return [Difference("", "", "", "sha256", report.sha256, digest(report.content), Why.CONTENT)]
    return [*_rules(report.content, report), *_survey(report.content, report), *_own_cases(report, by)]


def _rules(frozen: Content, report: Report) -> list[Difference]:
    """Cut-offs and targets of the version then, against those that hold for the same version now."""
    now = {(clause["code"], each["id"]): each for clause, each in _indicators(build_content(report))}
    found = []
    for clause, indicator in _indicators(frozen):
        current = now.get((clause["code"], indicator["id"]), {})
        found += [
            Difference(clause["code"], indicator["id"], "", name, indicator[name], current.get(name), Why.RULES)
            for name in RULE
            if indicator[name] != current.get(name)
        ]
    return found


def _survey(frozen: Content, report: Report) -> list[Difference]:
    keys = set(case_keys(report))
    then, now = rows_of(frozen), {(row["clause"], row["indicator"]): row for row in rows_of(build_content(report))}
    why = Why.ANSWERS if _answers_changed(report) else Why.RULES
    return [
        Difference(
            row["clause"],
            row["indicator"],
            "",
            name,
            row[name],
            now[row["clause"], row["indicator"]][name],
            Why.LATE if row["indicator"] in TRAINING_KEYS else why,
        )
        for row in then
        if row["indicator"] not in keys and (row["clause"], row["indicator"]) in now
        for name in FIGURE
        if row[name] != now[row["clause"], row["indicator"]][name]
    ]


def _answers_changed(report: Report) -> bool:
    changed = Answer.history.filter(history_date__gt=report.adopted_at)
    return changed.exists()


def _own_cases(report: Report, by: Assignment) -> list[Difference]:
    release = Release.objects.filter(report=report, provider=by.unit.provider_id).first()
    if release is None or not (by.rights.manages and by.rights.sees_figures):
        return []
    found = []
    for key, rows in release.counts["indicators"].items():
        if key not in INDICATORS:
            continue
        table = read_table(key, by.unit.provider, [period_of(report)])
        for row in without_codes(rows):
            found += _changed(report, release, key, row, table)
    return found


def _changed(report: Report, release: Release, key: str, row: Released, table: Any) -> list[Difference]:
    period = Period(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
    quarters = {each.first.isoformat() for each in period.quarters()}
    leaves = [leaf for leaf in table.counts if leaf.quarter in quarters and row["part"] in (leaf.part, PROVIDER)]
    now = {name: number_of(table, leaves, Measure(name)) for name in ("numerator", "denominator", "unknown")}
    moved = [name for name, number in now.items() if row[name] is not None and row[name] != number]
    why = _why(release, row, grew=any(now[name] > row[name] for name in moved)) if moved else Why.LATE
    clauses = [clause["code"] for clause, each in _indicators(report.content or {}) if each["id"] == key]
    return [Difference(", ".join(clauses), key, row["name"], name, row[name], now[name], why) for name in moved]


def _why(release: Release, row: Released, *, grew: bool) -> Why:
    facts = Fact.objects.filter(provider=release.provider, registered_at__gt=release.released_at)
    units = CareUnit.history.filter(provider=release.provider_id, history_date__gt=release.released_at)
    if row["part"] != PROVIDER:
        facts, units = facts.filter(unit=row["part"]), units.filter(id=row["part"])
    # What is registered late may have happened after the period, and still tell how something within it ended.
    if grew or facts.exists():
        return Why.LATE
    return Why.UNIT if units.exists() else Why.ERASED


def _indicators(content: Content) -> list[tuple[Content, Content]]:
    return [(clause, each) for clause in content.get("clauses", []) for each in clause["indicators"]]
