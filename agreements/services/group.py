"""User councils, steering and management groups: made, staffed, ended, their meetings planned and written down."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from agreements.errors.arena import (
    AlreadyHeld,
    AlreadyMember,
    CouncilWithoutCentre,
    EndsBeforeStart,
    MetThatDay,
    NoMember,
    NotHeldYet,
    NothingRaised,
    NotToCome,
    OutsideTheGroup,
    UnitOutside,
)
from agreements.models import GroupMeeting, GroupMember, Place, StandingGroup
from agreements.selectors.place import units_of
from agreements.services.place import require_lead, require_nobody


@act
def make_group(
    *,
    place: Place,
    kind: StandingGroup.Kind,
    name: str,
    valid_from: date,
    by: Assignment,
    meets_every_months: int | None = None,
) -> StandingGroup:
    """A group that meets from that day. Raises NotYours, CouncilWithoutCentre, NamesANumber."""
    require_lead(by, place)
    require_nobody(name=name)
    if kind == StandingGroup.Kind.COUNCIL and place.centre is None:
        raise CouncilWithoutCentre
    return StandingGroup.objects.create(
        rule_set=place.rule_set,
        centre=place.centre,
        kind=kind,
        name=name.strip(),
        meets_every_months=meets_every_months,
        valid_from=valid_from,
    )


@act
def change_group(
    *, group: StandingGroup, name: str, meets_every_months: int | None, valid_to: date | None, by: Assignment
) -> StandingGroup:
    """Its name, its interval, its last day. Raises NotYours, EndsBeforeStart, NamesANumber."""
    row = _lock(group, by)
    require_nobody(name=name)
    if valid_to is not None and valid_to < row.valid_from:
        raise EndsBeforeStart
    row.name, row.meets_every_months, row.valid_to = name.strip(), meets_every_months, valid_to
    row.save()
    return row


@act
def add_member(
    *,
    group: StandingGroup,
    valid_from: date,
    by: Assignment,
    assignment: Assignment | None = None,
    unit: CareUnit | None = None,
    post: str = "",
) -> GroupMember:
    """Somebody by assignment, or who has a post at a unit. Raises NotYours, NoMember, UnitOutside, AlreadyMember.

    Raises OutsideTheGroup for a day on which the group or the assignment is not there, NamesANumber.
    """
    row = _lock(group, by)
    require_nobody(post=post)
    if (assignment is None) == (unit is None or not post.strip()):
        raise NoMember
    seat = assignment.unit if assignment is not None else unit
    if seat is None or not units_of(row.place).filter(pk=seat.pk).exists():
        raise UnitOutside
    if not _is_within(row, valid_from) or (assignment is not None and not _is_within(assignment, valid_from)):
        raise OutsideTheGroup(field="valid_from")
    post = "" if assignment is not None else post.strip()
    sitting = GroupMember.objects.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), group=row, unit=seat)
    if sitting.filter(assignment=assignment, post=post).exists():
        raise AlreadyMember
    return GroupMember.objects.create(group=row, unit=seat, assignment=assignment, post=post, valid_from=valid_from)


@act
def end_member(*, member: GroupMember, last_day: date, by: Assignment) -> GroupMember:
    """Sits there no more after that day. Raises NotYours, EndsBeforeStart."""
    _lock(member.group, by)
    row = GroupMember.objects.get(pk=member.pk)
    if last_day < row.valid_from:
        raise EndsBeforeStart(field="last_day")
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    return row


@act
def plan_meeting(*, group: StandingGroup, held_on: date, by: Assignment) -> GroupMeeting:
    """A meeting to come. Raises NotYours and what _check_coming raises."""
    row = _lock(group, by)
    _check_coming(row, held_on)
    return GroupMeeting.objects.create(group=row, held_on=held_on)


@act
def move_meeting(*, meeting: GroupMeeting, held_on: date, by: Assignment) -> GroupMeeting:
    """Another day for a planned meeting. Raises NotYours, AlreadyHeld and what _check_coming raises."""
    row = _lock_planned(meeting, by)
    _check_coming(row.group, held_on, besides=row)
    row.held_on = held_on
    row.save(update_fields=["held_on"])
    return row


@act
def cancel_meeting(*, meeting: GroupMeeting, by: Assignment) -> None:
    """A planned meeting is not held; history keeps that it was planned. Raises NotYours, AlreadyHeld."""
    _lock_planned(meeting, by).delete()


@act
def record_meeting(
    *, group: StandingGroup, held_on: date, raised: str, by: Assignment, outcome: str = ""
) -> GroupMeeting:
    """A meeting that was held, perhaps one that was planned that day. What was answered may come later.

    Raises NotYours and what _check_meeting raises.
    """
    group = _lock(group, by)
    planned = GroupMeeting.objects.filter(group=group, held_on=held_on, raised="").first()
    _check_meeting(group, held_on, raised, outcome, besides=planned)
    row = planned or GroupMeeting(group=group, held_on=held_on)
    row.raised, row.outcome = raised.strip(), outcome.strip()
    row.save()
    return row


@act
def change_meeting(*, meeting: GroupMeeting, held_on: date, raised: str, outcome: str, by: Assignment) -> GroupMeeting:
    """Corrected, answered, or written down where it was planned; history keeps what it said.

    Raises what record_meeting raises.
    """
    group = _lock(meeting.group, by)
    _check_meeting(group, held_on, raised, outcome, besides=meeting)
    row = GroupMeeting.objects.get(pk=meeting.pk)
    row.held_on, row.raised, row.outcome = held_on, raised.strip(), outcome.strip()
    row.save()
    return row


def _lock(group: StandingGroup, by: Assignment) -> StandingGroup:
    """The group, held until the act is done. Raises NotYours."""
    rows = StandingGroup.objects.select_for_update(of=["self"]).select_related("rule_set", "centre")
    row = rows.get(pk=group.pk)
    require_lead(by, row.place)
    return row


def _lock_planned(meeting: GroupMeeting, by: Assignment) -> GroupMeeting:
    """Raises NotYours, AlreadyHeld."""
    _lock(meeting.group, by)
    row = GroupMeeting.objects.select_related("group").filter(pk=meeting.pk, raised="").first()
    if row is None:
        raise AlreadyHeld
    return row


def _check_meeting(
    group: StandingGroup, held_on: date, raised: str, outcome: str, besides: GroupMeeting | None = None
) -> None:
    """Raises NotHeldYet, NothingRaised, OutsideTheGroup, NamesANumber, MetThatDay."""
    if held_on > timezone.localdate():
        raise NotHeldYet
    if not raised.strip():
        raise NothingRaised
    require_nobody(raised=raised, outcome=outcome)
    _check_day(group, held_on, besides)


def _check_coming(group: StandingGroup, held_on: date, besides: GroupMeeting | None = None) -> None:
    """Raises NotToCome, OutsideTheGroup, MetThatDay."""
    if held_on < timezone.localdate():
        raise NotToCome
    _check_day(group, held_on, besides)


def _check_day(group: StandingGroup, held_on: date, besides: GroupMeeting | None) -> None:
    if not _is_within(group, held_on):
        raise OutsideTheGroup(field="held_on")
    same_day = GroupMeeting.objects.filter(group=group, held_on=held_on).first()
    if same_day is not None and same_day != besides:
        raise MetThatDay


def _is_within(dated: StandingGroup | Assignment, on: date) -> bool:
    return dated.valid_from <= on and (dated.valid_to is None or dated.valid_to >= on)
