"""Councils and groups as their pages show them: who sits there, when they met, and whether a meeting is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Max, Min, Q
from django.http import Http404
from django.utils import timezone

from accounts.models import Assignment
from agreements.models import AgreementCentre, GroupMember, Place, StandingGroup
from agreements.permissions import Right, agreements_for, centres_for
from agreements.selectors.place import Leads, require_right, rows_for
from cases.ages import add_months


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`last` is None before the first meeting; `due_on` where an interval was agreed and the group goes on.

    `coming`: the next planned day from today on. `unwritten`: the first planned day gone by of which nothing is
    written down; whether they met then nobody knows.
    """

    group: StandingGroup
    last: date | None
    coming: date | None
    unwritten: date | None
    due_on: date | None
    is_overdue: bool
    is_ended: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A member; `has_left`: the assignment has ended, the seat has not."""

    member: GroupMember
    is_over: bool
    has_left: bool


def get_group_for(assignment: Assignment, pk: int, right: Right = Right.SEE) -> StandingGroup:
    """Raises Http404 for whom it does not exist, PermissionDenied without the right."""
    found = rows_for(_groups(timezone.localdate()), assignment).filter(pk=pk).first()
    if found is None:
        raise Http404
    require_right(assignment, found.place, right)
    return found


def groups_at(place: Place, leads: Leads, today: date) -> list[GroupRow]:
    """An agreement's own and its centres', or one centre's: those that go on first, by name.

    Who sees the place sees them all.
    """
    known = AgreementCentre.objects.in_force(today).filter(rule_set=place.rule_set).values("centre")
    here = Q(centre=place.centre) if place.rule_set is None else Q(rule_set=place.rule_set) | Q(centre__in=known)
    rows = _groups(today).filter(here)
    found = [group_row(each, today, may_change=leads(each.place)) for each in rows]
    return sorted(found, key=lambda row: (row.is_ended, row.group.name))


def group_row(group: StandingGroup, today: date, *, may_change: bool) -> GroupRow:
    """`group` as get_group_for gives it, with its meetings' days."""
    days = vars(group)
    last: date | None = days["last_met"]
    is_ended = group.valid_to is not None and group.valid_to < today
    due_on = due_after(group, last) if not is_ended else None
    return GroupRow(
        group=group,
        last=last,
        coming=days["coming"],
        unwritten=days["unwritten"],
        due_on=due_on,
        is_overdue=due_on is not None and due_on < today,
        is_ended=is_ended,
        may_change=may_change,
    )


def groups_to_meet(assignment: Assignment, today: date) -> list[GroupRow]:
    """Those it leads or sits in that are overdue, have a day to come, or one of which nothing is written down.

    What is late comes first, then by the next day.
    """
    leads = Q(rule_set__in=agreements_for(assignment, Right.LEAD)) | Q(centre__in=centres_for(assignment, Right.LEAD))
    wanted = Q(is_led=True)
    seats = set(GroupMember.objects.in_force(today).filter(assignment=assignment).values_list("group", flat=True))
    if seats:
        wanted |= Q(pk__in=rows_for(StandingGroup.objects.filter(pk__in=seats), assignment).values("pk"))
    rows = _groups(today).in_force(today).annotate(is_led=ExpressionWrapper(leads, BooleanField())).filter(wanted)
    found = [group_row(each, today, may_change=vars(each)["is_led"]) for each in rows]
    waiting = [row for row in found if row.is_overdue or row.coming or row.unwritten]
    return sorted(waiting, key=lambda row: (not (row.is_overdue or row.unwritten), row.coming or today, row.group.name))


def due_after(group: StandingGroup, last: date | None) -> date | None:
    """The last day for the next meeting: counted in months from the one before, else from the group's first day."""
    if group.meets_every_months is None:
        return None
    return add_months(last or group.valid_from, group.meets_every_months)


def seats_of(group: StandingGroup, today: date) -> Sequence[Seat]:
    """Everybody who has sat there, those who do first."""
    rows = group.members.select_related("unit__provider__principal", "assignment__user", "assignment__unit")
    found = [_seat(each, today) for each in rows.order_by("unit__name", "pk")]
    return sorted(found, key=lambda seat: seat.is_over)


def _seat(member: GroupMember, today: date) -> Seat:
    is_over = member.valid_to is not None and member.valid_to < today
    has_left = member.assignment is not None and not member.assignment.is_in_force
    return Seat(member, is_over, has_left and not is_over)


def _groups(today: date) -> Any:
    held, planned = ~Q(meetings__raised=""), Q(meetings__raised="")
    rows = StandingGroup.objects.select_related("rule_set", "centre").annotate(
        last_met=Max("meetings__held_on", filter=held),
        coming=Min("meetings__held_on", filter=planned & Q(meetings__held_on__gte=today)),
        unwritten=Min("meetings__held_on", filter=planned & Q(meetings__held_on__lt=today)),
    )
    return rows.order_by("name", "pk")
