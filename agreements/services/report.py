"""A report's course: draft, words, releases, assessments, adoption. What it says is built in agreements/reports."""

from datetime import date

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, Provider
from agreements.errors.agreement import (
    ClausesNotAssessed,
    CountsChanged,
    NoReason,
    NothingToRelease,
    NotOfThisReport,
    NotSignedInAnew,
    NotWholeQuarters,
    NotYours,
    NoVersionThen,
    PeriodNotOver,
    ReportLocked,
)
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, IndicatorWords, Release, Report, Round, RuleSet
from agreements.permissions import Right, may, may_release
from agreements.reports.build import build_content
from agreements.reports.content import Content, digest, proposed_level
from agreements.reports.judged import codes_left, figures_of
from agreements.reports.release import is_whole_quarters
from agreements.reports.table import counts_to_release, has_counts, is_over
from agreements.selectors.rule_set import version_on

DRAFTED_BY = (Right.LEAD, Right.ASSESS)
WORDED_BY = (Right.LEAD, Right.CHECK, Right.ASSESS)


@act
def draft_round_report(*, round_: Round, by: Assignment) -> Report:
    """The round's report, made the first time it is asked for. Its figures from the cases are of the round's year.

    Raises NotYours.
    """
    _require(by, DRAFTED_BY, round_.rule_set)
    # Two at once meet here; the second finds what the first one made.
    Round.objects.select_for_update(of=["self"]).get(pk=round_.pk)
    found = Report.objects.filter(round=round_).first()
    return found or Report.objects.create(
        rule_set=round_.rule_set,
        version=round_.version,
        round=round_,
        period_from=date(round_.year, 1, 1),
        period_to=date(round_.year, 12, 31),
    )


@act
def draft_period_report(*, rule_set: RuleSet, first_day: date, last_day: date, by: Assignment) -> Report:
    """The report on whole quarters that are over, made the first time. By the version in force on the last day.

    Raises NotYours, NotWholeQuarters, PeriodNotOver, NoVersionThen.
    """
    _require(by, DRAFTED_BY, rule_set)
    if not is_whole_quarters(first_day, last_day):
        raise NotWholeQuarters
    if last_day >= timezone.localdate():
        raise PeriodNotOver
    RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    found = Report.objects.filter(rule_set=rule_set, round=None, period_from=first_day, period_to=last_day).first()
    if found is not None:
        return found
    version = version_on(rule_set, last_day)
    if version is None:
        raise NoVersionThen
    return Report.objects.create(rule_set=rule_set, version=version, period_from=first_day, period_to=last_day)


@act
def set_words(*, report: Report, indicator: ClauseIndicator, text: str, by: Assignment) -> IndicatorWords | None:
    """What the compilation says of an indicator in words; empty text takes them away.

    Raises NotYours, ReportLocked, NotOfThisReport.
    """
    report = lock_report(report)
    _require(by, WORDED_BY, report.rule_set)
    _require_draft(report)
    if indicator.clause.version_id != report.version_id:
        raise NotOfThisReport
    row = IndicatorWords.objects.filter(report=report, indicator=indicator).first()
    if not text.strip():
        if row is not None:
            row.delete()
        return None
    row = row or IndicatorWords(report=report, indicator=indicator)
    row.text = text.strip()
    row.save()
    return row


@act
def assess_clause(
    *, report: Report, clause: Clause, level: ClauseAssessment.Level, why: str, by: Assignment, text: str = ""
) -> ClauseAssessment:
    """A person's judgement of a clause, with the reason; beside it stays what the cut-offs proposed then.

    `text` is how the report says it; without it the level's own words stand. Raises NotYours, ReportLocked,
    NotOfThisReport, NoReason.
    """
    report = lock_report(report)
    _require(by, (Right.ASSESS,), report.rule_set)
    _require_draft(report)
    if clause.version_id != report.version_id:
        raise NotOfThisReport
    if not why.strip():
        raise NoReason
    row = ClauseAssessment.objects.filter(report=report, clause=clause).first()
    row = row or ClauseAssessment(report=report, clause=clause)
    judged = _printed(report, clause)
    row.proposed, row.judged_on = proposed_level(judged["indicators"]), figures_of(judged)
    row.level, row.text, row.why = level, text.strip(), why.strip()
    row.assessed_by, row.assessed_at = by, timezone.now()
    row.save()
    return row


@act
def release_counts(*, report: Report, provider: Provider, by: Assignment, seen: str | None = None) -> Release:
    """Lets the provider's counts go to the agreement, suppressed, as they are now; a draft's can be released anew.

    By its manager, or its principal's (agreements/permissions.py). `seen`: the digest of the counts as a page showed
    them; nothing else than what was seen is let go. Raises NotYours, ReportLocked, NothingToRelease, PeriodNotOver,
    CountsChanged.
    """
    report = lock_report(report)
    if not may_release(by, report.rule_set, provider):
        raise NotYours
    _require_draft(report)
    if not is_over(report, timezone.localdate()):
        raise PeriodNotOver
    if not has_counts(report):
        raise NothingToRelease
    counts = counts_to_release(report, provider)
    if seen is not None and seen != digest(counts):
        raise CountsChanged
    row = Release.objects.filter(report=report, provider=provider).first() or Release(report=report, provider=provider)
    row.counts = {"indicators": counts}
    row.released_by, row.released_at = by, timezone.now()
    row.save()
    return row


@act
def adopt_report(*, report: Report, by: Assignment, is_signed_in_anew: bool) -> Report:
    """Freezes rules, figures, words and assessments, with the digest over them; a round's answers are then locked.

    `is_signed_in_anew`: whether the page has just asked who it is. The sign-in decides that; nothing here can.
    Raises NotYours, NotSignedInAnew, ReportLocked, ClausesNotAssessed where a clause is not judged on
    the figures as they are.
    """
    report = lock_report(report)
    _require(by, (Right.ADOPT,), report.rule_set)
    if not is_signed_in_anew:
        raise NotSignedInAnew
    _require_draft(report)
    if codes_left(report):
        raise ClausesNotAssessed
    report.adopted_at, report.adopted_by, report.status = timezone.now(), by, Report.Status.ADOPTED
    report.content = build_content(report)
    report.sha256 = digest(report.content)
    report.save()
    if report.round is not None:
        report.round.status = Round.Status.ADOPTED
        report.round.save(update_fields=["status"])
    return report


def proposal_for(report: Report, clause: Clause) -> str:
    """What the cut-offs say of a clause's printed figures: a level, or nothing."""
    return proposed_level(_printed(report, clause)["indicators"])


def _printed(report: Report, clause: Clause) -> Content:
    """What the report says of a clause of its version, now."""
    return next(each for each in build_content(report)["clauses"] if each["code"] == clause.code)


def lock_report(report: Report) -> Report:
    return (
        Report.objects.select_for_update(of=["self"]).select_related("rule_set", "version", "round").get(pk=report.pk)
    )


def _require(by: Assignment, rights: tuple[Right, ...], rule_set: RuleSet) -> None:
    if not any(may(by, right, rule_set) for right in rights):
        raise NotYours


def _require_draft(report: Report) -> None:
    if report.status == Report.Status.ADOPTED:
        raise ReportLocked
