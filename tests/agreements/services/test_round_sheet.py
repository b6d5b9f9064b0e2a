from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.acting import acting
from agreements.errors.round import NotYours, RoundClosed, RoundError, WrongAnswer
from agreements.models import Round, RuleSet, Sheet, SheetAnswer, SheetLink
from agreements.selectors.round_sheet import link_in_force, sheet_counts
from agreements.services.round import close_collecting
from agreements.services.round_sheet import enter_by_link, enter_sheet, make_link
from tests.agreements.rounds import begin_round, grant, make_agreement
from tests.cast import Cast, acting_as

pytestmark = pytest.mark.django_db
ANSWERS = {"family_form": "lone", "worried": "unknown", "age": Decimal(40)}


@pytest.fixture
def agreement(cast: Cast) -> RuleSet:
    rule_set = make_agreement()
    grant(cast.coordinator, "coordinate_agreement", rule_set)
    return rule_set


@pytest.fixture
def parents(agreement: RuleSet, cast: Cast) -> Round:
    return begin_round(agreement, cast.coordinator, slug="parents-2012")


@pytest.fixture
def link(parents: Round, cast: Cast) -> SheetLink:
    """The link of the counsellor's unit."""
    return make_link(round_=parents, unit=cast.counsellor.unit, by=cast.coordinator)


def test_make_link_gives_a_unit_one(link: SheetLink, cast: Cast) -> None:
    again = make_link(round_=link.round, unit=link.unit, by=cast.coordinator)
    other = make_link(round_=link.round, unit=cast.nurse.unit, by=cast.coordinator)

    assert again.token == link.token
    assert other.token != link.token
    assert len(link.token) >= 40


def test_make_link_by_another_is_refused(parents: Round, cast: Cast) -> None:
    with pytest.raises(NotYours):
        make_link(round_=parents, unit=cast.counsellor.unit, by=cast.counsellor)


def test_make_link_for_a_review_of_records_is_refused(agreement: RuleSet, cast: Cast) -> None:
    records = begin_round(agreement, cast.coordinator, slug="record-review")

    with pytest.raises(RoundError):
        make_link(round_=records, unit=cast.counsellor.unit, by=cast.coordinator)


def test_enter_by_link_keeps_unit_day_and_answers_alone(link: SheetLink, cast: Cast) -> None:
    assert acting.get() is None

    sheet = enter_by_link(token=link.token, answers=ANSWERS, by=None)

    with acting_as(cast.counsellor):
        kept = Sheet.objects.values().get(pk=sheet.pk)
        told = set(SheetAnswer.objects.values_list("question__key", "code", "number"))
    assert kept == {
        "id": sheet.pk,
        "round_id": link.round_id,
        "unit_id": link.unit_id,
        "entered_on": timezone.localdate(),
    }
    assert told == {("family_form", "lone", None), ("worried", "unknown", None), ("age", "", Decimal(40))}


def test_sheet_is_read_by_its_own_provider_alone(link: SheetLink, cast: Cast) -> None:
    enter_by_link(token=link.token, answers=ANSWERS, by=None)

    counts = {}
    for name in ("counsellor", "worker", "stranger", "auditor"):
        with acting_as(cast.everybody[name]):
            counts[name] = (Sheet.objects.count(), sheet_counts(link.round))
    assert counts["counsellor"] == (1, {"family_form": {"lone": 1}, "worried": {"unknown": 1}})
    assert all(counts[name] == (0, {}) for name in ("worker", "stranger", "auditor"))
    with transaction.atomic():
        assert not Sheet.objects.exists()


def test_link_ends_with_the_round(link: SheetLink, cast: Cast) -> None:
    close_collecting(round_=link.round, by=cast.coordinator)

    assert link_in_force(link.token) is None
    with pytest.raises(RoundClosed):
        enter_by_link(token=link.token, answers=ANSWERS, by=None)


def test_link_ends_with_its_last_day(link: SheetLink) -> None:
    SheetLink.objects.update(valid_to=timezone.localdate() - timedelta(days=1))

    with pytest.raises(RoundClosed):
        enter_by_link(token=link.token, answers=ANSWERS, by=None)


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1"])
def test_link_that_nobody_has_is_refused(link: SheetLink, token: str) -> None:
    with pytest.raises(RoundClosed):
        enter_by_link(token=token, answers=ANSWERS, by=None)


@pytest.mark.parametrize(
    "answers", [{"family_form": "else"}, {"worried": "ja"}, {"age": Decimal(-1)}, {"name": "Eva"}, {"worried": ["yes"]}]
)
def test_answer_that_a_sheet_does_not_take_is_refused(link: SheetLink, answers: dict[str, object]) -> None:
    with pytest.raises(WrongAnswer):
        enter_by_link(token=link.token, answers=answers, by=None)  # type: ignore[arg-type]


def test_empty_sheet_is_refused(link: SheetLink) -> None:
    with pytest.raises(RoundError):
        enter_by_link(token=link.token, answers={"worried": ""}, by=None)


def test_enter_sheet_on_paper_by_the_unit(parents: Round, cast: Cast) -> None:
    enter_sheet(round_=parents, unit=cast.counsellor.unit, answers=ANSWERS, by=cast.counsellor)

    with acting_as(cast.counsellor):
        assert Sheet.objects.count() == 1


def test_enter_sheet_by_another_unit_is_refused(parents: Round, cast: Cast) -> None:
    with pytest.raises(NotYours):
        enter_sheet(round_=parents, unit=cast.counsellor.unit, answers=ANSWERS, by=cast.worker)


def test_reviewed_records_are_counted(agreement: RuleSet, cast: Cast) -> None:
    records = begin_round(agreement, cast.coordinator, slug="record-review")
    for answer in ("yes", "yes", "no"):
        enter_sheet(
            round_=records, unit=cast.counsellor.unit, answers={"children_documented": answer}, by=cast.counsellor
        )

    with acting_as(cast.counsellor):
        assert sheet_counts(records) == {"children_documented": {"yes": 2, "no": 1}}


def test_sheet_in_a_round_of_centres_is_refused(cast: Cast) -> None:
    rule_set = make_agreement("other", centres=("Almen",))
    grant(cast.coordinator, "coordinate_agreement", rule_set)
    kafo = begin_round(rule_set, cast.coordinator)

    with pytest.raises(RoundError):
        enter_sheet(round_=kafo, unit=cast.nurse.unit, answers={"in_operation": "yes"}, by=cast.nurse)
