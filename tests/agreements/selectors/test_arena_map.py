"""The map: who sits where, by unit, provider and principal, and what a reader's part of it costs."""

from typing import Any

import pytest

from accounts.acting import act_as
from accounts.models import CareUnit
from accounts.services.organisation import add_unit, end_placement, open_centre, place_unit
from agreements.models import Questionnaire, StandingGroup
from agreements.selectors.arena_map import ArenaKind, ArenaMap, Level, arena_map, scope_of
from agreements.services.group import add_member, end_member
from agreements.services.round import name_respondent, start_round
from agreements.services.rule_set import let_in
from tests.agreements.agreement import make_agreement, town
from tests.agreements.arenas import NURSE, TEACHER, Meeting, ago, make_meeting
from tests.cast import LONG_AGO, Cast, acting_as

STEERING = StandingGroup.Kind.STEERING


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast)


def told(meeting: Meeting) -> Meeting:
    """A steering group, a council, a joint day of each kind of place, and a round with one respondent."""
    cast, by = meeting.cast, meeting.leader
    steering = meeting.group("Steering", place=meeting.agreement, kind=STEERING)
    council = meeting.group("Council")
    meeting.train_both()
    meeting.train((cast.worker.unit, NURSE, 1), place=type(meeting.centre)(centre=meeting.second))
    with acting_as(by):
        add_member(group=steering, assignment=cast.manager, valid_from=ago(30), by=by)
        add_member(group=steering, unit=cast.counsellor.unit, post="Head", valid_from=ago(30), by=by)
        add_member(group=council, unit=cast.teacher.unit, post="Teacher", valid_from=ago(30), by=by)
        kafo = Questionnaire.objects.get(slug="kafo")
        round_ = start_round(rule_set=meeting.rule_set, questionnaire=kafo, year=2026, due_on=ago(-9), by=by)
        asked = round_.centres.select_related("round__rule_set", "centre").get(centre=meeting.first)
        name_respondent(asked=asked, respondent=cast.nurse, by=by)
    return meeting


def read(meeting: Meeting, level: Level = Level.UNIT, *, place: Any = None, **narrowed: Any) -> ArenaMap:
    scope = scope_of(place or meeting.agreement, meeting.leader, ago(0), **narrowed)
    return arena_map(scope, level, ago(0))


def seats(shown: ArenaMap) -> dict[str, list[str]]:
    return {actor.name: [arena.name for arena in actor.seats] for actor in shown.actors}


def test_units_sit_where_they_are_placed_named_asked_and_trained(meeting: Meeting) -> None:
    shown = read(told(meeting))

    assert seats(shown) == {
        "Addiction": ["Steering"],
        "Child health": ["Runda 2026", "Utbildningsdagar", "First"],
        "Preschool": ["Utbildningsdagar", "First", "Council"],
        "Families": ["Steering", "Second", "Utbildningsdagar, Second"],
    }
    assert not shown.empty


@pytest.mark.parametrize(
    ("level", "names"),
    [
        (Level.PROVIDER, ["Clinics", "School board", "Social board"]),
        (Level.PRINCIPAL, ["Region", "Town"]),
    ],
)
def test_a_provider_sits_where_one_of_its_units_does(meeting: Meeting, level: Level, names: list[str]) -> None:
    shown = read(told(meeting), level)

    assert [actor.name for actor in shown.actors] == names
    clinics = shown.actors[0]
    assert [arena.name for arena in clinics.seats] == ["Steering", "Runda 2026", "Utbildningsdagar", "First"]


def test_a_centre_shows_those_who_meet_there_and_where_else_they_meet(meeting: Meeting) -> None:
    shown = read(told(meeting), centre=meeting.first)

    assert set(seats(shown)) == {"Child health", "Preschool"}
    assert "Second" not in {arena.name for arena in shown.arenas}
    assert [arena.name for arena in shown.empty] == ["Steering"]


def test_a_centres_own_map_shows_no_agreement_that_the_reader_does_not_see(meeting: Meeting) -> None:
    told(meeting)
    coordinator = meeting.cast.coordinator
    private = make_agreement(slug="private")
    with act_as(None, reason="test"):
        let_in(rule_set=private, centre=meeting.first, valid_from=LONG_AGO, by=None)

    scope = scope_of(meeting.centre, coordinator, ago(0))

    assert [each.slug for each in scope.rule_sets] == ["local"]
    assert [each.slug for each in scope_of(meeting.centre, coordinator, ago(0), rule_set="private").rule_sets] == []


def test_what_has_ended_is_no_seat(meeting: Meeting) -> None:
    group, by = meeting.group(), meeting.leader
    with acting_as(by):
        member = add_member(group=group, assignment=meeting.cast.teacher, valid_from=ago(30), by=by)
        end_member(member=member, last_day=ago(1), by=by)
    with act_as(None, reason="test"):
        placement = meeting.first.placements.get(unit=meeting.cast.nurse.unit)
        end_placement(placement=placement, last_day=ago(1), by=None)
    meeting.train((meeting.cast.nurse.unit, NURSE, 1), (meeting.cast.teacher.unit, TEACHER, 1), ago=366)

    shown = read(meeting)

    assert seats(shown) == {"Families": ["Second"], "Preschool": ["First"]}
    assert [arena.name for arena in shown.empty] == ["Council"]


def test_kinds_are_those_that_are_there(meeting: Meeting) -> None:
    assert read(meeting).kinds == [ArenaKind.CENTRE]
    assert read(told(meeting)).kinds == list(ArenaKind)


def fill(meeting: Meeting, count: int) -> None:
    """That many more units, each at a centre of its own with a council and a training day."""
    for nth in range(count):
        with act_as(None, reason="test"):
            unit = add_unit(
                name=f"Unit {nth}",
                provider=meeting.cast.nurse.unit.provider,
                service=CareUnit.Service.OTHER,
                valid_from=LONG_AGO,
                by=None,
            )
            centre = open_centre(name=f"Centre {nth}", units=[unit], valid_from=LONG_AGO, by=None)
            place_unit(centre=meeting.first, unit=unit, valid_from=LONG_AGO, by=None)
            let_in(rule_set=meeting.rule_set, centre=centre, valid_from=LONG_AGO, by=None)
        place = type(meeting.centre)(centre=centre)
        group = meeting.group(f"Group {nth}", place=place)
        meeting.train((unit, NURSE, 1), place=place)
        with acting_as(meeting.leader):
            add_member(group=group, unit=unit, post="-x", valid_from=ago(9), by=meeting.leader)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_map_costs_the_same_with_one_and_with_thirty(
    meeting: Meeting, rows: int, django_assert_num_queries: Any
) -> None:
    told(meeting)
    fill(meeting, rows)

    with django_assert_num_queries(6):
        shown = read(meeting)

    assert len(shown.actors) == 4 + rows
    assert len(shown.arenas) == 7 + 3 * rows


def test_an_agreement_that_knows_nothing_has_an_empty_map(meeting: Meeting) -> None:
    other = make_agreement(town(meeting.cast), slug="other")

    shown = read(meeting, place=type(meeting.agreement)(rule_set=other))

    assert (shown.actors, shown.arenas, shown.empty) == ((), (), ())
