"""What the coordinator of a family centre is told of its meetings, and who is told nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.acting import SET_STATEMENT, act_as
from accounts.models import Assignment, FamilyCentre, Grant
from accounts.permissions import COORDINATE, coordinated_centres, has_grant
from accounts.roles import Role
from accounts.services.organisation import end_placement, open_centre
from accounts.services.user import assign, deactivate_user, end_assignment, end_grant, give_grant
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import Case, CasePerson, Participation, PlanMeeting
from cases.services.participation import name_on_case
from cases.services.summons import call_party
from tests.cast import LONG_AGO, Cast, acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan
from workflows.models import WorkItem
from workflows.selectors.centre import CentreMeeting, meetings_of_centre

YESTERDAY = timedelta(days=-1)
SECRET_PLACE = "Hemma hos Elis Test, Storgatan 1"


@pytest.fixture
def centre(cast: Cast) -> FamilyCentre:
    with act_as(None, reason="test"):
        return open_centre(name="Centre", units=[cast.nurse.unit, cast.teacher.unit], valid_from=LONG_AGO, by=None)


@pytest.fixture
def grant(cast: Cast, centre: FamilyCentre) -> Grant:
    return granted(cast.coordinator, centre)


def granted(assignment: Assignment, centre: FamilyCentre, **days: date) -> Grant:
    facts: dict[str, Any] = {"valid_from": LONG_AGO, "reason": "Elected"} | days
    with act_as(None, reason="test"):
        return give_grant(assignment=assignment, permission=COORDINATE, on=centre, by=None, **facts)


def fresh(assignment: Assignment) -> Assignment:
    return Assignment.objects.select_related("user", "unit__provider").get(pk=assignment.pk)


def coming(assignment: Assignment, centre: FamilyCentre) -> list[CentreMeeting]:
    with acting_as(assignment):
        return meetings_of_centre(centre, assignment)[0]


def told_by_database(assignment: Assignment, centre: FamilyCentre) -> list[tuple[Any, ...]]:
    """What the database answers a request that says it acts so, whether the application would let it or not."""
    settings = [str(assignment.pk), str(assignment.unit_id), str(assignment.unit.provider_id)]
    settings += [f"{{{assignment.user_id}}}", "named", ""]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SET_STATEMENT, settings)
        since = timezone.now() - timedelta(days=365)
        cursor.execute("SELECT * FROM centre_meetings(%s, %s)", [centre.pk, since])
        found = cursor.fetchall()
        cursor.execute("SELECT * FROM centre_late_replies(%s, %s)", [centre.pk, since])
        return [*found, *cursor.fetchall()]


def test_coordinator_reads_times_units_and_counts(cast: Cast, plan: Plan, centre: FamilyCentre, grant: Grant) -> None:
    plan.to_replies().reply(cast.nurse)

    [meeting] = coming(cast.coordinator, centre)

    assert meeting.units == [cast.nurse.unit.name, cast.teacher.unit.name]
    assert (meeting.called, meeting.replied, meeting.late, meeting.came, meeting.others) == (2, 1, 0, 0, 0)
    assert (meeting.caller, meeting.place, meeting.case) == (None, None, None)


def test_late_reply_is_counted(
    cast: Cast, plan: Plan, centre: FamilyCentre, grant: Grant, as_owner: Callable[[], Any]
) -> None:
    plan.to_replies()
    with as_owner():
        ago = timezone.now() - timedelta(days=1)
        WorkItem.objects.filter(case=plan.case, unit=cast.nurse.unit).update(due_at=ago, near_at=ago)

    [meeting] = coming(cast.coordinator, centre)

    assert (meeting.replied, meeting.late) == (0, 1)


def test_units_outside_the_centre_and_parties_are_a_number(
    cast: Cast, plan: Plan, centre: FamilyCentre, grant: Grant
) -> None:
    plan.obtain_consent()
    plan.prepare(cast.nurse, cast.counsellor)
    with acting_as(cast.worker):
        meeting = PlanMeeting.objects.get(case=plan.case)
        call_party(meeting=meeting, party="Elis grandmother", kind="summons", by=cast.worker)

    [row] = coming(cast.coordinator, centre)

    assert (row.units, row.called, row.others) == ([cast.nurse.unit.name], 3, 2)


def test_nothing_of_a_person_is_in_the_answer(cast: Cast, centre: FamilyCentre, grant: Grant, as_owner: Acting) -> None:
    plan = Plan(cast).to_replies()
    with as_owner():
        PlanMeeting.objects.filter(case=plan.case).update(place=SECRET_PLACE)
        people = CasePerson.objects.filter(case=plan.case)
        secret = {word for person in people for word in (person.given_name, str(person.pk), str(person.birth_date))}
        case = Case.objects.get(pk=plan.case.pk)
    secret |= {SECRET_PLACE, "Storgatan", case.number, str(case.pk), cast.worker.user.full_name}

    told = told_by_database(cast.coordinator, centre)
    page = signed_in(cast.coordinator).get("/centre/").content.decode()

    assert told
    assert not [word for word in secret if word in str(told)]
    assert not [word for word in secret if word in page]


def test_place_of_the_house_is_told_without_its_room(
    cast: Cast, plan: Plan, centre: FamilyCentre, grant: Grant, as_owner: Acting
) -> None:
    plan.to_replies()
    with as_owner():
        PlanMeeting.objects.filter(case=plan.case).update(place=f"{cast.nurse.unit.name}, Elis room")

    assert coming(cast.coordinator, centre)[0].place == cast.nurse.unit.name


def test_coordinator_who_takes_part_gets_the_way_to_the_meeting(
    cast: Cast, plan: Plan, centre: FamilyCentre, grant: Grant
) -> None:
    plan.to_replies()
    with acting_as(cast.nurse):
        name_on_case(
            case=plan.case,
            user=cast.coordinator.user,
            unit=cast.nurse.unit,
            reason=Participation.Reason.HANDED_OVER,
            by=cast.nurse,
        )

    [meeting] = coming(cast.coordinator, centre)

    assert meeting.case == plan.case.pk
    assert f"/cases/{plan.case.pk}/" in signed_in(cast.coordinator).get("/centre/").content.decode()


def test_unit_placed_after_the_meeting_or_before_tells_nothing(
    cast: Cast, plan: Plan, centre: FamilyCentre, grant: Grant
) -> None:
    plan.to_replies()
    with act_as(None, reason="test"):
        for placement in centre.placements.all():
            end_placement(placement=placement, last_day=timezone.localdate(), by=None)

    assert coming(cast.coordinator, centre) == []


def nothing_is_told(assignment: Assignment, centre: FamilyCentre) -> bool:
    """By the application and by the database alike."""
    acting = fresh(assignment)
    assert not has_grant(acting, COORDINATE, centre)
    assert centre not in coordinated_centres(acting)
    return told_by_database(acting, centre) == []


@pytest.fixture
def meeting(plan: Plan, cast: Cast, centre: FamilyCentre, grant: Grant) -> None:
    """A meeting that is told of: what follows takes that away."""
    plan.to_replies()
    assert told_by_database(cast.coordinator, centre)


@pytest.mark.usefixtures("meeting")
def test_expired_assignment_is_told_nothing(cast: Cast, centre: FamilyCentre) -> None:
    with act_as(None, reason="test"):
        end_assignment(assignment=cast.coordinator, last_day=timezone.localdate() + YESTERDAY, by=None)

    assert nothing_is_told(cast.coordinator, centre)


@pytest.mark.usefixtures("meeting")
def test_ended_grant_is_told_nothing(cast: Cast, centre: FamilyCentre, grant: Grant) -> None:
    with act_as(None, reason="test"):
        end_grant(grant=grant, last_day=timezone.localdate() + YESTERDAY, by=None)

    assert nothing_is_told(cast.coordinator, centre)


@pytest.mark.usefixtures("meeting")
def test_switched_user_is_told_nothing(cast: Cast, centre: FamilyCentre) -> None:
    user, unit = cast.coordinator.user, cast.coordinator.unit
    with act_as(None, reason="test"):
        other = assign(user=user, unit=unit, role=Role.CENTRE_COORDINATOR, valid_from=LONG_AGO, by=None)
        nurse = assign(user=user, unit=unit, role=Role.CHILD_HEALTH_NURSE, valid_from=LONG_AGO, by=None)

    assert nothing_is_told(other, centre)
    assert nothing_is_told(nurse, centre)


@pytest.mark.usefixtures("meeting")
def test_deactivated_user_is_told_nothing(cast: Cast, centre: FamilyCentre) -> None:
    with act_as(None, reason="test"):
        deactivate_user(user=cast.coordinator.user, by=None)

    assert nothing_is_told(cast.coordinator, centre)


@pytest.mark.usefixtures("meeting")
def test_grant_to_another_centre_tells_nothing_of_this(cast: Cast, centre: FamilyCentre) -> None:
    with act_as(None, reason="test"):
        other = open_centre(name="Other", units=[cast.outsider.unit], valid_from=LONG_AGO, by=None)

    assert nothing_is_told(cast.coordinator, other)


@pytest.mark.usefixtures("meeting")
def test_row_without_guardian_tells_nothing(cast: Cast, centre: FamilyCentre) -> None:
    cast.coordinator.user.userobjectpermission_set.all().delete()

    assert nothing_is_told(cast.coordinator, centre)


@pytest.mark.usefixtures("meeting")
def test_nobody_else_is_told_anything(cast: Cast, centre: FamilyCentre) -> None:
    cast.nurse.user.user_permissions.add(Permission.objects.get(codename=COORDINATE))

    for who in (cast.nurse, cast.worker, cast.auditor, cast.administrator):
        assert told_by_database(who, centre) == []


def test_role_without_a_grant_is_told_what_is_missing(cast: Cast) -> None:
    answer = signed_in(cast.coordinator).get("/centre/")

    assert answer.status_code == 200
    assert not answer.context["centre"]


@pytest.mark.usefixtures("meeting")
def test_another_centre_in_the_address_is_not_found(cast: Cast, centre: FamilyCentre) -> None:
    with act_as(None, reason="test"):
        other = open_centre(name="Other", units=[cast.teacher.unit], valid_from=LONG_AGO, by=None)
    client = signed_in(cast.coordinator)

    assert client.get(f"/centre/?centre={centre.pk}").status_code == 200
    assert client.get(f"/centre/?centre={other.pk}").status_code == 404
    assert client.get("/centre/?centre=x").status_code == 404


def signed_in(who: Assignment) -> Client:
    client = Client()
    client.force_login(who.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = who.pk
    session.save()
    return client
