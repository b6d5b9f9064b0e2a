"""Who sees a consultation: the database by itself, and the predicate, for everybody there is."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model

from accounts.acting import act_as
from accounts.models import Team
from accounts.services.organisation import change_unit
from cases.models import (
    Case,
    Consultation,
    ConsultationPost,
    Fact,
    Participation,
    TeamMeeting,
    TeamMeetingItem,
)
from cases.permissions import visible_to
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.consultation import add, answer, ask, meet, team_of
from workflows.models import Deadline, Notice, Process, Task, WorkItem

MODELS: list[type[Model]] = [
    *(Case, Consultation, ConsultationPost, TeamMeetingItem, Participation, Fact),
    *(Process, Task, WorkItem, Deadline, Notice),
]
FAMILIES = {"worker", "colleague", "substitute", "manager"}
HEALTH = {"nurse", "second_nurse"}
TEAM = HEALTH | {"teacher", "counsellor"}


@pytest.fixture
def told(cast: Cast) -> dict[str, Any]:
    """One between two units, one to a team, one between strangers; each with posts, and a meeting of the team."""
    team = team_of(cast)
    rows = {"pair": ask(cast.worker, cast.nurse), "team": ask(cast.worker, team)}
    rows["foreign"] = ask(cast.stranger, cast.outsider)
    answer(rows["pair"], cast.second_nurse)
    answer(rows["team"], cast.counsellor)
    add(rows["foreign"], cast.outsider)
    add(rows["team"], cast.teacher)
    return rows | {"meeting": meet(team, cast.nurse, rows["team"]), "of": team}


OPEN_TO = {"pair": FAMILIES | HEALTH, "team": FAMILIES | TEAM, "foreign": {"stranger", "outsider"}}


def cases_of(model: type[Model]) -> set[object]:
    return set(model._default_manager.values_list("pk" if model is Case else "case_id", flat=True))


def test_query_without_filter_finds_what_is_open_and_nothing_foreign(told: dict[str, Any], cast: Cast) -> None:
    for name, by in cast.everybody.items():
        expected = {told[key].pk for key, names in OPEN_TO.items() if name in names}
        with acting_as(by):
            seen = {model.__name__: cases_of(model) for model in MODELS}
            assert seen["Case"] == seen["ConsultationPost"] == seen["Consultation"] == expected, name
            assert set().union(*seen.values()) == expected, name


def test_list_and_database_agree(told: dict[str, Any], cast: Cast, as_owner: Acting) -> None:
    for name, by in cast.everybody.items():
        with acting_as(by):
            shown = set(Case.objects.values_list("pk", flat=True))
        with as_owner():
            assert set(visible_to(by).values_list("pk", flat=True)) == shown, name


def test_meetings_and_their_history_are_seen_by_the_team_alone(told: dict[str, Any], cast: Cast) -> None:
    seen = set()
    for name, by in cast.everybody.items():
        with acting_as(by):
            if TeamMeeting.objects.exists() or TeamMeeting.history.exists():
                seen.add(name)

    assert seen == TEAM


def test_nobody_acting_sees_nothing(told: dict[str, Any]) -> None:
    with transaction.atomic():
        assert not any(model._default_manager.exists() for model in [*MODELS, TeamMeeting])


def test_outsider_cannot_write_into_it(told: dict[str, Any], cast: Cast) -> None:
    by, case = cast.outsider, told["pair"]
    post = ConsultationPost(case=case, owner_unit=by.unit, written_by=by.user, kind="addition", text="-")
    let_in = Participation(case=case, unit=by.unit, role="called", reason="asked", valid_from=case.opened_at)
    meeting = TeamMeeting(team=told["of"], held_on=case.opened_at.date(), place="-")
    for row in (post, let_in, meeting):
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(by):
            row.save_base(force_insert=True, raw=True)


def test_unit_in_it_writes_for_no_other_and_nothing_once_it_is_closed(
    told: dict[str, Any], cast: Cast, as_owner: Acting
) -> None:
    def post(unit: Any) -> ConsultationPost:
        by = cast.nurse
        return ConsultationPost(case=told["pair"], owner_unit=unit, written_by=by.user, kind="addition", text="-")

    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(cast.nurse):
        post(cast.worker.unit).save(force_insert=True)
    with as_owner():
        closed = {"status": "closed", "closed_at": told["pair"].opened_at, "closure_reason": "helped"}
        Case.objects.filter(pk=told["pair"].pk).update(**closed)
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(cast.nurse):
        post(cast.nurse.unit).save(force_insert=True)


@pytest.mark.parametrize("statement", ["UPDATE cases_consultationpost SET text = ''", "DELETE FROM cases_consultation"])
def test_what_was_asked_and_answered_is_never_changed(told: dict[str, Any], cast: Cast, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.worker):
        connection.cursor().execute(statement)


def test_who_asked_from_outside_the_team_takes_nothing_away_from_its_meetings(told: dict[str, Any], cast: Cast) -> None:
    with acting_as(cast.worker):
        assert TeamMeetingItem.objects.count() == 1
        taken_away, _rows = TeamMeetingItem.objects.all().delete()

    assert taken_away == 0


def test_what_others_asked_elsewhere_is_taken_up_at_no_meeting(told: dict[str, Any], cast: Cast) -> None:
    item = TeamMeetingItem(meeting=told["meeting"], case=told["pair"])

    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(cast.nurse):
        item.save(force_insert=True)


def test_a_plan_never_becomes_a_consultation(told: dict[str, Any], cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="kind of a case never changes"), acting_as(cast.worker):
        Case.objects.filter(pk=told["pair"].pk).update(kind="plan")


def test_unit_that_becomes_closed_reads_its_consultations_as_before(told: dict[str, Any], cast: Cast) -> None:
    unit = cast.nurse.unit
    with act_as(None, reason="test"):
        facts = {"name": unit.name, "valid_from": unit.valid_from, "hsa_id": "", "phone": ""}
        change_unit(unit=unit, is_closed=True, is_undocumented=False, undocumented_decision="", by=None, **facts)

    with acting_as(cast.second_nurse):
        assert cases_of(Case) == {told["pair"].pk, told["team"].pk}


def test_unit_whose_part_in_the_team_has_ended_reads_no_more(
    told: dict[str, Any], cast: Cast, as_owner: Acting
) -> None:
    team: Team = told["of"]
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE accounts_teammember SET valid_to = today() - 1 WHERE team_id = %s AND unit_id = %s",
            [team.pk, cast.teacher.unit_id],
        )

    with acting_as(cast.teacher):
        assert cases_of(Case) == set()
        assert not TeamMeeting.objects.exists()
    with acting_as(cast.nurse):
        assert told["team"].pk in cases_of(Case)


def test_tables_of_a_consultation_hold_no_person(db: None) -> None:
    def kin(model: type[Model]) -> set[str]:
        found = (field.related_model for field in model._meta.get_fields())
        return {str(each._meta.object_name) for each in found if each}  # type: ignore[union-attr]

    names = {name for model in (Consultation, ConsultationPost, TeamMeeting, TeamMeetingItem) for name in kin(model)}

    persons = {each.__name__ for each in apps.get_app_config("cases").get_models() if "Person" in each.__name__}
    assert len(names) > 5
    assert names & persons == set()
