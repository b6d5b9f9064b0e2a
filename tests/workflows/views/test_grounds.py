"""The administrator's page of legal grounds: on by name and day, off for a reason, for the whole installation."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases.errors import CaseError, GroundDoesNotFit
from cases.models import Ground, LegalGround
from cases.services.disclosure import Basis
from cases.services.ground import switch_off_ground, verify_ground
from tests.cast import Cast
from tests.workflows.handover import Handover
from tests.workflows.selectors.test_centre import signed_in

READ = {"name": "Eva Jurist", "on": timezone.localdate().isoformat(), "source": "OSL t.o.m. SFS 2026:1"}


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.administrator)


def address(key: Ground, way: str) -> str:
    return f"/administration/grounds/{LegalGround.objects.get(key=key).pk}/{way}/"


def test_a_ground_is_off_until_somebody_who_read_it_switches_it_on(cast: Cast, client: Client) -> None:
    assert client.post(address(Ground.OWN_ACTIVITY, "on"), READ).status_code == 302

    row = LegalGround.objects.get(key=Ground.OWN_ACTIVITY)
    assert (row.verified_by, row.verified_on, row.verified_source) == (
        "Eva Jurist",
        timezone.localdate(),
        "OSL t.o.m. SFS 2026:1",
    )
    assert row.history.latest().history_assignment_id == cast.administrator.pk
    assert "Eva Jurist" in client.get("/administration/grounds/").content.decode()


@pytest.mark.parametrize(("field", "typed"), [("name", ""), ("on", ""), ("source", " "), ("on", "2999-01-01")])
def test_a_name_a_past_day_and_the_text_are_asked_for(client: Client, field: str, typed: str) -> None:
    answer = client.post(address(Ground.OWN_ACTIVITY, "on"), READ | {field: typed})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not LegalGround.objects.get(key=Ground.OWN_ACTIVITY).is_on


def test_nothing_is_told_on_a_ground_that_was_switched_off(cast: Cast, client: Client) -> None:
    handover = Handover(cast)

    assert client.post(address(Ground.HEALTH_25_12, "off"), {"reason": "The text has changed"}).status_code == 302

    child = Basis(Ground.HEALTH_25_12, "under_18", "", "To help", timezone.localdate() + timedelta(days=90))
    with pytest.raises(GroundDoesNotFit):
        handover.send(cast.worker, child)
    page = client.get("/administration/grounds/").content.decode()
    assert "The text has changed" in page


def test_off_without_a_reason_is_refused_at_its_field(client: Client) -> None:
    answer = client.post(address(Ground.DUTY, "off"), {"reason": ""})

    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors
    assert LegalGround.objects.get(key=Ground.DUTY).is_on


def test_off_twice_is_refused_in_words(cast: Cast, client: Client) -> None:
    answer = client.post(address(Ground.OWN_ACTIVITY, "off"), {"reason": "Again"})

    assert answer.status_code == 422


def test_only_administrators_change_the_grounds(cast: Cast) -> None:
    row = LegalGround.objects.get(key=Ground.DUTY)

    with pytest.raises(CaseError):
        switch_off_ground(ground=row, reason="No", by=cast.manager)
    with pytest.raises(CaseError):
        verify_ground(ground=row, name="Eva", on=timezone.localdate(), source="OSL", by=cast.nurse)
