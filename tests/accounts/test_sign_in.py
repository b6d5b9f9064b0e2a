"""Signing in with an account that was closed."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.acting import act_as
from accounts.services.user import deactivate_user
from tests.cast import Cast

PASSWORD = "a long password of hers"


@pytest.fixture
def closed(cast: Cast) -> str:
    """The address of somebody who has a password and whose account is closed."""
    user = cast.nurse.user
    with act_as(None, reason="test"):
        user.set_password(PASSWORD)
        user.save()
        deactivate_user(user=user, by=None)
    return user.email


def test_sign_in_with_a_closed_account_leads_to_our_page(closed: str) -> None:
    client = Client()

    with override("sv"):
        answer = client.post(reverse("account_login"), {"login": closed, "password": PASSWORD}, follow=True)

    assert answer.redirect_chain == [(reverse("account_inactive"), 302)]
    assert [each.name for each in answer.templates][:2] == ["account/account_inactive.html", "base.html"]
    assert "Kontot är stängt" in answer.content.decode()
    assert SESSION_KEY not in client.session


def test_sign_in_with_a_wrong_password_does_not_tell_that_the_account_is_closed(closed: str) -> None:
    answer = Client().post(reverse("account_login"), {"login": closed, "password": "another long password"})

    assert answer.status_code == 200
    assert "Kontot är stängt" not in answer.content.decode()
