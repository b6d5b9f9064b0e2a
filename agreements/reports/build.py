"""Reads what a report says: rules, survey figures, released counts, words and assessments. Suppressed as published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db.models import Prefetch

from agreements.indicators.case_facts import CaseIndicator
from agreements.indicators.definition import Indicator, Source
from agreements.indicators.registry import INDICATORS
from agreements.indicators.survey import survey_figures
from agreements.indicators.training import training_figures
from agreements.models import (
    Clause,
    ClauseAssessment,
    ClauseIndicator,
    IndicatorWords,
    Questionnaire,
    Release,
    Report,
    Round,
    RuleSet,
)
from agreements.reports.content import (
    FORMAT,
    Content,
    joint_numbers,
    rule_of,
    source_of,
    survey_numbers,
    trend_of,
)
from agreements.reports.release import Period
from agreements.reports.sheet_content import sheet_content
from agreements.selectors.round import centre_answers
from agreements.selectors.round_sheet import is_of_sheets
from cases.ages import add_months

NO_FIGURE: Content = {
    "numerator": None,
    "denominator": None,
    "of_which_limited": None,
    "unknown": None,
    "share": None,
    "suppressed": False,
    "parts": [],
    "codes": [],
    "principals": [],
}
Numbers = dict[str, Content]


def content_of(report: Report) -> Content:
    """The frozen content of an adopted report; of a draft, what it would be if it were adopted now.

    Everybody who may see the report reads this same, suppressed one. Own figures, whole, are in own_figures.
    """
    return build_content(report) if report.content is None else report.content


def build_content(report: Report) -> Content:
    """From the data as they are now, whatever the report's status."""
    round_ = survey_round(report)
    numbers = _numbers(report, round_)
    before, name_before = _before(report, round_)
    words = {each.indicator_id: each.text for each in IndicatorWords.objects.filter(report=report.pk)}
    judged = ClauseAssessment.objects.filter(report=report.pk).select_related("assessed_by__user")
    given = {each.clause_id: each for each in judged}
    version = report.version
    clauses = version.clauses.order_by("position").prefetch_related(
        Prefetch("indicators", ClauseIndicator.objects.order_by("position"))
    )
    return {
        "format": FORMAT,
        "agreement": {
            "slug": report.rule_set.slug,
            "title": report.rule_set.title,
            "version": version.number,
            "adopted": version.adopted,
            "source": version.source,
        },
        "period": period_row(report),
        "status": report.status,
        "adopted": _adopted(report),
        "header": _header(round_, name_before),
        "sheets": sheet_content(report),
        "clauses": [
            _clause(
                clause,
                given.get(clause.pk),
                [_indicator(each, numbers, before, words) for each in clause.indicators.all()],
            )
            for clause in clauses
        ],
    }


def survey_round(report: Report) -> Round | None:
    return survey_rounds([report]).get(report.pk)


def survey_rounds(reports: Sequence[Report]) -> dict[int, Round]:
    """Report's key → the round whose answers stand in it: its own, else the agreement's last until the period's end.

    One statement at most, however many reports.
    """
    found = {each.pk: each.round for each in reports if each.round is not None}
    others = [each for each in reports if each.round is None]
    if not others:
        return found
    rule_sets = {each.rule_set_id for each in others}
    held = Round.objects.filter(rule_set__in=rule_sets, questionnaire__kind=Questionnaire.Kind.KAFO).order_by("-year")
    for each in others:
        last = next((row for row in held if _is_known_by(row, each)), None)
        if last is not None:
            found[each.pk] = last
    return found


def _is_known_by(round_: Round, report: Report) -> bool:
    is_own, last = round_.rule_set_id == report.rule_set_id, report.period_to
    return is_own and round_.year <= last.year and round_.started_on <= last


def _numbers(report: Report, round_: Round | None) -> Numbers:
    found = {key: survey_numbers(figure) for key, figure in survey_figures(round_).items()} if round_ else {}
    return found | _training(report.rule_set, period_of(report)) | _released(report)


def _training(rule_set: RuleSet, period: Period) -> Numbers:
    figures = training_figures(rule_set, period.first, period.last)
    return {key: survey_numbers(figure) for key, figure in figures.items()}


def period_of(report: Report) -> Period:
    return Period(report.period_from, report.period_to)


def _period_before(period: Period) -> Period:
    """As many months, up to the day before."""
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    return Period(add_months(period.first, -months), period.first - timedelta(days=1))


def _released(report: Report) -> Numbers:
    releases = Release.objects.filter(report=report.pk).select_related("provider__principal")
    return released_numbers(report, releases.order_by("provider__name", "pk"))


def released_numbers(report: Report, releases: Iterable[Release]) -> Numbers:
    """Indicator's key → its joint figure, from what has been released for this report."""
    by_key: dict[str, dict[str, list[Content]]] = {}
    principals: dict[str, str] = {}
    for release in releases:
        principals[release.provider.name] = release.provider.principal.name
        for key in release.counts["indicators"].keys() & INDICATORS.keys():
            rows = release.counts["indicators"][key]
            by_key.setdefault(key, {})[release.provider.name] = rows
    first, last = report.period_from.isoformat(), report.period_to.isoformat()
    return {
        key: joint_numbers(
            {
                name: [row for row in rows if (row["from"], row["to"]) == (first, last)]
                for name, rows in released.items()
            },
            has_share=not is_lead_time(INDICATORS.get(key)),
            principals=principals,
        )
        for key, released in by_key.items()
    }


def _before(report: Report, round_: Round | None) -> tuple[Numbers, str | None]:
    """The figures of the round before and of the period of the same length before, and the round's year."""
    found: Numbers = {}
    last = report.period_from - timedelta(days=1)
    periods = Report.objects.filter(rule_set=report.rule_set, period_to=last).exclude(pk=report.pk)
    for earlier in periods:
        found |= {key: numbers | {"name": period_row(earlier)["name"]} for key, numbers in _released(earlier).items()}
    before = _period_before(period_of(report))
    name = str(before.first.year) if report.round is not None else str(before)
    trained = _training(report.rule_set, before)
    found |= {key: each | {"name": name} for key, each in trained.items() if each["numerator"] is not None}
    if round_ is None:
        return found, None
    rounds = Round.objects.filter(rule_set=round_.rule_set, questionnaire=round_.questionnaire, year__lt=round_.year)
    previous = rounds.order_by("-year").first()
    if previous is None:
        return found, None
    figures = {key: survey_numbers(figure) for key, figure in survey_figures(previous).items()}
    return found | {key: each | {"name": str(previous.year)} for key, each in figures.items()}, str(previous.year)


def period_row(report: Report) -> Content:
    """What it is on: `name` is the round's year, or first and last day."""
    first, last = report.period_from.isoformat(), report.period_to.isoformat()
    name = str(report.round.year) if report.round is not None else f"{first}/{last}"
    return {"name": name, "from": first, "to": last, "round": report.round.year if report.round else None}


def _header(round_: Round | None, before: str | None) -> Content:
    if round_ is None or is_of_sheets(round_):
        return {
            "round": round_.year if round_ else None,
            "is_made_up": round_ is not None and round_.is_made_up,
            "asked": None,
            "answered": None,
            "in_operation": None,
            "health_centres": None,
            "previous_round": before,
        }
    centres = centre_answers(round_)
    totals = [each.answers.get("health_centres_total") for each in centres]
    return {
        "round": round_.year,
        "is_made_up": round_.is_made_up,
        "asked": len(centres),
        "answered": sum(each.is_answered for each in centres),
        "in_operation": sum(each.answers.get("in_operation") == "yes" for each in centres),
        "health_centres": sum(int(each) for each in totals if each is not None and not isinstance(each, str)),
        "previous_round": before,
    }


def _adopted(report: Report) -> Content | None:
    if report.adopted_at is None or report.adopted_by is None:
        return None
    return {"by": report.adopted_by.user.full_name, "at": report.adopted_at.isoformat()}


def _clause(clause: Clause, given: ClauseAssessment | None, indicators: list[Content]) -> Content:
    return {
        "code": clause.code,
        "kind": clause.kind,
        "party": clause.party,
        "text": clause.text,
        "source_reference": clause.source_reference,
        "target_groups": list(clause.target_groups),
        "assessment": None if given is None else _assessment(given),
        "indicators": indicators,
    }


def _assessment(given: ClauseAssessment) -> Content:
    return {
        "level": given.level,
        "proposed": given.proposed,
        "text": given.text,
        "why": given.why,
        "by": given.assessed_by.user.full_name,
        "at": given.assessed_at.isoformat(),
    }


def _indicator(row: ClauseIndicator, numbers: Numbers, before: Numbers, words: Mapping[int, str]) -> Content:
    about = INDICATORS.get(row.key)
    figure = numbers.get(row.key, NO_FIGURE)
    previous = before.get(row.key)
    said = words.get(row.pk)
    source = about.source.value if about else Source.WORDS.value
    return figure | {
        "id": row.key,
        "kafo": about.kafo if about else "",
        "counted": about.counted.value if about else "",
        "source": source_of(source, figure["numerator"], said, suppressed=figure["suppressed"]),
        **rule_of(row),
        "words": said,
        "previous": _previous(previous),
        "trend": trend_of(figure["share"], previous["share"] if previous else None),
    }


def _previous(figure: Content | None) -> Content | None:
    if figure is None:
        return None
    return {name: figure[name] for name in ("name", "numerator", "denominator", "share", "suppressed")}


def is_lead_time(indicator: Indicator | None) -> bool:
    return isinstance(indicator, CaseIndicator) and indicator.is_lead_time


def case_keys(report: Report) -> list[str]:
    """The report's indicators from the cases; a report on what persons said in sheets has none."""
    if is_of_sheets(report.round):
        return []
    keys = ClauseIndicator.objects.filter(clause__version=report.version_id).values_list("key", flat=True)
    return sorted({key for key in keys if key in INDICATORS and INDICATORS[key].source == Source.CASES})
