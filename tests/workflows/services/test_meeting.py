"""A planned meeting is moved or called off: who is told, who is asked again, and what the flow then waits for."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Assignment
from cases.errors import CaseError, NotAllowed
from cases.models import Participation, PlanMeeting, Summons
from cases.services.meeting import MeetingFacts
from cases.services.summons import call_party
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from workflows.models import Deadline, Notice, Outcome, PauseReason, Step, Task, WorkItem
from workflows.selectors.changes import cancel_reason, changes_of
from workflows.services.deadline import pause_deadline
from workflows.services.meeting import cancel_meeting, move_meeting
from workflows.services.participation import end_participation

Reply, Kind = Summons.Reply, Summons.Kind
ILLNESS = PlanMeeting.CancelReason.ILLNESS


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def the_meeting(plan: Plan) -> PlanMeeting:
    rows = PlanMeeting.objects.select_related("case__owner_unit", "chair", "secretary")
    return rows.get(case=plan.case, status=PlanMeeting.Status.PLANNED)


def move(plan: Plan, *, days: int = 0, place: str = "Room 9", by: Assignment | None = None) -> PlanMeeting:
    by = by or plan.cast.worker
    with acting_as(by):
        row, later = the_meeting(plan), timedelta(days=days)
        facts = MeetingFacts(starts_at=row.starts_at + later, ends_at=row.ends_at + later, place=place, chair=row.chair)
        return move_meeting(meeting=row, facts=facts, by=by)


def cancel(plan: Plan, by: Assignment | None = None) -> PlanMeeting:
    by = by or plan.cast.worker
    with acting_as(by):
        return cancel_meeting(meeting=the_meeting(plan), reason=ILLNESS, by=by)


def replies(plan: Plan) -> set[str]:
    with acting_as(plan.cast.worker):
        return set(Summons.objects.filter(case=plan.case, withdrawn_at=None).values_list("reply", flat=True))


def told(who: Assignment) -> list[str]:
    with acting_as(who):
        return list(Notice.objects.filter(to_unit=who.unit).values_list("kind", flat=True))


def clock_of_meeting(plan: Plan) -> Deadline:
    with acting_as(plan.cast.worker):
        return Deadline.objects.get(case=plan.case, step=Step.MEET, closed_at=None)


def all_reply(plan: Plan) -> None:
    for each in plan.called:
        plan.reply(each)


def test_move_to_another_place_keeps_replies_and_tells_the_called(plan: Plan) -> None:
    all_reply(plan)

    move(plan)

    assert (replies(plan), plan.open_steps()) == ({Reply.YES}, ["meet"])
    assert told(plan.cast.nurse) == told(plan.cast.teacher) == ["moved"]
    assert told(plan.cast.worker) == []


def test_move_to_another_day_when_all_have_replied_asks_all_again_and_the_clock_goes_on(plan: Plan) -> None:
    before = clock_of_meeting(plan)
    all_reply(plan)

    move(plan, days=1)

    assert (replies(plan), plan.open_steps()) == ({Reply.NONE}, ["reply", "reply"])
    all_reply(plan)
    after = clock_of_meeting(plan)
    assert plan.open_steps() == ["meet"]
    meet = plan.open(Step.MEET)
    assert meet is not None
    assert (after.pk, after.due_at, after.task_id) == (before.pk, before.due_at, meet.pk)


def test_move_to_another_day_while_one_has_replied_asks_that_one_again(plan: Plan) -> None:
    plan.reply(plan.cast.nurse)

    move(plan, days=1)

    assert plan.open_steps() == ["reply", "reply"]
    all_reply(plan)
    assert plan.open_steps() == ["meet"]


def test_move_prints_the_letter_anew_and_asks_the_party_again(plan: Plan) -> None:
    by = plan.cast.worker
    with acting_as(by):
        row = call_party(meeting=the_meeting(plan), party="The school", kind=Kind.INVITATION, by=by)
        row.reply, row.replied_at, row.letter_printed_at = Reply.YES, timezone.now(), timezone.now()
        row.save()

    move(plan, days=1)

    with acting_as(by):
        row = Summons.objects.get(case=plan.case, party="The school")
        assert (row.reply, row.letter_printed_at) == ("", None)


def test_move_goes_on_to_hold_the_meeting_and_write_the_plan(plan: Plan) -> None:
    all_reply(plan)
    move(plan, days=1)
    all_reply(plan)

    plan.meet()

    assert plan.open_steps() == ["write_plan"]


def test_move_before_the_consent_or_after_it_ends_is_refused_and_nothing_changes(plan: Plan) -> None:
    with pytest.raises(CaseError), transaction.atomic():
        move(plan, days=400)

    assert told(plan.cast.nurse) == []


@pytest.mark.parametrize("change", [move, cancel])
def test_called_unit_can_neither_move_nor_cancel(plan: Plan, change) -> None:
    with pytest.raises(NotAllowed):
        change(plan, by=plan.cast.nurse)


@pytest.mark.parametrize("replied", [[], ["nurse"], ["nurse", "teacher"]])
def test_cancel_goes_back_to_preparing_a_new_one_and_the_clock_goes_on(plan: Plan, replied: list[str]) -> None:
    before = clock_of_meeting(plan)
    for name in replied:
        plan.reply(plan.cast.everybody[name])

    cancel(plan)

    assert plan.open_steps() == ["prepare"]
    assert replies(plan) == set()
    assert told(plan.cast.nurse) == told(plan.cast.teacher) == ["cancelled"]
    with acting_as(plan.cast.nurse):
        assert not WorkItem.objects.filter(unit=plan.cast.nurse.unit).exists()
    after = clock_of_meeting(plan)
    assert (after.pk, after.due_at, after.task_id) == (before.pk, before.due_at, None)


def test_cancel_and_a_new_meeting_is_called_to_and_held(plan: Plan) -> None:
    before = clock_of_meeting(plan)
    all_reply(plan)
    cancel(plan)

    plan.prepare(plan.cast.nurse)
    assert plan.open_steps() == ["reply"]
    with acting_as(plan.cast.nurse):
        summons = Summons.objects.filter(case=plan.case, unit=plan.cast.nurse.unit, withdrawn_at=None)
        summons.update(reply=Reply.YES, replied_at=timezone.now())
    plan.done(Step.REPLY, lambda: Outcome.REPLIED, plan.cast.nurse)

    assert plan.open_steps() == ["meet"]
    assert clock_of_meeting(plan).pk == before.pk


def test_cancel_while_the_clock_stands_still_leaves_it_standing(plan: Plan) -> None:
    all_reply(plan)
    task = plan.open(Step.MEET)
    assert task is not None
    until = timezone.localdate() + timedelta(days=5)
    pause_deadline(task=task, until=until, reason=PauseReason.FAMILY_AWAY, by=plan.cast.worker)

    move(plan, days=1)
    all_reply(plan)

    with acting_as(plan.cast.worker):
        item = WorkItem.objects.get(case=plan.case, step=Step.MEET)
        assert (item.is_paused(timezone.now()), item.pause_reason) == (True, PauseReason.FAMILY_AWAY)


def test_cancel_keeps_reason_who_and_what_became_of_the_tasks(plan: Plan) -> None:
    cancelled = cancel(plan)

    with acting_as(plan.cast.teacher):
        [(_at, words, who)] = changes_of(plan.case)
        assert cancel_reason(cancelled) == ILLNESS.label
        assert str(ILLNESS.label).lower() in words
        assert who == plan.cast.worker.user.full_name
        asked = Task.objects.filter(case=plan.case, unit__in=[each.unit for each in plan.called])
        assert set(asked.values_list("outcome", flat=True)) == {Outcome.MEETING_CANCELLED}


def test_cancel_twice_is_refused(plan: Plan) -> None:
    cancelled = cancel(plan)

    with pytest.raises(CaseError), acting_as(plan.cast.worker):
        cancel_meeting(meeting=cancelled, reason=ILLNESS, by=plan.cast.worker)


def test_unit_that_left_is_not_asked_again(plan: Plan) -> None:
    all_reply(plan)
    by = plan.cast.worker
    end_participation(case=plan.case, unit=plan.cast.nurse.unit, reason=Participation.EndReason.DONE, by=by)

    move(plan, days=1)

    assert [task.unit for task in plan.open_tasks()] == [plan.cast.teacher.unit]
