"""Somebody who had left is back: can sign in, and do nothing before a new assignment is given."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.errors import AlreadyActive, NotAdministered, OwnAssignment, ReasonMissing
from accounts.models import Assignment, Session, User
from accounts.services.user import assign, deactivate_user, reactivate_user
from tests.cast import LONG_AGO, Cast, acting_as

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHY = "Is back from parental leave"


def deactivated(who: Assignment, by: Assignment) -> User:
    with acting_as(by):
        return deactivate_user(user=who.user, by=by)


def reactivated(user: User, by: Assignment, reason: str = WHY) -> User:
    with acting_as(by):
        return reactivate_user(user=user, reason=reason, by=by)


def test_reactivated_user_has_none_of_the_old_assignments(cast: Cast) -> None:
    today = timezone.localdate()
    with act_as(None, reason="test"):
        for first_day in (today, today + timedelta(days=30)):
            assign(
                user=cast.worker.user, unit=cast.neighbour.unit, role=cast.worker.role, valid_from=first_day, by=None
            )
    user = deactivated(cast.worker, cast.administrator)

    reactivated(user, cast.administrator)

    assert User.objects.get(pk=user.pk).is_active
    for day in (today, today + timedelta(days=30), today + timedelta(days=31)):
        assert not Assignment.objects.in_force(day).filter(user=user).exists()


def test_reason_and_the_days_there_were_are_kept(cast: Cast) -> None:
    today = timezone.localdate()
    with act_as(None, reason="test"):
        later = assign(user=cast.worker.user, unit=cast.worker.unit, role=cast.worker.role, valid_from=today, by=None)
    user = deactivated(cast.worker, cast.administrator)

    reactivated(user, cast.administrator)

    told = user.history.first()
    assert (told.history_change_reason, told.history_user) == (WHY, cast.administrator.user)
    assert later.history.earliest("history_date").valid_from == today


def test_new_assignment_can_be_given_then(cast: Cast) -> None:
    user = reactivated(deactivated(cast.worker, cast.administrator), cast.administrator)

    by = cast.administrator
    with acting_as(by):
        given = assign(user=user, unit=cast.worker.unit, role=cast.worker.role, valid_from=LONG_AGO, by=by)

    assert given.is_in_force


def test_browser_that_was_left_signed_in_is_not_let_in_again(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.worker.user, BACKEND)
    user = deactivated(cast.worker, cast.administrator)

    reactivated(user, cast.administrator)

    assert not Session.objects.filter(user=user).exists()
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(("reason", "refusal"), [(" ", ReasonMissing), (WHY, AlreadyActive)])
def test_reactivation_is_refused_without_a_reason_and_of_who_is_active(
    cast: Cast, reason: str, refusal: type[Exception]
) -> None:
    user = cast.worker.user if refusal is AlreadyActive else deactivated(cast.worker, cast.administrator)

    with pytest.raises(refusal):
        reactivated(user, cast.administrator, reason)


def test_only_an_administrator_of_the_own_principal_reactivates(cast: Cast) -> None:
    user = deactivated(cast.worker, cast.administrator)
    with act_as(None, reason="test"):
        foreign = deactivate_user(user=cast.nurse.user, by=None)

    for whom, by in ((user, cast.manager), (foreign, cast.administrator)):
        with pytest.raises(NotAdministered):
            reactivated(whom, by)
    with pytest.raises(OwnAssignment):
        reactivated(cast.administrator.user, cast.administrator)


def test_page_reactivates_with_a_reason_and_leads_to_the_user(cast: Cast) -> None:
    user, client = deactivated(cast.worker, cast.administrator), Client()
    client.force_login(cast.administrator.user, BACKEND)
    client.get(reverse("choose_assignment"))
    page = reverse("reactivate_user", args=[user.pk])

    refused = client.post(page, {"reason": ""})
    answer = client.post(page, {"reason": WHY})

    assert "reason" in refused.context["form"].errors
    assert answer.headers["Location"] == reverse("user", args=[user.pk])
    assert "assign" in client.get(answer.headers["Location"]).content.decode()
    assert User.objects.get(pk=user.pk).is_active
