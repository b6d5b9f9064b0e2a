"""Each indicator of referrals: met, not met, not known, not counted; and that no plan is counted with them."""

import pytest

from accounts.models import CareUnit
from agreements.indicators.cases import OF_PLANS
from tests.agreements.indicators.told_facts import Told, What
from tests.conftest import Acting

IN_TIME, TAKEN, FED_BACK, SILENT = (
    *("referral_answered_in_time", "referral_taken_over"),
    *("referral_fed_back_in_time", "referral_silent"),
)

TO_CHILD_HEALTH = "handover_to_child_health_in_time"


def came(told: Told, due: int | None = 5) -> Told:
    return told.tell(What.REFERRAL_CAME, 0, due=due, code="referral", of="s", called=True)


def answered(told: Told, at: int, code: str = "accepted") -> Told:
    return told.tell(What.REFERRAL_ANSWERED, at, code=code, of="s", called=True)


@pytest.mark.parametrize(("at", "met"), [(4, True), (6, False)])
def test_an_answer_is_in_time_or_not(told: Told, at: int, met: bool) -> None:
    answered(came(told), at)

    assert (told.met(IN_TIME), told.met(SILENT)) == (met, not met)


def test_what_has_no_answer_yet_is_not_known(told: Told) -> None:
    came(told)

    assert (told.met(IN_TIME), told.met(SILENT)) == (None, None)


def test_what_was_recalled_in_time_is_not_counted_and_recalled_late_was_silent(told: Told) -> None:
    came(told).tell(What.REFERRAL_RECALLED, 3, of="s")
    assert told.rows(IN_TIME) == []

    told.keys.pop()
    told.tell(What.REFERRAL_RECALLED, 8, of="s")
    assert (told.met(IN_TIME), told.met(SILENT)) == (False, True)


@pytest.mark.parametrize(("code", "met"), [("accepted", True), ("no_capacity", False), ("more_asked", False)])
def test_an_answer_takes_over_or_not_and_says_why(told: Told, code: str, met: bool) -> None:
    answered(came(told), 2, code)

    [row] = told.rows(TAKEN)
    assert (row["met"], row["code"], row["unit_id"]) == (met, code, told.called.pk)


def test_feedback_is_in_time_late_or_not_known_yet(told: Told) -> None:
    answered(came(told), 2)
    assert told.met(FED_BACK) is None

    told.tell(What.FEEDBACK_GIVEN, 20, due=10, of="s", called=True)
    assert told.met(FED_BACK) is False

    told.keys.pop()
    told.tell(What.FEEDBACK_GIVEN, 9, due=10, of="s", called=True)
    assert told.met(FED_BACK) is True


def test_what_ends_without_feedback_is_not_met(told: Told) -> None:
    answered(came(told), 2).tell(What.CASE_CLOSED, 30, code="taken_over")

    assert told.met(FED_BACK) is False


def test_a_referral_counts_in_no_figure_of_the_plans(told: Told) -> None:
    told.tell(What.CASE_OPENED, 0, code="referral").tell(What.CONSENT_ANSWERED, 1, code="yes")
    answered(came(told.tell(What.CONSENT_COMPLETE, 1)), 2).tell(What.CASE_CLOSED, 9, code="taken_over")

    assert [each.key for each in OF_PLANS if told.rows(each.key)] == []


def from_maternity(told: Told, as_owner: Acting, *, code: str = "warm_handover", due: int | None = 5) -> Told:
    """The sender's unit is a maternity clinic's; the receiver's is child health."""
    with as_owner():
        CareUnit.objects.filter(pk=told.unit.pk).update(service=CareUnit.Service.MATERNITY)
    return told.tell(What.REFERRAL_CAME, 0, due=due, code=code, of="s", called=True)


@pytest.mark.parametrize(
    ("at", "code", "met"),
    [(4, "accepted", True), (6, "accepted", False), (4, "no_capacity", False)],
    ids=["in-time", "late", "no"],
)
def test_a_newborn_is_taken_over_in_time_or_not(told: Told, as_owner: Acting, at: int, code: str, met: bool) -> None:
    answered(from_maternity(told, as_owner), at, code)

    assert told.met(TO_CHILD_HEALTH) is met


def test_what_nobody_has_answered_yet_is_not_known(told: Told, as_owner: Acting) -> None:
    assert from_maternity(told, as_owner).met(TO_CHILD_HEALTH) is None


def test_neither_a_referral_nor_what_comes_from_elsewhere_counts(told: Told, as_owner: Acting) -> None:
    came(told)
    assert told.rows(TO_CHILD_HEALTH) == []

    told.keys.pop()
    assert from_maternity(told, as_owner, code="referral").rows(TO_CHILD_HEALTH) == []
