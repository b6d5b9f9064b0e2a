"""Councils and groups: who sits there, when they met, and when a meeting is overdue."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.acting import act_as
from accounts.models import CareUnit, Principal, Provider
from accounts.services.organisation import add_principal, add_provider, add_unit
from agreements.errors.agreement import NotYours
from agreements.errors.arena import (
    AlreadyHeld,
    AlreadyMember,
    ArenaError,
    CouncilWithoutCentre,
    EndsBeforeStart,
    MetThatDay,
    NamesANumber,
    NoMember,
    NotHeldYet,
    NothingRaised,
    NotToCome,
    OutsideTheGroup,
    UnitOutside,
)
from agreements.models import GroupMeeting, GroupMember, StandingGroup
from agreements.selectors.group import GroupRow, groups_at, groups_to_meet, seats_of
from agreements.selectors.place import leads_at
from agreements.services.group import (
    add_member,
    cancel_meeting,
    change_group,
    change_meeting,
    end_member,
    make_group,
    move_meeting,
    plan_meeting,
    record_meeting,
)
from tests.agreements.arenas import Meeting, ago, make_meeting
from tests.cast import Cast, acting_as

Kind = StandingGroup.Kind


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast)


def meet(meeting: Meeting, group: StandingGroup, days: int, **more: Any) -> GroupMeeting:
    terms: dict[str, Any] = {"held_on": ago(days), "raised": "Rain"} | more
    with acting_as(meeting.leader):
        return record_meeting(group=group, by=meeting.leader, **terms)


def plan(meeting: Meeting, group: StandingGroup, on: date) -> GroupMeeting:
    with acting_as(meeting.leader):
        return plan_meeting(group=group, held_on=on, by=meeting.leader)


def row_of(meeting: Meeting, group: StandingGroup) -> GroupRow:
    return next(row for row in groups_at(meeting.centre, leads_at(meeting.leader), ago(0)) if row.group == group)


def test_next_meeting_is_due_an_interval_after_the_last(meeting: Meeting) -> None:
    group = meeting.group(meets_every_months=4)
    assert row_of(meeting, group).is_overdue

    meet(meeting, group, 100)

    row = row_of(meeting, group)
    assert (row.last, row.is_overdue) == (ago(100), False)


def test_overdue_from_the_day_after_the_interval(meeting: Meeting) -> None:
    group = meeting.group(meets_every_months=1)
    meet(meeting, group, 20)
    due = row_of(meeting, group).due_on
    assert due is not None

    overdue = {day: _overdue_on(meeting, due, day) for day in (0, 1)}

    assert overdue == {0: False, 1: True}


def _overdue_on(meeting: Meeting, due: date, days_later: int) -> bool:
    [row] = groups_at(meeting.centre, leads_at(meeting.leader), due + timedelta(days=days_later))
    return row.is_overdue


def test_without_an_interval_or_after_its_end_nothing_is_overdue(meeting: Meeting) -> None:
    free = meeting.group("Free")
    ended = meeting.group("Ended", meets_every_months=1)
    with acting_as(meeting.leader):
        change_group(group=ended, name="Ended", meets_every_months=1, valid_to=ago(1), by=meeting.leader)

    assert [row_of(meeting, each).is_overdue for each in (free, ended)] == [False, False]
    assert row_of(meeting, ended).is_ended


def test_council_answers_later(meeting: Meeting) -> None:
    group = meeting.group()
    row = meet(meeting, group, 10)
    with acting_as(meeting.leader):
        change_meeting(meeting=row, held_on=row.held_on, raised="Rain", outcome="A roof", by=meeting.leader)

    assert [each.outcome for each in GroupMeeting.history.filter(id=row.pk).order_by("history_date")] == ["", "A roof"]


@pytest.mark.parametrize(
    ("refusal", "terms"),
    [
        (NotHeldYet, {"held_on": ago(-1)}),
        (OutsideTheGroup, {"held_on": ago(301)}),
        (MetThatDay, {"held_on": ago(10)}),
        (NothingRaised, {"raised": " "}),
        (NamesANumber, {"outcome": "Of 189001019802."}),
        (NamesANumber, {"raised": "Of 900101+9802"}),
    ],
)
def test_meeting_that_is_wrong_is_refused(meeting: Meeting, refusal: type[ArenaError], terms: dict[str, Any]) -> None:
    group = meeting.group()
    meet(meeting, group, 10)

    with pytest.raises(refusal):
        meet(meeting, group, 20, **terms)

    assert GroupMeeting.objects.count() == 1


def test_planned_meeting_is_to_come_and_counts_as_held_once_it_is_written_down(meeting: Meeting) -> None:
    group = meeting.group(meets_every_months=1)
    planned = plan(meeting, group, ago(-5))
    row = row_of(meeting, group)
    assert (row.coming, row.unwritten, row.last, row.is_overdue) == (ago(-5), None, None, True)

    GroupMeeting.objects.filter(pk=planned.pk).update(held_on=ago(2))
    row = row_of(meeting, group)
    assert (row.coming, row.unwritten, row.last, row.is_overdue) == (None, ago(2), None, True)

    meet(meeting, group, 2)
    row = row_of(meeting, group)
    assert (row.coming, row.unwritten, row.last, row.is_overdue) == (None, None, ago(2), False)
    assert GroupMeeting.objects.get().pk == planned.pk


def test_planned_meeting_is_moved_and_cancelled_until_it_is_written_down(meeting: Meeting) -> None:
    group, by = meeting.group(), meeting.leader
    planned = plan(meeting, group, ago(-5))
    with acting_as(by):
        move_meeting(meeting=planned, held_on=ago(-9), by=by)
        assert row_of(meeting, group).coming == ago(-9)
        cancel_meeting(meeting=planned, by=by)
    assert not GroupMeeting.objects.exists()
    assert GroupMeeting.history.filter(id=planned.pk, history_type="-").exists()

    held = meet(meeting, group, 1)
    with pytest.raises(AlreadyHeld), acting_as(by):
        cancel_meeting(meeting=held, by=by)
    with pytest.raises(AlreadyHeld), acting_as(by):
        move_meeting(meeting=held, held_on=ago(-1), by=by)


def test_day_that_cannot_be_planned_is_refused(meeting: Meeting) -> None:
    group = meeting.group()
    plan(meeting, group, ago(-5))
    with acting_as(meeting.leader):
        change_group(group=group, name="Council", meets_every_months=None, valid_to=ago(-30), by=meeting.leader)

    for refusal, day in ((NotToCome, ago(1)), (MetThatDay, ago(-5)), (OutsideTheGroup, ago(-31))):
        with pytest.raises(refusal):
            plan(meeting, group, day)
    with pytest.raises(NotYours), acting_as(meeting.cast.worker):
        plan_meeting(group=group, held_on=ago(-6), by=meeting.cast.worker)


def test_groups_to_meet_are_those_one_leads_or_sits_in_what_is_late_first(meeting: Meeting) -> None:
    late, coming = meeting.group("Late", meets_every_months=1), meeting.group("Coming")
    meeting.group("Free")
    plan(meeting, coming, ago(-3))
    with acting_as(meeting.leader):
        add_member(group=coming, assignment=meeting.cast.nurse, valid_from=ago(30), by=meeting.leader)

    names = {
        who: [row.group for row in groups_to_meet(meeting.cast.everybody[who], ago(0))]
        for who in ("teacher", "coordinator", "nurse", "worker")
    }

    assert names == {"teacher": [late, coming], "coordinator": [late, coming], "nurse": [coming], "worker": []}


def test_members_sit_by_assignment_or_by_post(meeting: Meeting) -> None:
    group, by = meeting.group(), meeting.leader
    with acting_as(by):
        person = add_member(group=group, assignment=meeting.cast.nurse, valid_from=ago(30), by=by)
        post = add_member(group=group, unit=meeting.cast.worker.unit, post="Head", valid_from=ago(30), by=by)
        end_member(member=post, last_day=ago(1), by=by)

    seats = seats_of(group, ago(0))
    assert [(seat.member, seat.is_over) for seat in seats] == [(person, False), (post, True)]
    assert person.unit == meeting.cast.nurse.unit


def test_the_same_member_sits_once_at_a_time(meeting: Meeting) -> None:
    group, by = meeting.group(), meeting.leader
    with acting_as(by):
        first = add_member(group=group, assignment=meeting.cast.nurse, valid_from=ago(30), by=by)
    with pytest.raises(AlreadyMember), acting_as(by):
        add_member(group=group, assignment=meeting.cast.nurse, valid_from=ago(5), by=by)

    with acting_as(by):
        end_member(member=first, last_day=ago(6), by=by)
        add_member(group=group, assignment=meeting.cast.nurse, valid_from=ago(5), by=by)

    assert GroupMember.objects.count() == 2


def test_member_who_is_no_member_is_refused(meeting: Meeting) -> None:
    group, cast, by = meeting.group(), meeting.cast, meeting.leader
    outside = _foreign_unit()
    wrong: list[tuple[type[ArenaError], dict[str, Any]]] = [
        (NoMember, {}),
        (NoMember, {"assignment": cast.nurse, "unit": cast.nurse.unit, "post": "Nurse"}),
        (NoMember, {"unit": cast.nurse.unit}),
        (UnitOutside, {"unit": outside, "post": "Head"}),
        (OutsideTheGroup, {"assignment": cast.nurse, "valid_from": ago(301)}),
        (NamesANumber, {"unit": cast.nurse.unit, "post": "189001019802"}),
    ]

    for refusal, terms in wrong:
        with pytest.raises(refusal), acting_as(by):
            add_member(group=group, by=by, **({"valid_from": ago(30)} | terms))

    assert not GroupMember.objects.exists()


def _foreign_unit() -> CareUnit:
    with act_as(None, reason="test"):
        other = add_principal(name="Other", kind=Principal.Kind.REGION, by=None)
        clinics = add_provider(name="Other clinics", kind=Provider.Kind.REGION_OWN, principal=other, by=None)
        return add_unit(name="Out", provider=clinics, service=CareUnit.Service.OTHER, valid_from=ago(900), by=None)


def test_council_belongs_to_a_centre(meeting: Meeting) -> None:
    with pytest.raises(CouncilWithoutCentre):
        meeting.group(place=meeting.agreement)

    assert meeting.group(place=meeting.agreement, kind=Kind.STEERING).rule_set == meeting.rule_set


def test_group_does_not_end_before_it_begins(meeting: Meeting) -> None:
    group = meeting.group()

    with pytest.raises(EndsBeforeStart), acting_as(meeting.leader):
        change_group(group=group, name="-", meets_every_months=None, valid_to=ago(301), by=meeting.leader)


@pytest.mark.parametrize("who", ["worker", "manager", "auditor", "administrator", "stranger"])
def test_others_change_nothing(meeting: Meeting, who: str) -> None:
    group, by = meeting.group(), meeting.cast.everybody[who]
    terms: dict[str, Any] = {"kind": Kind.STEERING, "name": "-", "valid_from": ago(1), "by": by}

    for attempt in (
        lambda: make_group(place=meeting.agreement, **terms),
        lambda: add_member(group=group, assignment=meeting.cast.nurse, valid_from=ago(1), by=by),
        lambda: record_meeting(group=group, held_on=ago(1), raised="-", by=by),
    ):
        with pytest.raises(NotYours), acting_as(by):
            attempt()
