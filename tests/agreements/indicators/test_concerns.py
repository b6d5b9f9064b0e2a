"""Each indicator of reports of concern and of consultations: met, not met, not known, not counted."""

import pytest

from agreements.indicators.cases import OF_PLANS
from agreements.indicators.codes import BY_CODE
from agreements.indicators.explained import HANDOVERS, explain
from agreements.indicators.registry import INDICATORS
from tests.agreements.indicators.told_facts import Told, What

PROTECTED, ASSESSED = "concern_protection_in_time", "concern_opening_in_time"
ASKED, ANSWERED = "concern_feedback_asked", "concern_feedback_in_time"
ADVISED, REFERRED = "consultation_in_time", "consultation_referred"


def received(told: Told) -> Told:
    return told.tell(What.CONCERN_RECEIVED, 0, of="r")


def test_a_report_stands_on_the_unit_that_sent_it_by_its_kind(told: Told) -> None:
    told.tell(What.CONCERN_REPORTED, 0)

    [row] = told.rows(ASKED)
    assert (row["met"], row["code"], row["unit_id"]) == (False, told.unit.service, told.unit.pk)
    assert row["code"] in BY_CODE[ASKED].words


def test_a_reporter_who_asked_is_counted_once_on_the_reporters_side(told: Told) -> None:
    told.tell(What.CONCERN_REPORTED, 0).tell(What.FEEDBACK_ASKED, 1, of="r", called=True)
    told.tell(What.FEEDBACK_ASKED, 2, of="r", called=True)

    assert told.met(ASKED) is True
    assert told.rows(ANSWERED) == []


@pytest.mark.parametrize(
    ("key", "what", "code"),
    [(PROTECTED, What.PROTECTION_ASSESSED, "no_immediate"), (ASSESSED, What.OPENING_DECIDED, "opened")],
)
def test_an_assessment_is_in_time_late_or_not_known_yet(told: Told, key: str, what: What, code: str) -> None:
    received(told)
    assert told.met(key) is None

    told.tell(what, 20, due=14, of="d", code=code)
    assert told.met(key) is False

    told.keys.pop()
    told.tell(what, 13, due=14, of="d", code=code)
    assert told.met(key) is True

    told.keys.pop()
    told.tell(what, 13, of="d", code=code)
    assert told.met(key) is None


def test_what_was_handed_on_is_counted_where_it_came_and_not_where_it_left(told: Told) -> None:
    received(told).tell(What.CONCERN_HANDED_ON, 1, of="r")

    assert (told.rows(PROTECTED), told.rows(ASSESSED)) == ([], [])


def test_protection_that_was_assessed_before_it_was_handed_on_counts(told: Told) -> None:
    received(told).tell(What.PROTECTION_ASSESSED, 0, due=1, of="d").tell(What.CONCERN_HANDED_ON, 1, of="r")

    assert told.met(PROTECTED) is True
    assert told.rows(ASSESSED) == []


def test_a_decision_is_told_by_what_was_decided(told: Told) -> None:
    received(told)
    [row] = told.rows(ASSESSED)
    assert row["code"] == ""

    told.tell(What.OPENING_DECIDED, 5, due=14, of="d", code="already_running")
    [row] = told.rows(ASSESSED)
    assert (row["code"], set(BY_CODE[ASSESSED].words) >= {"", str(row["code"])}) == ("already_running", True)


def test_feedback_is_in_time_late_not_known_yet_or_handed_on(told: Told) -> None:
    received(told).tell(What.FEEDBACK_ASKED, 2, of="r")
    assert told.met(ANSWERED) is None

    told.tell(What.REPORTER_ANSWERED, 9, due=8, of="r", code="answered")
    assert told.met(ANSWERED) is False

    told.keys.pop()
    told.tell(What.REPORTER_ANSWERED, 7, due=8, of="r", code="refused")
    assert told.met(ANSWERED) is True

    told.keys.pop()
    told.tell(What.CONCERN_HANDED_ON, 3, of="r")
    assert told.rows(ANSWERED) == []


def test_who_did_not_ask_is_owed_no_feedback(told: Told) -> None:
    assert received(told).rows(ANSWERED) == []


def consulted(told: Told) -> Told:
    return told.tell(What.CONSULTED, 0, of="c", called=True, code="health")


def test_a_consultation_is_answered_in_time_late_or_not_known_yet(told: Told) -> None:
    consulted(told)
    assert told.met(ADVISED) is None

    told.tell(What.ADVISED, 9, due=5, of="c", called=True, code="health")
    assert told.met(ADVISED) is False

    told.keys.pop()
    told.tell(What.ADVISED, 4, due=5, of="c", called=True, code="health")
    [row] = told.rows(ADVISED)
    assert (row["met"], row["unit_id"], row["counterpart_id"]) == (True, told.called.pk, told.unit.pk)


def test_a_question_to_a_team_counts_at_each_of_its_units(told: Told) -> None:
    consulted(told).tell(What.CONSULTED, 0, of="c", code="health")
    told.tell(What.ADVISED, 4, due=5, of="c", called=True, code="health")

    assert [row["met"] for row in told.rows(ADVISED)] == [True, True]
    assert len({row["origin"] for row in told.rows(ADVISED)}) == 2


def test_a_question_that_was_ended_without_an_answer_is_not_met(told: Told) -> None:
    consulted(told).tell(What.CONSULTATION_CLOSED, 3, of="c", code="nothing_more")

    assert told.met(ADVISED) is False


@pytest.mark.parametrize(("code", "met"), [("referred", True), ("helped", False), ("nothing_more", False)])
def test_an_ended_consultation_became_a_referral_or_not(told: Told, code: str, met: bool) -> None:
    told.tell(What.CONSULTATION_CLOSED, 3, of="c", code=code)

    [row] = told.rows(REFERRED)
    assert (row["met"], row["code"], row["code"] in BY_CODE[REFERRED].words) == (met, code, True)


def test_none_of_it_counts_in_a_figure_of_the_plans(told: Told) -> None:
    consulted(received(told)).tell(What.CONSULTATION_CLOSED, 3, of="c", code="referred")
    told.tell(What.OPENING_DECIDED, 5, due=14, of="d", code="opened").tell(What.CONCERN_REPORTED, 0)

    assert [each.key for each in OF_PLANS if told.rows(each.key)] == []


def test_each_of_them_is_explained_in_words_of_its_own() -> None:
    keys = [key for key in INDICATORS if key.split("_")[0] in ("concern", "consultation", "referral", "handover")]

    assert set(keys) == set(HANDOVERS)
    assert [explain(INDICATORS[key]) is HANDOVERS[key] for key in keys] == [True] * len(keys)
