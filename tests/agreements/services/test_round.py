from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import FamilyCentre
from agreements.errors.round import NotYours, NoVersion, RoundClosed, RoundError, RoundExists
from agreements.models import AgreementCentre, Questionnaire, Round, RoundCentre, RuleSet, RuleSetVersion
from agreements.permissions import may_answer
from agreements.services.round import close_collecting, finish_checking, name_respondent, start_round
from tests.agreements.rounds import begin_round, grant, make_agreement
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def agreement(cast: Cast) -> RuleSet:
    rule_set = make_agreement(centres=("Almen", "Boken"))
    grant(cast.coordinator, "coordinate_agreement", rule_set)
    return rule_set


@pytest.fixture
def begun(agreement: RuleSet, cast: Cast) -> Round:
    return begin_round(agreement, cast.coordinator)


def test_start_round_asks_the_centres_of_today_by_the_version_in_force(agreement: RuleSet, cast: Cast) -> None:
    with act_as(None, reason="test"):
        gone = FamilyCentre.objects.create(name="Gone")
        ended = TODAY() - timedelta(days=1)
        AgreementCentre.objects.create(rule_set=agreement, centre=gone, valid_from=date(2011, 1, 1), valid_to=ended)

    row = begin_round(agreement, cast.coordinator)

    assert [str(each.centre) for each in row.centres.all()] == ["Almen", "Boken"]
    assert (row.version.number, row.status, row.started_on) == (1, "collecting", TODAY())
    assert row.history.get().history_assignment == cast.coordinator


def test_start_round_without_the_grant_is_refused(agreement: RuleSet, cast: Cast) -> None:
    with pytest.raises(NotYours):
        begin_round(agreement, cast.manager)


def test_start_round_twice_a_year_is_refused(begun: Round, cast: Cast) -> None:
    with pytest.raises(RoundExists):
        begin_round(begun.rule_set, cast.coordinator)


def test_start_round_of_parents_beside_it_asks_no_centre(begun: Round, cast: Cast) -> None:
    parents = begin_round(begun.rule_set, cast.coordinator, slug="parents-2012")

    assert not parents.centres.exists()


def test_start_round_when_nothing_is_in_force_is_refused(agreement: RuleSet, cast: Cast) -> None:
    RuleSetVersion.objects.filter(rule_set=agreement).update(valid_to=date(2020, 1, 1))

    with pytest.raises(NoVersion):
        begin_round(agreement, cast.coordinator)


def test_start_round_due_yesterday_is_refused(agreement: RuleSet, cast: Cast) -> None:
    with pytest.raises(RoundError) as refused:
        start_round(
            rule_set=agreement,
            questionnaire=Questionnaire.objects.get(slug="kafo"),
            year=2026,
            due_on=TODAY() - timedelta(days=1),
            by=cast.coordinator,
        )

    assert refused.value.field == "due_on"


def test_start_round_of_an_agreement_without_centres_is_refused(cast: Cast) -> None:
    empty = make_agreement("empty")
    grant(cast.coordinator, "coordinate_agreement", empty)

    with pytest.raises(RoundError):
        begin_round(empty, cast.coordinator)


def test_name_respondent_gives_a_grant_on_that_centre_alone(begun: Round, cast: Cast) -> None:
    first, second = begun.centres.all()

    first = name_respondent(asked=first, respondent=cast.nurse, by=cast.coordinator)

    assert may_answer(cast.nurse, first)
    assert not may_answer(cast.nurse, second)
    assert not may_answer(cast.second_nurse, first)


def test_name_respondent_again_takes_the_right_from_the_first(begun: Round, cast: Cast) -> None:
    asked = begun.centres.first()
    assert asked
    name_respondent(asked=asked, respondent=cast.nurse, by=cast.coordinator)

    asked = name_respondent(asked=asked, respondent=cast.teacher, by=cast.coordinator)

    assert may_answer(cast.teacher, asked)
    assert not may_answer(cast.nurse, asked)
    assert [grant.valid_to for grant in cast.nurse.grants.all()] == [TODAY()]
    assert cast.teacher.grants.get().valid_to is None


def test_name_respondent_by_another_is_refused(begun: Round, cast: Cast) -> None:
    with pytest.raises(NotYours):
        name_respondent(asked=begun.centres.all()[0], respondent=cast.nurse, by=cast.nurse)


def test_close_collecting_and_finish_checking_end_the_grants(begun: Round, cast: Cast) -> None:
    asked = name_respondent(asked=begun.centres.all()[0], respondent=cast.nurse, by=cast.coordinator)
    row = close_collecting(round_=begun, by=cast.coordinator)

    row = finish_checking(round_=row, by=cast.coordinator)

    assert row.status == Round.Status.COMPILING
    assert cast.nurse.grants.get().valid_to is not None
    with pytest.raises(RoundClosed):
        name_respondent(asked=asked, respondent=cast.teacher, by=cast.coordinator)


def test_close_collecting_twice_is_refused(begun: Round, cast: Cast) -> None:
    close_collecting(round_=begun, by=cast.coordinator)

    with pytest.raises(RoundClosed):
        close_collecting(round_=begun, by=cast.coordinator)


@pytest.mark.parametrize("act", [close_collecting, finish_checking])
def test_close_by_another_is_refused(begun: Round, cast: Cast, act: object) -> None:
    with pytest.raises(NotYours):
        act(round_=begun, by=cast.manager)  # type: ignore[operator]


def test_finish_checking_with_an_unchecked_answer_is_refused(begun: Round, cast: Cast) -> None:
    begun.centres.update(status=RoundCentre.Status.ANSWERED)
    close_collecting(round_=begun, by=cast.coordinator)

    with pytest.raises(RoundError):
        finish_checking(round_=begun, by=cast.coordinator)
