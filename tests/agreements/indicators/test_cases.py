"""Each indicator from the cases: met, not met, not known; and what is not counted at all."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from agreements.indicators.cases import CASE_INDICATORS, OF_PLANS
from agreements.indicators.registry import INDICATORS
from cases.models import Fact
from tests.agreements.indicators.told_facts import BY_KEY, FIRST, Told, What

Tell = Callable[[Told], object]


def day(number: int) -> date:
    return FIRST.date() + timedelta(days=number)


def replied(told: Told, reply: int, due: int | None) -> Told:
    told.tell(What.CALLED, 0, of="s", called=True, code="summons")
    return told.tell(What.REPLIED, reply, due=due, of="s", called=True, code="yes")


def came(told: Told, what: Fact.What, code: str) -> Told:
    return told.tell(what, 9, of="s", called=True, code=code)


def agreed(told: Told) -> Told:
    return told.tell(What.PLAN_AGREED, 20)


def goal(told: Told, code: str, at: int = 10) -> Told:
    return told.tell(What.GOAL_WRITTEN, at, of="g", code=code)


def called(told: Told, at: int = 5) -> Told:
    return told.tell(What.CALLED, at, of="s", called=True, code="summons")


def planned(told: Told) -> Told:
    return told.tell(What.FOLLOW_UP_PLANNED, 1, due=30, of="f")


def held(told: Told, at: int, due: int | None = None) -> Told:
    return planned(told).tell(What.FOLLOW_UP_HELD, at, due=due, of="f", code="continue")


def stands(told: Told, *codes: str) -> Told:
    for number, code in enumerate(codes):
        told.tell(What.INTERVENTION, number, of="i", called=True, code=code)
    return told


def consented(told: Told, at: int = 3) -> Told:
    return told.tell(What.CONSENT_COMPLETE, at)


def meeting(told: Told, at: int, due: int | None = None) -> Told:
    return told.tell(What.MEETING_HELD, at, due=due, of="m")


def closed(told: Told, at: int, reason: str = "goals_met") -> Told:
    return told.tell(What.CASE_CLOSED, at, code=reason)


def asked(told: Told, at: int, due: int | None) -> Told:
    return told.tell(What.CONSENT_ANSWERED, at, due=due, code="yes")


JUDGED: list[tuple[str, object, Tell]] = [
    ("sip_begun_in_time", True, lambda t: asked(t.opened(), 3, due=7)),
    ("sip_begun_in_time", False, lambda t: asked(t.opened(), 8, due=7)),
    ("sip_begun_in_time", False, lambda t: closed(t.opened(), 8, "not_needed")),
    ("sip_begun_in_time", None, lambda t: t.opened()),
    ("sip_begun_in_time", None, lambda t: asked(t.opened(), 3, due=None)),
    ("meeting_in_time", True, lambda t: meeting(consented(t), 20, due=24)),
    ("meeting_in_time", False, lambda t: meeting(consented(t), 25, due=24)),
    ("meeting_in_time", False, lambda t: closed(consented(t), 25, "not_needed")),
    ("meeting_in_time", None, consented),
    ("reply_in_time", True, lambda t: replied(t, 3, due=5)),
    ("reply_in_time", False, lambda t: replied(t, 6, due=5)),
    ("reply_in_time", False, lambda t: came(called(t), What.ATTENDED, "")),
    ("reply_in_time", None, called),
    ("reply_in_time", None, lambda t: replied(t, 3, due=None)),
    ("attendance", True, lambda t: came(t, What.ATTENDED, "child_health_nurse")),
    ("attendance", False, lambda t: came(t, What.ABSENT, "child_health_nurse")),
    ("own_goals", True, lambda t: agreed(goal(t.opened(), "own_words"))),
    ("own_goals", False, lambda t: agreed(goal(t.opened(), ""))),
    ("own_goals", False, lambda t: goal(agreed(t.opened()), "own_words", 21)),
    ("own_goals", False, lambda t: agreed(goal(goal(t.opened(), "own_words"), "", 11))),
    ("own_goals", None, agreed),
    ("child_voice", True, lambda t: agreed(t.opened().tell(What.CHILD_HEARD, 10))),
    ("child_voice", False, lambda t: agreed(t.opened()).tell(What.CHILD_HEARD, 21)),
    ("child_voice", None, agreed),
    ("consent_before_call", True, lambda t: called(consented(t.opened()))),
    ("consent_before_call", False, lambda t: called(t.opened().tell(What.CONSENT_COMPLETE, 3, registered=6))),
    ("consent_before_call", False, lambda t: called(consented(t.opened()).tell(What.CONSENT_WITHDRAWN, 4))),
    ("consent_before_call", None, called),
    ("follow_up_in_time", True, lambda t: held(t, 29)),
    ("follow_up_in_time", True, lambda t: held(t, 33, due=35)),
    ("follow_up_in_time", False, lambda t: held(t, 31)),
    ("follow_up_in_time", False, lambda t: closed(planned(t), 40)),
    ("follow_up_in_time", None, planned),
    ("intervention_done", True, lambda t: stands(t, "unconfirmed", "confirmed", "ongoing", "done")),
    ("intervention_done", False, lambda t: stands(t, "confirmed", "not_done")),
    ("intervention_done", None, lambda t: stands(t, "confirmed", "ongoing")),
    ("closed_goals_met", True, lambda t: closed(t, 1)),
    ("closed_goals_met", False, lambda t: closed(t, 1, "moved")),
    ("family_says_helped", True, lambda t: t.tell(What.EVALUATED, 1, code="helped")),
    ("family_says_helped", False, lambda t: t.tell(What.EVALUATED, 1, code="partly")),
    ("family_says_helped", None, lambda t: t.tell(What.EVALUATED, 1, code="not_asked")),
    ("deviation", True, lambda t: called(t).tell(What.DEVIATED, 9, called=True, code="not_come")),
    ("deviation", False, called),
    ("days_consent_to_meeting", True, lambda t: meeting(consented(t), 10)),
    ("days_consent_to_meeting", None, lambda t: meeting(t, 10)),
    ("days_need_to_plan", True, lambda t: agreed(t.opened())),
    ("days_need_to_plan", None, agreed),
]


@pytest.mark.parametrize(("key", "expected", "tell"), JUDGED)
def test_indicator_judges(told: Told, key: str, expected: object, tell: Tell) -> None:
    tell(told)

    assert told.met(key) is expected


NOT_COUNTED: list[tuple[str, Tell]] = [
    ("meeting_in_time", lambda t: closed(consented(t), 9, "moved")),
    ("reply_in_time", lambda t: called(t).tell(What.SUMMONS_WITHDRAWN, 6, of="s", called=True)),
    ("reply_in_time", lambda t: t.tell(What.CALLED, 1, of="party")),
    ("follow_up_in_time", lambda t: closed(planned(t), 20)),
    ("intervention_done", lambda t: stands(t, "unconfirmed", "done")),
]


@pytest.mark.parametrize(("key", "tell"), NOT_COUNTED)
def test_indicator_leaves_out(told: Told, key: str, tell: Tell) -> None:
    tell(told)

    assert told.rows(key) == []


DAYS: list[tuple[str, int, Tell]] = [
    ("sip_begun_in_time", 1, lambda t: asked(t.opened(1), 3, due=7)),
    ("meeting_in_time", 3, lambda t: meeting(consented(t, 3), 20)),
    ("reply_in_time", 0, lambda t: replied(t, 3, due=5)),
    ("follow_up_in_time", 29, lambda t: held(t, 33)),
    ("days_consent_to_meeting", 10, lambda t: meeting(consented(t), 10)),
]


@pytest.mark.parametrize(("key", "number", "tell"), DAYS)
def test_indicator_counts_on_its_day(told: Told, key: str, number: int, tell: Tell) -> None:
    tell(told)

    assert told.day(key) == day(number)


def test_lead_time_is_in_whole_days(told: Told) -> None:
    meeting(consented(told, 3), 10)

    [row] = told.rows("days_consent_to_meeting")
    assert row["days"] == 7


def test_reply_counts_on_the_called_unit(told: Told) -> None:
    replied(told, 3, due=5)

    [row] = told.rows("reply_in_time")
    assert (row["unit_id"], row["counterpart_id"]) == (told.called.pk, told.unit.pk)
    assert row["provider_id"] == told.called.provider_id


def test_attendance_is_by_role(told: Told) -> None:
    came(told, What.ATTENDED, "child_health_nurse").tell(What.ABSENT, 9, of="other", called=True)

    assert [(row["code"], row["met"]) for row in told.rows("attendance")] == [
        ("child_health_nurse", True),
        ("unknown", False),
    ]


def test_every_indicator_has_a_case_of_met_and_not_met() -> None:
    shares = {each.key for each in OF_PLANS if not each.is_lead_time}

    assert shares == {key for key, met, _tell in JUDGED if met is True} - {
        "days_consent_to_meeting",
        "days_need_to_plan",
    }
    assert shares == {key for key, met, _tell in JUDGED if met is False}


def test_registry_has_them_all_once() -> None:
    assert len(BY_KEY) == len(CASE_INDICATORS) == 35
    assert set(BY_KEY) <= set(INDICATORS)
