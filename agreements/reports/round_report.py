"""A round's report: clause by clause what was counted, said and judged. Counts of centres alone: nothing is hidden.

A figure and an assessment are two things: a figure is computed, an assessment is a person's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.indicators.definition import Counted, Figure, Source
from agreements.indicators.registry import INDICATORS
from agreements.indicators.survey import survey_figures
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, IndicatorWords, Questionnaire, Round
from agreements.selectors.rule_set import clauses_by_party

Level = ClauseAssessment.Level
# From worst to best: a clause is no better than its worst indicator.
ORDER = (Level.NOT_MET, Level.PARTLY, Level.MET)
NOTHING = Figure(numerator=None, denominator=None)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One indicator of a clause; `words` beside the figure or in place of one."""

    indicator: ClauseIndicator
    label: str
    figure: Figure
    counted: Counted
    kafo: str
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class ClauseRows:
    """`proposed` by the agreed cut-offs, empty where there are none; `assessment` None until a person has judged."""

    clause: Clause
    rows: Sequence[ReportRow]
    proposed: str
    assessment: ClauseAssessment | None


@dataclass(frozen=True, slots=True)
class PartyRows:
    party: Clause.Party
    clauses: Sequence[ClauseRows]


def report_of(round_: Round) -> list[PartyRows]:
    """By party and in the order of the agreement; as the answers, words and assessments stand now."""
    figures = figures_of(round_)
    words = dict(IndicatorWords.objects.filter(report__round=round_).values_list("indicator_id", "text"))
    given = ClauseAssessment.objects.filter(report__round=round_).select_related("assessed_by__user")
    assessments = {each.clause_id: each for each in given}
    return [
        PartyRows(part.party, [_clause(each, figures, words, assessments.get(each.pk)) for each in part.clauses])
        for part in clauses_by_party(round_.version)
    ]


def figures_of(round_: Round) -> Mapping[str, Figure]:
    """Indicator's key → figure. A round of sheets has none here: what parents answer is released by each provider."""
    return survey_figures(round_) if round_.questionnaire.kind == Questionnaire.Kind.KAFO else {}


def proposals(round_: Round) -> dict[int, str]:
    """Clause's key → the level that its indicators' cut-offs propose; only where they propose one."""
    clauses = (each for part in report_of(round_) for each in part.clauses)
    return {each.clause.pk: each.proposed for each in clauses if each.proposed}


def propose(pairs: Sequence[tuple[ClauseIndicator, Figure]]) -> str:
    """The worst of the indicators that have cut-offs; empty where none has, or one of them has no share."""
    levels = []
    for indicator, figure in pairs:
        if indicator.met_from is None or indicator.partly_from is None:
            continue
        if (share := figure.share) is None:
            return ""
        levels.append(_level(share, indicator.met_from, indicator.partly_from, more=indicator.more_is_better))
    return min(levels, key=ORDER.index).value if levels else ""


def content_of(round_: Round, *, status: str) -> dict[str, Any]:
    """The report as its files and its frozen content say it: plain JSON, in the order of the agreement."""
    clauses = [(part.party, each) for part in report_of(round_) for each in part.clauses]
    clauses.sort(key=lambda pair: pair[1].clause.position)
    return {
        "agreement": round_.rule_set.slug,
        "period": str(round_.year),
        "status": status,
        "rows": [_plain(party, each, row) for party, each in clauses for row in each.rows],
    }


def assessed_words(assessment: ClauseAssessment | None) -> str | None:
    """The judgement's own words, else its level; None where nobody has judged or could."""
    if assessment is None:
        return None
    if assessment.text:
        return assessment.text
    return None if assessment.level == Level.NOT_ASSESSED else str(Level(assessment.level).value)


def _clause(
    clause: Clause, figures: Mapping[str, Figure], words: Mapping[int, str], assessment: ClauseAssessment | None
) -> ClauseRows:
    rows = [_row(each, figures.get(each.key, NOTHING), words.get(each.pk, "")) for each in clause.indicators.all()]
    return ClauseRows(clause, rows, propose([(row.indicator, row.figure) for row in rows]), assessment)


def _row(indicator: ClauseIndicator, figure: Figure, words: str) -> ReportRow:
    known = INDICATORS.get(indicator.key)
    source = known.source if known else Source.CASES
    return ReportRow(
        indicator=indicator,
        label=str(known.label) if known else indicator.key,
        figure=figure,
        counted=known.counted if known else Counted.PERSONS,
        kafo=known.kafo if known else "",
        words=words,
        source=Source.WORDS if words and figure.numerator is None else source,
    )


def _level(share: Decimal, met: Decimal, partly: Decimal, *, more: bool) -> ClauseAssessment.Level:
    reached = (lambda limit: share >= limit) if more else (lambda limit: share <= limit)
    if reached(met):
        return Level.MET
    return Level.PARTLY if reached(partly) else Level.NOT_MET


def _plain(party: Clause.Party, clause: ClauseRows, row: ReportRow) -> dict[str, Any]:
    figure = row.figure
    return {
        "clause": clause.clause.code,
        "party": party.value,
        "indicator": row.indicator.key,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "of_which_limited": figure.of_which_limited,
        "unknown": figure.unknown,
        "words": row.words or None,
        "share": None if figure.share is None else float(figure.share),
        "assessment": assessed_words(clause.assessment),
        "source": row.source.value,
        "suppressed": False,
    }
