"""A system administrator by HTTP: what is done under the own principal, and what is refused in words."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, FamilyCentre, Grant, Placement, User
from accounts.permissions import COORDINATE, has_grant
from accounts.roles import Role
from accounts.services.organisation import open_centre
from accounts.services.user import assign
from agreements.models import Clock
from agreements.selectors.clock import clock_in_force
from tests.cast import LONG_AGO, Cast, acting_as
from tests.workflows.plan import Plan
from tests.workflows.selectors.test_centre import signed_in
from workflows.models import Step, WorkItem
from workflows.services.queue import take_task

TODAY = timezone.localdate
NEW_UNIT = {"name": "New unit", "service": "social_adults", "valid_from": "2026-01-01"}


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.administrator)


def unit_form(unit: CareUnit, **changes: Any) -> dict[str, Any]:
    openness = "closed" if unit.is_closed else "open"
    return {"name": unit.name, "valid_from": unit.valid_from, "openness": openness} | changes


def assignment_form(cast: Cast, **changes: Any) -> dict[str, Any]:
    facts = {"email": "new@example.test", "full_name": "New Person", "unit": cast.worker.unit_id}
    return facts | {"role": Role.SOCIAL_WORKER, "valid_from": "2026-01-01"} | changes


def test_unit_is_added_closed_where_its_service_is_and_has_history(cast: Cast, client: Client) -> None:
    answer = client.post("/administration/units/add/", NEW_UNIT | {"provider": cast.worker.unit.provider_id})

    assert answer.status_code == 302
    unit = CareUnit.objects.get(name="New unit")
    assert unit.is_closed
    assert unit.history.get().history_assignment_id == cast.administrator.pk


def test_unit_of_another_principal_is_no_choice(cast: Cast, client: Client) -> None:
    answer = client.post("/administration/units/add/", NEW_UNIT | {"provider": cast.nurse.unit.provider_id})

    assert answer.status_code == 422
    assert not CareUnit.objects.filter(name="New unit").exists()


def test_name_that_is_taken_is_said_at_the_field(cast: Cast, client: Client) -> None:
    unit = cast.worker.unit

    answer = client.post(f"/administration/units/{unit.pk}/", unit_form(unit, name=cast.neighbour.unit.name))

    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors


def test_undocumented_activity_asks_for_its_decision(cast: Cast, client: Client) -> None:
    unit, url = cast.worker.unit, f"/administration/units/{cast.worker.unit_id}/"

    refused = client.post(url, unit_form(unit, is_undocumented="on"))
    decided = client.post(url, unit_form(unit, is_undocumented="on", undocumented_decision="The board, § 12"))

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["undocumented_decision"])
    assert decided.status_code == 302
    unit.refresh_from_db()
    assert (unit.is_undocumented, unit.undocumented_decision) == (True, "The board, § 12")


def test_unit_is_closed_down_with_a_successor_that_is_another(cast: Cast, client: Client) -> None:
    unit, after = cast.worker.unit, cast.neighbour.unit
    url, last = f"/administration/units/{unit.pk}/end/", TODAY()

    assert client.post(url, {"valid_to": last, "successor": unit.pk}).status_code == 422
    for day in (last + timedelta(days=30), last):
        assert client.post(url, {"valid_to": day, "successor": after.pk}).status_code == 302

        unit.refresh_from_db()
        assert (unit.valid_to, unit.successor) == (day, after)


def test_user_is_added_with_an_assignment_and_a_password_shown_once(cast: Cast, client: Client) -> None:
    sent = assignment_form(cast) | {"once": str(uuid4())}

    answer = client.post("/administration/users/add/", sent)
    again = client.post("/administration/users/add/", sent)

    user = User.objects.get(email="new@example.test")
    assert user.assignments.get().unit == cast.worker.unit
    assert user.check_password(answer.context["password"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert again.status_code == 409


def test_address_that_is_taken_writes_nothing(cast: Cast, client: Client) -> None:
    before = User.objects.count(), Assignment.objects.count()

    answer = client.post("/administration/users/add/", assignment_form(cast, email=cast.nurse.user.email))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email"])
    assert (User.objects.count(), Assignment.objects.count()) == before


def test_user_of_another_principal_gets_an_assignment_here(cast: Cast, client: Client) -> None:
    answer = client.post("/administration/assignments/add/", assignment_form(cast, email=cast.nurse.user.email))

    assert answer.status_code == 302
    assert cast.nurse.user.assignments.filter(unit=cast.worker.unit).exists()
    page = client.get(answer.headers["Location"]).content.decode()
    assert cast.nurse.unit.name not in page


def test_administrator_lets_nobody_in_as_themselves(cast: Cast, client: Client) -> None:
    own = cast.administrator

    given = client.post("/administration/assignments/add/", assignment_form(cast, email=own.user.email))
    ended = client.post(f"/administration/assignments/{own.pk}/end/", {"valid_to": TODAY()})
    left = client.post(f"/administration/users/{own.user_id}/deactivate/")

    assert {given.status_code, ended.status_code, left.status_code} == {422}
    assert own.user.assignments.count() == 1


def test_substitute_is_of_the_same_unit(cast: Cast, client: Client) -> None:
    sent = assignment_form(cast, unit=cast.neighbour.unit_id, substitute_for=cast.worker.pk)

    answer = client.post("/administration/users/add/", sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["substitute_for"])
    assert not User.objects.filter(email="new@example.test").exists()


def test_ending_an_assignment_frees_what_was_in_hand(cast: Cast, client: Client) -> None:
    plan = Plan(cast)
    task = plan.open(Step.OBTAIN_CONSENT)
    assert task is not None
    with acting_as(cast.worker):
        take_task(task=task.pk, by=cast.worker)

    yesterday = TODAY() - timedelta(days=1)
    client.post(f"/administration/assignments/{cast.worker.pk}/end/", {"valid_to": yesterday})

    with acting_as(cast.manager):
        assert WorkItem.objects.get(task=task).taken_by is None


def test_user_with_work_elsewhere_is_not_deactivated(cast: Cast, client: Client) -> None:
    with act_as(None, reason="test"):
        assign(user=cast.worker.user, unit=cast.nurse.unit, role=Role.SOCIAL_WORKER, valid_from=LONG_AGO, by=None)

    refused = client.post(f"/administration/users/{cast.worker.user_id}/deactivate/")
    done = client.post(f"/administration/users/{cast.colleague.user_id}/deactivate/")

    assert (refused.status_code, done.status_code) == (422, 302)
    active = User.objects.filter(is_active=True)
    assert active.filter(pk=cast.worker.user_id).exists()
    assert not active.filter(pk=cast.colleague.user_id).exists()


@pytest.fixture
def coordinator(cast: Cast) -> Assignment:
    with act_as(None, reason="test"):
        return assign(
            user=cast.teacher.user,
            unit=cast.teacher.unit,
            role=Role.CENTRE_COORDINATOR,
            valid_from=LONG_AGO,
            by=None,
        )


def centre_with(unit: CareUnit, name: str = "Centre") -> FamilyCentre:
    with act_as(None, reason="test"):
        return open_centre(name=name, units=[unit], valid_from=LONG_AGO, by=None)


def test_centre_is_given_to_its_coordinator_and_taken_back(cast: Cast, client: Client, coordinator: Assignment) -> None:
    centre = centre_with(cast.teacher.unit)
    sent = {"what": f"{COORDINATE}:{centre.pk}", "valid_from": TODAY() - timedelta(days=9), "reason": "Elected"}

    client.post(f"/administration/assignments/{coordinator.pk}/grant/", sent)
    assert has_grant(coordinator, COORDINATE, centre)
    grant = Grant.objects.get(assignment=coordinator)
    client.post(f"/administration/grants/{grant.pk}/end/", {"valid_to": TODAY() - timedelta(days=1)})

    fresh = Assignment.objects.select_related("user", "unit").get(pk=coordinator.pk)
    fresh.user = User.objects.get(pk=coordinator.user_id)
    assert not has_grant(fresh, COORDINATE, centre)


def test_centre_without_a_unit_of_ours_is_not_ours_to_give_or_name(
    cast: Cast, client: Client, coordinator: Assignment
) -> None:
    centre = centre_with(cast.nurse.unit)
    sent = {"what": f"{COORDINATE}:{centre.pk}", "valid_from": TODAY(), "reason": "Elected"}

    given = client.post(f"/administration/assignments/{coordinator.pk}/grant/", sent)
    named = client.post(f"/administration/centres/{centre.pk}/", {"name": "Ours"})

    assert (given.status_code, named.status_code) == (422, 404)
    assert not Grant.objects.exists()


def test_unit_is_placed_once_and_its_placement_ended(cast: Cast, client: Client) -> None:
    centre = centre_with(cast.nurse.unit)
    url, sent = f"/administration/centres/{centre.pk}/place/", {"unit": cast.teacher.unit_id, "valid_from": TODAY()}

    assert [client.post(url, sent).status_code for _twice in range(2)] == [302, 422]
    placement = Placement.objects.get(unit=cast.teacher.unit)
    early = client.post(f"/administration/placements/{placement.pk}/end/", {"valid_to": TODAY() - timedelta(days=1)})
    ended = client.post(f"/administration/placements/{placement.pk}/end/", {"valid_to": TODAY()})

    assert (early.status_code, ended.status_code) == (422, 302)


def test_new_version_of_a_clock_begins_today_or_later(cast: Cast, client: Client) -> None:
    url, tomorrow = "/administration/deadlines/summons_reply/", TODAY() + timedelta(days=1)
    sent = {"length": 3, "unit": "working_days", "source": "Agreement", "certainty": "agreement"}

    past = client.post(url, sent | {"valid_from": TODAY() - timedelta(days=1)})
    coming = client.post(url, sent | {"valid_from": tomorrow})
    before_it = client.post(url, sent | {"valid_from": TODAY()})

    assert (past.status_code, coming.status_code, before_it.status_code) == (422, 302, 422)
    assert clock_in_force("summons_reply", tomorrow).length == 3
    assert clock_in_force("summons_reply", TODAY()).length == 5
    newest = Clock.objects.filter(key="summons_reply").latest("valid_from")
    assert newest.history.get().history_assignment_id == cast.administrator.pk


def test_clock_that_no_list_of_holidays_reaches_is_refused_at_its_field(cast: Cast, client: Client) -> None:
    sent = {"length": 10_001, "unit": "working_days", "source": "Slip", "certainty": "agreement", "valid_from": TODAY()}

    answer = client.post("/administration/deadlines/summons_reply/", sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["length"])


def test_no_page_of_the_administrator_says_anything_of_a_case(cast: Cast, client: Client) -> None:
    plan = Plan(cast).to_replies()
    pages = ["", "units/", "centres/", "users/", f"users/{cast.worker.user_id}/", f"units/{cast.worker.unit_id}/"]

    shown = " ".join(client.get(f"/administration/{page}").content.decode() for page in pages)

    assert cast.worker.user.full_name in shown
    assert not [word for word in (str(plan.case.pk), plan.case.number, "Elis") if word in shown]


def test_day_that_is_none_is_said_at_the_field(cast: Cast, client: Client) -> None:
    answer = client.post("/administration/users/add/", assignment_form(cast, valid_from="31 feb"))

    assert list(answer.context["form"].errors) == ["valid_from"]
