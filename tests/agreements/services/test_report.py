"""A report's course through the services: draft, words, assessments, adoption, and what it survives."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.acting import act_as
from agreements.errors.agreement import (
    ClausesNotAssessed,
    DueTooEarly,
    MeasureDone,
    NoReason,
    NotAdopted,
    NotOfThisReport,
    NotSignedInAnew,
    NotWholeQuarters,
    NotYours,
    NoVersionThen,
    PeriodNotOver,
    ReportLocked,
)
from agreements.errors.round import RoundClosed
from agreements.models import Clause, ClauseAssessment, Report, Round
from agreements.reports.build import build_content, content_of
from agreements.reports.compare import compare_report
from agreements.reports.content import digest, rows_of
from agreements.services.action_plan import add_measure, follow_up_measure
from agreements.services.report import (
    adopt_report,
    assess_clause,
    draft_period_report,
    draft_round_report,
    set_words,
)
from agreements.services.round import require_open_for_answers
from agreements.services.version import make_version, put_in_force
from tests.agreements.orebro import Orebro, told_orebro
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Level = ClauseAssessment.Level


@pytest.fixture
def orebro(cast: Cast) -> Orebro:
    return told_orebro(cast)


def adopt(orebro: Orebro) -> Report:
    return adopt_report(report=orebro.report, by=orebro.judge, is_signed_in_anew=True)


def clause(orebro: Orebro, code: str = "P1") -> Clause:
    return Clause.objects.get(version=orebro.report.version, code=code)


def test_a_round_has_one_report(orebro: Orebro) -> None:
    again = draft_round_report(round_=orebro.round, by=orebro.leader)

    assert again == orebro.report
    assert (again.period_from, again.period_to) == (date(2011, 1, 1), date(2011, 12, 31))


def test_only_whole_quarters_that_are_over_make_a_period(orebro: Orebro) -> None:
    def draft(first: date, last: date) -> Report:
        return draft_period_report(rule_set=orebro.report.rule_set, first_day=first, last_day=last, by=orebro.leader)

    report = draft(date(2012, 1, 1), date(2012, 3, 31))

    assert draft(date(2012, 1, 1), date(2012, 3, 31)) == report
    with pytest.raises(NotWholeQuarters), transaction.atomic():
        draft(date(2012, 1, 1), date(2012, 3, 30))
    with pytest.raises(PeriodNotOver), transaction.atomic():
        draft(date(timezone.localdate().year, 1, 1), date(timezone.localdate().year + 1, 12, 31))
    with pytest.raises(NoVersionThen), transaction.atomic():
        draft(date(2009, 1, 1), date(2009, 12, 31))


def test_each_step_asks_for_its_right(orebro: Orebro, cast: Cast) -> None:
    indicator = clause(orebro).indicators.all()[0]

    with pytest.raises(NotYours), transaction.atomic():
        draft_round_report(round_=orebro.round, by=cast.worker)
    with pytest.raises(NotYours), transaction.atomic():
        set_words(report=orebro.report, indicator=indicator, text="x", by=cast.worker)
    with pytest.raises(NotYours), transaction.atomic():
        assess_clause(report=orebro.report, clause=clause(orebro), level=Level.MET, why="x", by=orebro.leader)
    with pytest.raises(NotYours), transaction.atomic():
        adopt_report(report=orebro.report, by=orebro.leader, is_signed_in_anew=True)


def test_an_assessment_needs_a_reason_and_a_clause_of_the_report(orebro: Orebro) -> None:
    with pytest.raises(NoReason), transaction.atomic():
        assess_clause(report=orebro.report, clause=clause(orebro), level=Level.MET, why=" ", by=orebro.judge)
    stranger = clause(orebro)
    stranger.version_id = 0
    with pytest.raises(NotOfThisReport), transaction.atomic():
        assess_clause(report=orebro.report, clause=stranger, level=Level.MET, why="x", by=orebro.judge)


def test_words_that_are_emptied_are_gone(orebro: Orebro) -> None:
    indicator = clause(orebro, "M1").indicators.all()[0]

    set_words(report=orebro.report, indicator=indicator, text=" ", by=orebro.leader)

    said = {row["indicator"]: row["words"] for row in rows_of(content_of(orebro.report))}
    assert said["open_preschool"] is None
    assert said["social_services_staffing"] is not None


def test_header_tells_who_answered_and_what_is_in_operation(orebro: Orebro) -> None:
    header = content_of(orebro.report)["header"]

    assert (header["answered"], header["asked"], header["in_operation"], header["health_centres"]) == (20, 20, 19, 30)
    assert header["previous_round"] is None


def test_adopting_asks_who_it_is_and_for_every_clause(orebro: Orebro) -> None:
    with pytest.raises(NotSignedInAnew), transaction.atomic():
        adopt_report(report=orebro.report, by=orebro.judge, is_signed_in_anew=False)
    with act_as(None, reason="test"):
        ClauseAssessment.objects.filter(clause=clause(orebro)).delete()

    with pytest.raises(ClausesNotAssessed), transaction.atomic():
        adopt(orebro)


def test_adopted_content_is_frozen_under_its_digest(orebro: Orebro) -> None:
    report = adopt(orebro)

    stored = Report.objects.get(pk=report.pk)
    assert stored.content is not None
    assert (stored.content["status"], len(stored.sha256)) == ("adopted", 64)
    assert digest(stored.content) == stored.sha256
    assert digest(json.loads(json.dumps(build_content(stored)))) == stored.sha256
    assert Round.objects.get(pk=orebro.round.pk).status == Round.Status.ADOPTED
    assert Report.history.filter(id=report.pk, status="adopted").exists()


def test_an_adopted_report_takes_nothing_more(orebro: Orebro) -> None:
    report = adopt(orebro)

    with pytest.raises(ReportLocked), transaction.atomic():
        assess_clause(report=report, clause=clause(orebro), level=Level.MET, why="x", by=orebro.judge)
    with pytest.raises(ReportLocked), transaction.atomic():
        set_words(report=report, indicator=clause(orebro).indicators.all()[0], text="x", by=orebro.leader)
    with pytest.raises(ReportLocked), transaction.atomic():
        adopt(orebro)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(sha256="0" * 64)


def test_an_adopted_report_survives_a_change_of_rules(orebro: Orebro) -> None:
    report = adopt(orebro)
    before = report.content

    with act_as(None, reason="test"):
        draft = make_version(
            rule_set=report.rule_set, valid_from=date(timezone.localdate().year + 1, 1, 1), source="New", by=None
        )
        draft.clauses.get(code="P1").indicators.all().delete()
        put_in_force(version=draft, by=None)

    stored = Report.objects.get(pk=report.pk)
    assert content_of(stored) == before
    assert compare_report(stored, by=orebro.judge) == []


def test_comparing_tells_that_content_was_tampered_with(orebro: Orebro) -> None:
    report = adopt(orebro)
    assert report.content is not None
    report.content["clauses"][0]["indicators"][0]["numerator"] = 20

    [found] = compare_report(report, by=orebro.judge)

    assert (found.name, found.why) == ("sha256", "content")


def test_measures_follow_an_adopted_report_until_the_last_is_done(orebro: Orebro, cast: Cast) -> None:
    def add(code: str) -> object:
        return add_measure(
            report=orebro.report,
            clause=clause(orebro, code),
            text="Appoint one",
            owner=cast.worker,
            due_on=timezone.localdate(),
            by=orebro.leader,
        )

    with pytest.raises(NotAdopted), transaction.atomic():
        add("J2")
    adopt(orebro)
    first, second = add("J2"), add("R3")
    follow_up_measure(measure=first, outcome="Appointed", by=cast.worker)  # type: ignore[arg-type]

    assert Round.objects.get(pk=orebro.round.pk).status == Round.Status.ADOPTED
    with pytest.raises(MeasureDone), transaction.atomic():
        follow_up_measure(measure=first, outcome="Again", by=cast.worker)  # type: ignore[arg-type]
    with pytest.raises(NotYours), transaction.atomic():
        follow_up_measure(measure=second, outcome="Not mine", by=cast.neighbour)  # type: ignore[arg-type]
    follow_up_measure(measure=second, outcome="Done", by=orebro.leader)  # type: ignore[arg-type]
    assert Round.objects.get(pk=orebro.round.pk).status == Round.Status.FOLLOWED_UP


def test_a_measure_is_due_from_today_on(orebro: Orebro, cast: Cast) -> None:
    report = adopt(orebro)

    with pytest.raises(DueTooEarly), transaction.atomic():
        add_measure(
            report=report,
            clause=clause(orebro),
            text="x",
            owner=cast.worker,
            due_on=date(2020, 1, 1),
            by=orebro.leader,
        )


def test_answers_of_an_adopted_round_are_locked(orebro: Orebro) -> None:
    adopt(orebro)

    with pytest.raises(RoundClosed), transaction.atomic():
        require_open_for_answers(Round.objects.get(pk=orebro.round.pk))
