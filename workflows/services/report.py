"""Words, judgements and adoption of a report. A round's report is written at the steps of its review, each with its
task; a period's has no flow, and its acts are those of agreements alone. Pages call these.
"""

from accounts.acting import act
from accounts.models import Assignment
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, Report
from agreements.services import report as reports
from workflows.services import review


@act
def set_words(*, report: Report, indicator: ClauseIndicator, text: str, by: Assignment) -> None:
    """Raises as in review, or as in agreements."""
    if report.round is None:
        reports.set_words(report=report, indicator=indicator, text=text, by=by)
    else:
        review.set_words(round_=report.round, indicator=indicator, text=text, by=by)


@act
def assess_clause(
    *, report: Report, clause: Clause, level: ClauseAssessment.Level, why: str, text: str, by: Assignment
) -> ClauseAssessment:
    """Raises as in review, or as in agreements."""
    if report.round is None:
        return reports.assess_clause(report=report, clause=clause, level=level, why=why, text=text, by=by)
    return review.assess_clause(round_=report.round, clause=clause, level=level, why=why, text=text, by=by)


@act
def adopt_report(*, report: Report, by: Assignment, is_signed_in_anew: bool) -> Report:
    """Raises as in review, or as in agreements."""
    if report.round is None:
        return reports.adopt_report(report=report, by=by, is_signed_in_anew=is_signed_in_anew)
    return review.adopt_report(round_=report.round, by=by, is_signed_in_anew=is_signed_in_anew)
