"""Judging the clauses of a round while its answers may still change."""

import pytest

from agreements.errors.agreement import ClausesNotAssessed
from agreements.models import Answer, ClauseAssessment, Report
from agreements.reports.judged import codes_left
from tests.cast import Cast, acting_as
from tests.workflows.review import Review
from workflows.services import review as act


@pytest.fixture
def review(cast: Cast) -> Review:
    return Review(cast)


def test_clause_is_judged_anew_when_its_figures_have_changed_since(review: Review) -> None:
    review.start().name_respondents().answer_all().check_all().compile()
    report = Report.objects.get(round=review.round)
    by = review.cast.manager
    judged = {"round_": review.round, "clause": review.clause, "level": ClauseAssessment.Level.MET, "why": "-"}
    with acting_as(by):
        act.assess_clause(**judged, by=by)
    assert codes_left(report) == set()

    with acting_as(review.leader):
        for answer in Answer.objects.filter(asked__round=review.round, question__key="coordinator"):
            answer.code = "no" if answer.code == "yes" else "yes"
            answer.save()

    assert codes_left(report) == {review.clause.code}
    with acting_as(by), pytest.raises(ClausesNotAssessed):
        act.finish_assessing(round_=review.round, by=by)
    with acting_as(by):
        act.assess_clause(**judged, by=by)
        act.finish_assessing(round_=review.round, by=by)
