"""The catalogue of support: entered by who leads, counted by who holds it, and never of a named person."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Assignment
from agreements.errors.agreement import NotYours
from agreements.errors.arena import (
    ArenaError,
    CountedOutside,
    CountedThatDay,
    EndsBeforeStart,
    MoreThanOffered,
    NamesANumber,
    NotHeldYet,
    OutsideTheActivity,
    UnitOutside,
)
from agreements.models import Occasion, SupportActivity
from agreements.services.activity import (
    ActivityFacts,
    Counted,
    add_activity,
    change_activity,
    change_occasion,
    count_occasion,
    remove_occasion,
)
from tests.agreements.agreement import grant, make_agreement, region
from tests.agreements.arenas import Meeting, ago, make_meeting
from tests.cast import Cast, acting_as, make_cast
from tests.racing import race

TODAY = timezone.localdate


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast)


def facts(meeting: Meeting, **changed: Any) -> ActivityFacts:
    values: dict[str, Any] = {"kind": SupportActivity.Kind.GROUP, "name": "Parents' group", "where": "The red room"}
    values |= {"unit": meeting.cast.teacher.unit, "valid_from": ago(200)}
    return ActivityFacts(**(values | changed))


def added(meeting: Meeting, by: Assignment | None = None, **changed: Any) -> SupportActivity:
    who = by or meeting.leader
    with acting_as(who):
        return add_activity(place=meeting.centre, facts=facts(meeting, **changed), by=who)


def count(activity: SupportActivity, by: Assignment, offered: int = 8, taken_up: int = 6, days: int = 10) -> Occasion:
    with acting_as(by):
        counted = Counted(held_on=ago(days), offered=offered, taken_up=taken_up)
        return count_occasion(activity=activity, counted=counted, by=by)


def test_coordinator_adds_at_the_own_centre(meeting: Meeting) -> None:
    activity = added(meeting, meeting.cast.coordinator)

    assert (activity.centre, activity.history.get().history_assignment_id) == (
        meeting.first,
        meeting.cast.coordinator.pk,
    )


@pytest.mark.parametrize("who", ["worker", "nurse", "manager", "auditor", "stranger"])
def test_others_add_nothing(meeting: Meeting, who: str) -> None:
    with pytest.raises(NotYours):
        added(meeting, meeting.cast.everybody[who])

    assert not SupportActivity.objects.exists()


def test_who_holds_it_counts_it_and_changes_nothing_else(meeting: Meeting) -> None:
    activity, by = added(meeting, unit=meeting.cast.nurse.unit), meeting.cast.nurse

    assert count(activity, by).taken_up == 6
    with pytest.raises(NotYours), acting_as(by):
        change_activity(activity=activity, facts=facts(meeting), by=by)


@pytest.mark.parametrize("who", ["worker", "manager", "auditor", "administrator", "stranger"])
def test_others_count_nothing(meeting: Meeting, who: str) -> None:
    activity = added(meeting)

    with pytest.raises(NotYours):
        count(activity, meeting.cast.everybody[who])


def test_an_occasion_that_nobody_came_to_is_counted_too(meeting: Meeting) -> None:
    assert count(added(meeting), meeting.leader, offered=0, taken_up=0).offered == 0


@pytest.mark.parametrize(
    ("error", "numbers"),
    [
        (MoreThanOffered, {"offered": 5, "taken_up": 6}),
        (NotHeldYet, {"days": -1}),
        (OutsideTheActivity, {"days": 201}),
        (CountedThatDay, {"days": 20}),
    ],
    ids=["more-than-offered", "to-come", "before-it-began", "twice"],
)
def test_wrong_count_is_refused_at_its_field(
    meeting: Meeting, error: type[ArenaError], numbers: dict[str, int]
) -> None:
    activity = added(meeting)
    count(activity, meeting.leader, days=20)

    with pytest.raises(error) as refused:
        count(activity, meeting.leader, **numbers)

    assert (refused.value.field, Occasion.objects.count()) == (error.field, 1)


def test_database_keeps_more_than_offered_out(meeting: Meeting) -> None:
    activity = added(meeting)

    with acting_as(meeting.leader), pytest.raises(IntegrityError), transaction.atomic():
        Occasion.objects.create(activity=activity, held_on=TODAY(), offered=1, taken_up=2)


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (EndsBeforeStart, {"valid_to": ago(300)}),
        (NamesANumber, {"about": "For 189001019802 and others"}),
        (NamesANumber, {"where": "189001019802"}),
    ],
    ids=["ends-first", "number-in-text", "number-in-place"],
)
def test_wrong_activity_is_refused(meeting: Meeting, error: type[ArenaError], changed: dict[str, Any]) -> None:
    with pytest.raises(error):
        added(meeting, **changed)


def test_unit_of_no_party_holds_nothing(meeting: Meeting) -> None:
    other = make_agreement(region(meeting.cast), slug="other")
    grant(meeting.leader, "coordinate_agreement", other)

    with pytest.raises(UnitOutside), acting_as(meeting.leader):
        add_activity(place=type(meeting.agreement)(rule_set=other), facts=facts(meeting), by=meeting.leader)


def test_days_are_not_moved_past_what_was_counted(meeting: Meeting) -> None:
    activity = added(meeting)
    count(activity, meeting.leader, days=10)

    for changed in ({"valid_from": ago(5)}, {"valid_to": ago(20)}):
        with pytest.raises(CountedOutside), acting_as(meeting.leader):
            change_activity(activity=activity, facts=facts(meeting, **changed), by=meeting.leader)


def test_corrected_and_taken_away_counts_stay_in_history(meeting: Meeting) -> None:
    by, row = meeting.leader, count(added(meeting), meeting.leader)
    with acting_as(by):
        counted = Counted(held_on=row.held_on + timedelta(days=1), offered=9, taken_up=9)
        change_occasion(occasion=row, counted=counted, by=by)
        remove_occasion(occasion=Occasion.objects.get(), by=by)

    history = Occasion.history.order_by("history_date").values_list("history_type", "taken_up")
    assert list(history) == [("+", 6), ("~", 9), ("-", 9)]


def test_of_two_who_count_the_same_day_at_once_one_gets_through(transactional_db: None) -> None:
    meeting = make_meeting(make_cast())
    activity = added(meeting)

    assert race(*[lambda: count(activity, meeting.leader)] * 2) == {"won": 1, "CountedThatDay": 1}
    assert Occasion.objects.count() == 1
