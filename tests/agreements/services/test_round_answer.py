from decimal import Decimal

import pytest
from django.db import transaction

from accounts.permissions import COORDINATE
from agreements.errors.round import NotAnswered, NotYours, RoundClosed, RoundError, WrongAnswer
from agreements.models import Answer, Round, RoundCentre, RuleSet
from agreements.round_file import Value
from agreements.selectors.round import centre_answers, late_centres
from agreements.services.round import close_collecting, finish_checking, name_respondent
from agreements.services.round_answer import answer_centre, check_centre, send_back
from tests.agreements.rounds import GOOD, begin_round, grant, make_agreement
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NUMBERS = {
    "open_preschool_hours_per_week": Decimal("12.5"),
    "health_centres_near": Decimal(1),
    "health_centres_total": Decimal(2),
}
ANSWERS: dict[str, Value] = GOOD | NUMBERS


@pytest.fixture
def agreement(cast: Cast) -> RuleSet:
    rule_set = make_agreement(centres=("Almen", "Boken"))
    grant(cast.coordinator, "coordinate_agreement", rule_set)
    grant(cast.manager, "check_round", rule_set)
    return rule_set


@pytest.fixture
def asked(agreement: RuleSet, cast: Cast) -> RoundCentre:
    """Almen, whose respondent is the nurse."""
    row = begin_round(agreement, cast.coordinator)
    return name_respondent(asked=row.centres.all()[0], respondent=cast.nurse, by=cast.coordinator)


@pytest.fixture
def answered(asked: RoundCentre, cast: Cast) -> RoundCentre:
    return answer_centre(asked=asked, answers=ANSWERS, by=cast.nurse)


def test_answer_centre_by_its_respondent(answered: RoundCentre, cast: Cast) -> None:
    almen, boken = centre_answers(answered.round)

    assert almen.answers == ANSWERS
    assert (almen.is_answered, boken.is_answered, boken.answers) == (True, False, {})
    assert (answered.status, answered.answered_by, answered.is_on_paper) == ("answered", cast.nurse, False)


def test_centre_answers_takes_two_queries(answered: RoundCentre, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        centre_answers(answered.round)


@pytest.mark.parametrize("who", ["second_nurse", "coordinator", "manager", "outsider", "administrator"])
def test_answer_centre_by_another_is_refused(asked: RoundCentre, cast: Cast, who: str) -> None:
    with pytest.raises(NotYours), transaction.atomic():
        answer_centre(asked=asked, answers=ANSWERS, by=cast.everybody[who])

    assert not Answer.objects.exists()


def test_answer_on_paper_is_entered_by_the_coordinator(asked: RoundCentre, cast: Cast) -> None:
    row = answer_centre(asked=asked, answers=ANSWERS, by=cast.coordinator, is_on_paper=True)

    assert (row.is_on_paper, row.answered_by) == (True, cast.coordinator)


def test_answer_on_paper_is_entered_by_the_coordinator_of_the_centre(asked: RoundCentre, cast: Cast) -> None:
    grant(cast.teacher, COORDINATE, asked.centre)

    assert answer_centre(asked=asked, answers=ANSWERS, by=cast.teacher, is_on_paper=True).is_on_paper


def test_answer_on_paper_by_the_respondent_is_refused(asked: RoundCentre, cast: Cast) -> None:
    with pytest.raises(NotYours):
        answer_centre(asked=asked, answers=ANSWERS, by=cast.nurse, is_on_paper=True)


def test_answer_centre_with_a_question_left_out_is_refused(asked: RoundCentre, cast: Cast) -> None:
    with pytest.raises(NotAnswered) as refused:
        answer_centre(asked=asked, answers=ANSWERS | {"user_council": ""}, by=cast.nurse)

    assert refused.value.field == "user_council"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("coordinator", "maybe"),
        ("coordinator", Decimal(1)),
        ("maternity", "yes"),
        ("open_preschool_hours_per_week", Decimal(169)),
        ("open_preschool_hours_per_week", Decimal("0.001")),
        ("open_preschool_hours_per_week", Decimal("NaN")),
        ("open_preschool_hours_per_week", "many"),
        ("health_centres_total", Decimal("1.5")),
        ("health_centres_total", "unknown"),
        ("health_centres_near", Decimal(3)),
        ("not_asked", "yes"),
    ],
)
def test_answer_that_the_question_does_not_take_is_refused(
    asked: RoundCentre, cast: Cast, key: str, value: Value
) -> None:
    with pytest.raises(WrongAnswer) as refused:
        answer_centre(asked=asked, answers=ANSWERS | {key: value}, by=cast.nurse)

    assert refused.value.field == key


def test_answer_again_replaces_and_keeps_history(answered: RoundCentre, cast: Cast) -> None:
    answer_centre(asked=answered, answers=ANSWERS | {"coordinator": "yes"}, by=cast.nurse)

    row = Answer.objects.get(question__key="coordinator")
    assert [each.code for each in row.history.order_by("history_date")] == ["no", "yes"]
    assert Answer.objects.get(question__key="maternity").history.count() == 1


def test_send_back_with_a_question_until_it_is_answered_again(answered: RoundCentre, cast: Cast) -> None:
    close_collecting(round_=answered.round, by=cast.coordinator)

    sent = send_back(asked=answered, question=" Är det så få timmar? ", by=cast.manager)

    assert (sent.status, sent.question_back) == ("sent_back", "Är det så få timmar?")
    assert answer_centre(asked=sent, answers=ANSWERS, by=cast.nurse).status == RoundCentre.Status.ANSWERED


def test_send_back_without_a_question_is_refused(answered: RoundCentre, cast: Cast) -> None:
    with pytest.raises(RoundError) as refused:
        send_back(asked=answered, question="  ", by=cast.manager)

    assert refused.value.field == "question"


@pytest.mark.parametrize("act", [check_centre, send_back])
@pytest.mark.parametrize("who", ["nurse", "coordinator", "outsider"])
def test_check_by_another_is_refused(answered: RoundCentre, cast: Cast, act: object, who: str) -> None:
    more = {"question": "?"} if act is send_back else {}

    with pytest.raises(NotYours):
        act(asked=answered, by=cast.everybody[who], **more)  # type: ignore[operator]


def test_checked_answer_is_changed_only_when_sent_back(answered: RoundCentre, cast: Cast) -> None:
    checked = check_centre(asked=answered, by=cast.manager)

    with pytest.raises(RoundError), transaction.atomic():
        answer_centre(asked=checked, answers=ANSWERS, by=cast.nurse)
    send_back(asked=checked, question="?", by=cast.manager)
    assert answer_centre(asked=checked, answers=ANSWERS, by=cast.nurse).status == "answered"


def test_check_without_an_answer_is_refused(asked: RoundCentre, cast: Cast) -> None:
    with pytest.raises(RoundError):
        check_centre(asked=asked, by=cast.manager)


def test_answer_after_the_check_is_finished_is_refused(answered: RoundCentre, cast: Cast) -> None:
    check_centre(asked=answered, by=cast.manager)
    close_collecting(round_=answered.round, by=cast.coordinator)
    finish_checking(round_=answered.round, by=cast.manager)

    with pytest.raises(RoundClosed):
        answer_centre(asked=answered, answers=ANSWERS, by=cast.coordinator, is_on_paper=True)


def test_late_centres_are_those_without_an_answer(answered: RoundCentre) -> None:
    row = Round.objects.get(pk=answered.round_id)

    assert late_centres(row, row.due_on) == []
    assert [str(each.centre) for each in late_centres(row, row.due_on.replace(year=row.due_on.year + 1))] == ["Boken"]
