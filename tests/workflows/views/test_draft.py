"""What the form of a step asks of the server while it is filled in: the key, and drafts that overwrite no other."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cases.contact import enrolled_child
from tests.cast import Cast, acting_as
from tests.workflows.views.test_hands import signed_in
from workflows.models import Draft
from workflows.services.draft_key import draft_keys

ADDRESS = "/draft/?key=step"


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.nurse)


def test_key_is_given_to_who_is_signed_in_and_stored_nowhere(cast: Cast, client: Client) -> None:
    answer = client.post(reverse("draft_key"))

    assert answer.json() == {"user": str(cast.nurse.user_id), "keys": draft_keys(cast.nurse.user)}
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(reverse("draft_key")).status_code == 405
    assert "/accounts/login/" in Client().post(reverse("draft_key")).url


def test_draft_says_when_it_was_kept_and_goes_on_from_there(client: Client) -> None:
    base = client.post(ADDRESS, {"text": "First", "base": ""}).headers["Draft-Saved"]

    answer = client.post(ADDRESS, {"text": "Second", "base": base})

    assert answer.status_code == 204
    assert answer.headers["Draft-Saved"] > base


@pytest.mark.parametrize("base", ["", "2026-01-01T10:00:00+00:00", "2026-13-40", "yesterday"])
def test_draft_from_elsewhere_is_told_and_not_overwritten(cast: Cast, client: Client, base: str) -> None:
    client.post(ADDRESS, {"text": "At the desk", "ticked": ["a", "b"]})

    answer = client.post(ADDRESS, {"text": "At the visit", "base": base})

    assert answer.status_code == 412
    assert answer.json()["values"] == {"text": ["At the desk"], "ticked": ["a", "b"]}
    assert answer.headers["Cache-Control"] == "no-store"
    with acting_as(cast.nurse):
        assert Draft.objects.get().data["text"] == ["At the desk"]


def test_draft_about_a_case_that_is_no_longer_open_to_the_writer_is_not_kept(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)

    answer = signed_in(cast.outsider).post(f"{ADDRESS}&case={case.pk}", {"text": "Mine", "base": ""})

    assert answer.status_code == 404
    with acting_as(cast.outsider):
        assert not Draft.objects.exists()


def test_form_that_somebody_else_opened_is_carried_out_in_nobodys_name(cast: Cast, client: Client) -> None:
    answer = client.post(ADDRESS, {"text": "Hers", "acting": cast.second_nurse.pk})

    assert answer.status_code == 409
    assert "data-keep-drafts" in answer.content.decode()
    with acting_as(cast.nurse):
        assert not Draft.objects.exists()
