"""What a manager's start page says of reports: clauses at risk now, and releases that wait. Statements do not grow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Assignment, Provider
from agreements.indicators.definition import Source
from agreements.indicators.registry import INDICATORS
from agreements.indicators.survey import figures_from
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, Questionnaire, Release, Report, Round
from agreements.permissions import Right, agreements_for, released_with, signatures_to_release_for
from agreements.reports.build import Numbers, released_numbers, survey_rounds
from agreements.reports.content import MET, NOT_ASSESSED, NOT_MET, proposed_level, rule_of, survey_numbers
from agreements.selectors.round import Answers, answers_by_round

KAFO = Questionnaire.Kind.KAFO
FROM_CASES = [key for key, each in INDICATORS.items() if each.source == Source.CASES]


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A clause that is not met, or partly, by the newest report that says so; `is_judged` by a person."""

    report: Report
    clause: Clause
    level: ClauseAssessment.Level
    is_judged: bool


@dataclass(frozen=True, slots=True)
class ToRelease:
    """A report that waits for the counts of these providers."""

    report: Report
    providers: tuple[Provider, ...]


def clauses_at_risk(assignment: Assignment) -> list[AtRisk]:
    """Of the agreements it may audit: not met first. By the newest report in which a clause is assessed or proposed.

    From what everybody with that right reads: judgements, survey figures and released counts, suppressed.
    """
    reports = _newest_reports(agreements_for(assignment, Right.AUDIT))
    numbers = _numbers([each for each in reports if each.status == Report.Status.DRAFT])
    judged = {(each.report_id, each.clause_id): each for each in ClauseAssessment.objects.filter(report__in=reports)}
    clauses = _clauses(reports)
    said: dict[tuple[int, str], AtRisk] = {}
    for report in reports:
        for clause in clauses.get(report.version_id, []):
            level, is_judged = _level(clause, judged.get((report.pk, clause.pk)), numbers.get(report.pk, {}))
            if level:
                risk = AtRisk(report, clause, ClauseAssessment.Level(level), is_judged)
                said.setdefault((report.rule_set_id, clause.code), risk)
    return sorted((each for each in said.values() if each.level != MET), key=lambda each: each.level != NOT_MET)


def releases_waiting(assignment: Assignment, today: date) -> list[ToRelease]:
    """Drafts that ask for figures of persons and whose figures stand (`is_over`), the latest first."""
    asks = ClauseIndicator.objects.filter(key__in=FROM_CASES).values("clause__version")
    of_cases = Q(period_to__lt=today, version__in=asks) & (Q(round=None) | Q(round__questionnaire__kind=KAFO))
    of_sheets = Q(round__isnull=False) & ~Q(round__questionnaire__kind=KAFO) & ~Q(round__status=Round.Status.COLLECTING)
    drafts = Report.objects.filter(
        of_cases | of_sheets,
        status=Report.Status.DRAFT,
        rule_set__in=signatures_to_release_for(assignment).values("rule_set"),
    )
    reports = list(drafts.select_related("rule_set", "round").order_by("-period_to", "rule_set__title", "pk"))
    providers = list(released_with(assignment)) if reports else []
    done = set(Release.objects.filter(report__in=reports).values_list("report", "provider"))
    left = [(each, tuple(one for one in providers if (each.pk, one.pk) not in done)) for each in reports]
    return [ToRelease(report, missing) for report, missing in left if missing]


def _newest_reports(rule_sets: QuerySet) -> list[Report]:
    """Of each agreement the last adopted report and the drafts after it, the newest first."""
    rows = Report.objects.filter(rule_set__in=rule_sets).select_related("rule_set", "round").defer("content")
    found, closed = [], set()
    for each in rows.order_by("rule_set__title", "-period_to", "-pk"):
        if each.rule_set_id not in closed:
            found.append(each)
        if each.status == Report.Status.ADOPTED:
            closed.add(each.rule_set_id)
    return found


def _clauses(reports: Iterable[Report]) -> dict[int, list[Clause]]:
    rows = Clause.objects.filter(version__in={each.version_id for each in reports}).prefetch_related("indicators")
    found: dict[int, list[Clause]] = {}
    for clause in rows.order_by("version", "position"):
        found.setdefault(clause.version_id, []).append(clause)
    return found


def _numbers(drafts: Sequence[Report]) -> dict[int, Numbers]:
    """Report's key → indicator's key → its figure: what `build_content` prints of each, read for all at once."""
    rounds = survey_rounds(drafts)
    answers = answers_by_round({each.pk for each in rounds.values()})
    releases: dict[int, list[Release]] = {}
    for release in Release.objects.filter(report__in=drafts).select_related("provider__principal"):
        releases.setdefault(release.report_id, []).append(release)
    return {
        each.pk: _survey(answers.get(rounds[each.pk].pk, []) if each.pk in rounds else [])
        | released_numbers(each, releases.get(each.pk, []))
        for each in drafts
    }


def _survey(answers: Sequence[Answers]) -> Numbers:
    return {key: survey_numbers(figure) for key, figure in figures_from(answers).items()}


def _level(clause: Clause, given: ClauseAssessment | None, numbers: Numbers) -> tuple[str, bool]:
    if given is not None and given.level != NOT_ASSESSED:
        return given.level, True
    figures = [
        {"share": None} | numbers.get(each.key, {}) | rule_of(each)
        for each in sorted(clause.indicators.all(), key=lambda each: each.position)
    ]
    return proposed_level(figures), False
