"""Calling, replying, and what did not happen."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cases.errors import CaseError, NotConsented, StaleText, SummonsClosed
from cases.models import Deviation, DisclosedSection, MeetingNote, Participation, PlanMeeting, Summons, Topic
from cases.services.meeting import (
    Attendance,
    MeetingFacts,
    cancel_meeting,
    close_meeting,
    note_attendance,
    plan_meeting,
    write_meeting_note,
)
from cases.services.summons import call_unit, reply_to_summons
from tests.cast import Cast, acting_as
from tests.story import known_subject
from tests.workflows.plan import Plan

Kind, Reply = Summons.Kind, Summons.Reply
CANCELLED_BY = PlanMeeting.CancelReason.FAMILY


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def the_meeting(plan: Plan) -> PlanMeeting:
    return PlanMeeting.objects.select_related("case__owner_unit").get(case=plan.case)


def another_meeting(plan: Plan) -> PlanMeeting:
    by, starts = plan.cast.worker, timezone.now() + timedelta(days=20)
    facts = MeetingFacts(starts_at=starts, ends_at=starts + timedelta(hours=1), place="Room 2", chair=by.user)
    return plan_meeting(case=plan.case, facts=facts, by=by)


def summons_of(plan: Plan) -> Summons:
    return Summons.objects.select_related("meeting", "case").get(case=plan.case, unit=plan.cast.nurse.unit)


@pytest.mark.parametrize("end", ["cancel", "hold"])
def test_reply_to_a_closed_summons(cast: Cast, plan: Plan, end: str) -> None:
    by = cast.worker
    with acting_as(by):
        meeting = the_meeting(plan)
        for each in Summons.objects.filter(meeting=meeting).select_related("meeting__case"):
            note_attendance(summons=each, attendance=Attendance.HERE, by=by)
        if end == "hold":
            close_meeting(meeting=meeting, by=by)
        else:
            cancel_meeting(meeting=meeting, reason=CANCELLED_BY, by=by)

    with pytest.raises(SummonsClosed), acting_as(cast.nurse):
        reply_to_summons(summons=summons_of(plan), reply=Reply.YES, by=cast.nurse)


def test_call_the_same_unit_twice(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker), pytest.raises(CaseError) as refused:
        call_unit(meeting=the_meeting(plan), unit=cast.nurse.unit, kind=Kind.SUMMONS, by=cast.worker)

    assert refused.value.field == "units"


def test_call_to_a_second_meeting_tells_no_news_twice(cast: Cast, plan: Plan) -> None:
    by = cast.worker
    with acting_as(by):
        before = DisclosedSection.objects.filter(receiver_unit=cast.nurse.unit).count()

        call_unit(meeting=another_meeting(plan), unit=cast.nurse.unit, kind=Kind.SUMMONS, by=by)

        assert Summons.objects.filter(unit=cast.nurse.unit).count() == 2
        assert Participation.objects.filter(case=plan.case, unit=cast.nurse.unit, user=None).count() == 1
        assert DisclosedSection.objects.filter(receiver_unit=cast.nurse.unit).count() == before


def test_call_a_unit_that_no_consent_names(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker), pytest.raises(NotConsented):
        call_unit(meeting=the_meeting(plan), unit=cast.stranger.unit, kind=Kind.INVITATION, by=cast.worker)

    with acting_as(cast.stranger):
        assert not Summons.objects.exists()


def test_substitute_reply_names_who_comes(cast: Cast, plan: Plan) -> None:
    with pytest.raises(CaseError) as refused, acting_as(cast.nurse):
        reply_to_summons(summons=summons_of(plan), reply=Reply.SUBSTITUTE, by=cast.nurse)

    assert refused.value.field == "who_comes"


def test_close_meeting_makes_a_deviation_of_who_was_called_and_did_not_come(cast: Cast, plan: Plan) -> None:
    by = cast.worker
    with acting_as(by):
        meeting = the_meeting(plan)
        for each in Summons.objects.filter(meeting=meeting).select_related("meeting__case"):
            is_nurse = each.unit_id == cast.nurse.unit_id
            note_attendance(summons=each, attendance=Attendance.ABSENT if is_nurse else Attendance.HERE, by=by)

        [deviation] = close_meeting(meeting=meeting, by=by)

    assert (deviation.unit, deviation.kind) == (cast.nurse.unit, Deviation.Kind.NOT_COME)
    with acting_as(cast.nurse):
        assert not Deviation.objects.exists()


def test_close_meeting_before_attendance_is_noted(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker), pytest.raises(CaseError) as refused:
        close_meeting(meeting=the_meeting(plan), by=cast.worker)

    assert refused.value.field == "attendance"


def test_write_meeting_note_over_anothers_is_stale(cast: Cast, plan: Plan) -> None:
    by = cast.worker
    with acting_as(by):
        words = {"meeting": the_meeting(plan), "agenda_item": None, "topic": Topic.OTHER, "by": by}
        words["about"] = known_subject(plan.case, by)
        write_meeting_note(**words, text="First", edition=0)

        with pytest.raises(StaleText), transaction.atomic():
            write_meeting_note(**words, text="Mine", edition=0)

        assert MeetingNote.objects.get(case=plan.case).text == "First"
