"""A round that starts by itself on the agreement's interval, as the worker starts it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements.errors.round import NoCentres, NoDeadline, NoInterval, NotYours, RoundError
from agreements.models import AgreementCentre, Clock, Questionnaire, Round, RuleSet
from agreements.services.round import plan_next_round
from tests.agreements.agreement import in_force, make_agreement, town
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.review import Review
from tests.workflows.test_statement_counts import signed_in
from workflows.models import Step, WorkItem
from workflows.services.round_start import start_due_rounds, start_round, why_not_started

TODAY = timezone.localdate


@pytest.fixture
def review(cast: Cast) -> Review:
    review = Review(cast)
    RuleSet.objects.filter(pk=review.rule_set.pk).update(review_interval_years=3)
    review.rule_set.refresh_from_db()
    return review


def plan(review: Review, on: date | None) -> None:
    with acting_as(review.leader):
        plan_next_round(rule_set=review.rule_set, on=on, by=review.leader)


def planned(review: Review) -> date | None:
    return RuleSet.objects.get(pk=review.rule_set.pk).next_round_on


def three_years_on(day: date) -> date:
    return day.replace(year=day.year + 3, day=28 if (day.month, day.day) == (2, 29) else day.day)


def test_worker_starts_what_is_due_once_and_the_centres_are_asked(review: Review, as_worker: Acting) -> None:
    due = TODAY() + timedelta(days=10)
    plan(review, due)

    with as_worker():
        assert start_due_rounds(due - timedelta(days=1)) == []
        [started] = start_due_rounds(due)
        assert start_due_rounds(due) == []

    review.round = Round.objects.get(pk=started.pk)
    assert review.round.centres.count() == 3
    assert planned(review) == three_years_on(TODAY())
    assert review.round.history.get().history_assignment.user.full_name == "Samplan, rundor"
    with acting_as(review.leader):
        found = WorkItem.objects.filter(round=review.round, step=Step.ANSWER)
        assert review.leader.pk in set(found.values_list("assignment", flat=True))


def test_round_started_by_hand_moves_the_next_one(review: Review) -> None:
    plan(review, TODAY() + timedelta(days=10))

    review.start()

    assert planned(review) == three_years_on(TODAY())


def test_survey_of_parents_moves_nothing(review: Review) -> None:
    due = TODAY() + timedelta(days=10)
    plan(review, due)
    with acting_as(review.leader):
        start_round(
            rule_set=review.rule_set,
            questionnaire=Questionnaire.objects.get(slug="parents-2012"),
            year=TODAY().year,
            due_on=due,
            by=review.leader,
        )

    assert planned(review) == due


def test_agreement_that_cannot_be_asked_is_passed_by_and_the_others_are_not(
    review: Review, cast: Cast, as_worker: Acting, caplog: pytest.LogCaptureFixture
) -> None:
    # Of an agreement without centres nobody can be asked; it is first in order.
    empty = make_agreement(town(cast), slug="empty")
    in_force(empty)
    RuleSet.objects.filter(pk=empty.pk).update(next_round_on=TODAY() + timedelta(days=1), review_interval_years=1)
    due = TODAY() + timedelta(days=10)
    plan(review, due)

    with as_worker():
        [started] = start_due_rounds(due)

    assert started.rule_set == review.rule_set
    assert not Round.objects.filter(rule_set=empty).exists()
    assert caplog.messages == [f"The round of agreement {empty.pk} did not start: NoCentres"]


def test_round_without_a_deadline_is_told_to_who_leads_and_stops_nothing(
    review: Review, as_worker: Acting, caplog: pytest.LogCaptureFixture
) -> None:
    due = TODAY() + timedelta(days=10)
    plan(review, due)
    Clock.objects.filter(key="round_answer").update(valid_from=due + timedelta(days=1))

    with as_worker():
        assert start_due_rounds(due) == []

    assert caplog.messages == [f"The round of agreement {review.rule_set.pk} did not start: NoDeadline"]
    review.rule_set.refresh_from_db()
    assert isinstance(why_not_started(review.rule_set, due), NoDeadline)


def test_round_started_by_hand_without_a_deadline_is_refused_in_words_and_nothing_is_left(review: Review) -> None:
    Clock.objects.filter(key="round_answer").update(valid_from=TODAY() + timedelta(days=1))
    given = {"questionnaire": "kafo", "year": TODAY().year, "due_on": TODAY() + timedelta(days=30)}

    answer = signed_in(review.leader).post(f"/agreements/{review.rule_set.slug}/rounds/start/", given)

    assert answer.status_code == 422
    assert str(NoDeadline.message) in answer.content.decode()
    assert not Round.objects.filter(rule_set=review.rule_set).exists()


def test_what_nobody_foresaw_in_one_agreement_stops_no_other(
    review: Review, cast: Cast, as_worker: Acting, caplog: pytest.LogCaptureFixture
) -> None:
    # The round after it would start in a year that no calendar has; it is first in order.
    endless = make_agreement(town(cast), slug="endless")
    in_force(endless)
    copy_centres(review.rule_set, endless)
    due = TODAY() + timedelta(days=10)
    plan(review, due)
    RuleSet.objects.filter(pk=endless.pk).update(next_round_on=due - timedelta(days=1), review_interval_years=9000)

    with as_worker(), pytest.raises(ValueError, match="year"):
        start_due_rounds(due)

    assert [row.rule_set for row in Round.objects.all()] == [review.rule_set]
    assert caplog.messages == [f"The round of agreement {endless.pk} did not start"]


def copy_centres(of: RuleSet, to: RuleSet) -> None:
    """`to` asks the same centres."""
    rows = list(AgreementCentre.objects.filter(rule_set=of))
    for row in rows:
        row.pk, row.rule_set = None, to
    AgreementCentre.objects.bulk_create(rows)


def test_page_says_why_no_round_began_to_who_leads_alone(review: Review) -> None:
    AgreementCentre.objects.filter(rule_set=review.rule_set).update(valid_to=TODAY() - timedelta(days=1))
    RuleSet.objects.filter(pk=review.rule_set.pk).update(next_round_on=TODAY())
    address = f"/agreements/{review.rule_set.slug}/rounds/"

    led, seen = (signed_in(who).get(address).content.decode() for who in (review.leader, review.cast.manager))

    assert str(NoCentres.message) in led
    assert str(NoCentres.message) not in seen
    assert all("Den har inte börjat" in page for page in (led, seen))


def test_nothing_is_wrong_before_the_day_or_while_it_can_start(review: Review) -> None:
    plan(review, TODAY() + timedelta(days=10))
    review.rule_set.refresh_from_db()

    assert why_not_started(review.rule_set, TODAY()) is None
    assert why_not_started(review.rule_set, TODAY() + timedelta(days=10)) is None


def test_day_is_set_by_whoever_leads_to_come_and_on_an_interval(review: Review) -> None:
    with pytest.raises(RoundError):
        plan(review, TODAY())
    with acting_as(review.cast.nurse), pytest.raises(NotYours):
        plan_next_round(rule_set=review.rule_set, on=None, by=review.cast.nurse)
    RuleSet.objects.filter(pk=review.rule_set.pk).update(review_interval_years=None)
    review.rule_set.refresh_from_db()
    with pytest.raises(NoInterval):
        plan(review, TODAY() + timedelta(days=1))
    plan(review, None)
    assert planned(review) is None
