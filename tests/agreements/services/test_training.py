"""Joint training days: recorded by who leads, corrected with history kept, and never of a named person."""

import pytest

from accounts.models import CareUnit
from agreements.errors.agreement import NotYours
from agreements.errors.arena import (
    ArenaError,
    CountedTwice,
    NamesANumber,
    NobodyTookPart,
    NotHeldYet,
    UnitNotThereThen,
    UnitOutside,
)
from agreements.models import TrainingAttendance, TrainingDay
from agreements.selectors.training import sayings, training_row
from agreements.services.training import (
    TrainingFacts,
    change_training_day,
    record_training_day,
    remove_training_day,
)
from tests.agreements.agreement import grant, make_agreement, region
from tests.agreements.arenas import NURSE, TEACHER, Meeting, facts, make_meeting
from tests.cast import Cast, acting_as


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast)


def counted(training: TrainingDay) -> set[tuple[str, str, int]]:
    return set(TrainingAttendance.objects.filter(training=training).values_list("unit__name", "profession", "number"))


def test_a_day_counts_by_unit_and_profession(meeting: Meeting) -> None:
    training = meeting.train_both()

    assert counted(training) == {("Child health", "child_health_nurse", 4), ("Preschool", "preschool_teacher", 2)}
    assert training_row(training, may_change=False).is_joint


def test_coordinator_records_at_the_own_centre_alone(meeting: Meeting) -> None:
    by, line = meeting.cast.coordinator, facts((meeting.cast.nurse.unit, NURSE, 1))
    with acting_as(by):
        assert record_training_day(place=meeting.centre, facts=line, by=by).centre == meeting.first

    for place in (meeting.agreement, type(meeting.centre)(centre=meeting.second)):
        with pytest.raises(NotYours), acting_as(by):
            record_training_day(place=place, facts=line, by=by)


@pytest.mark.parametrize("who", ["worker", "manager", "auditor", "administrator", "stranger"])
def test_others_record_nothing(meeting: Meeting, who: str) -> None:
    by = meeting.cast.everybody[who]

    with pytest.raises(NotYours), acting_as(by):
        record_training_day(place=meeting.agreement, facts=facts((meeting.cast.nurse.unit, NURSE, 1)), by=by)

    assert not TrainingDay.objects.exists()


def test_correction_keeps_what_it_said(meeting: Meeting) -> None:
    training, by = meeting.train_both(), meeting.leader
    corrected = facts((meeting.cast.nurse.unit, NURSE, 3), (meeting.cast.worker.unit, NURSE, 1), subject="Other")
    with acting_as(by):
        change_training_day(training=training, facts=corrected, by=by)

    training.refresh_from_db()
    assert training.subject == "Other"
    assert counted(training) == {("Child health", "child_health_nurse", 3), ("Families", "child_health_nurse", 1)}
    said = {(each.kind, each.words.rsplit(": ")[-1]) for each in sayings(training)}
    assert {("~", "3"), ("-", "2"), ("+", "4"), ("+", "1")} <= said
    assert {each.by for each in sayings(training)} == {by.user.full_name}


def test_a_day_taken_away_stays_in_history(meeting: Meeting) -> None:
    training = meeting.train_both()
    key = training.pk
    with acting_as(meeting.leader):
        remove_training_day(training=training, by=meeting.leader)

    assert not TrainingDay.objects.exists()
    assert [row.history_type for row in TrainingDay.history.filter(id=key)] == ["-", "+"]
    assert TrainingAttendance.history.filter(training_id=key, history_type="-").count() == 2


def wrong_facts(meeting: Meeting) -> dict[type[ArenaError], TrainingFacts]:
    nurse = (meeting.cast.nurse.unit, NURSE, 1)
    return {
        NotHeldYet: facts(nurse, ago=-1),
        NobodyTookPart: facts(),
        CountedTwice: facts(nurse, nurse),
        UnitNotThereThen: facts(nurse, ago=365 * 30),
        NamesANumber: facts(nurse, subject="About 18900101-9802"),
    }


@pytest.mark.parametrize("refusal", [NotHeldYet, NobodyTookPart, CountedTwice, UnitNotThereThen, NamesANumber])
def test_what_is_wrong_is_refused(meeting: Meeting, refusal: type[ArenaError]) -> None:
    with pytest.raises(refusal), acting_as(meeting.leader):
        record_training_day(place=meeting.agreement, facts=wrong_facts(meeting)[refusal], by=meeting.leader)

    assert not TrainingDay.objects.exists()


def test_unit_of_no_party_cannot_take_part(meeting: Meeting) -> None:
    other = make_agreement(region(meeting.cast), slug="other")
    unit = CareUnit.objects.get(name="Families")
    grant(meeting.leader, "coordinate_agreement", other)

    place = type(meeting.agreement)(rule_set=other)
    with pytest.raises(UnitOutside), acting_as(meeting.leader):
        record_training_day(place=place, facts=facts((unit, TEACHER, 1)), by=meeting.leader)


def test_number_of_people_is_told_others_from_five_on(meeting: Meeting) -> None:
    few = training_row(meeting.train((meeting.cast.nurse.unit, NURSE, 4)), may_change=False)
    enough = training_row(meeting.train((meeting.cast.nurse.unit, NURSE, 5), ago=20), may_change=False)

    assert (few.people, enough.people) == (None, 5)
    assert [unit.numbers for unit in (*few.units, *enough.units)] == [(), ()]
    assert not few.is_joint


def test_whoever_records_sees_every_number(meeting: Meeting) -> None:
    row = training_row(meeting.train((meeting.cast.nurse.unit, NURSE, 4)), may_change=True)

    assert (row.people, row.units[0].numbers) == (4, (4,))
