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


@pytest.mark.parametrize("sent", [{"text": "a\0b"}, {"te\0xt": "ab"}])
def test_draft_with_what_no_text_can_hold_is_kept_without_it(cast: Cast, client: Client, sent: dict[str, str]) -> None:
    assert client.post(f"{ADDRESS}%00", sent).status_code == 204

    with acting_as(cast.nurse):
        assert Draft.objects.get(key="step").data == {"text": ["ab"]}


def test_draft_of_long_names_is_refused(client: Client) -> None:
    names = {f"{number:03}{'x' * 250}": "" for number in range(900)}

    assert client.post(ADDRESS, names).status_code == 413


@pytest.mark.parametrize("digits", ["9" * 25, "9" * 5000])
def test_number_that_no_row_can_have_is_none(client: Client, digits: str) -> None:
    assert client.post(ADDRESS, {"text": "a", "acting": digits}).status_code == 204
    assert client.get(reverse("clinic"), {"page": digits}).status_code == 200


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
