"""Whoever acted in one request acts in no other, on the same connection too."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import SETTINGS, AssignmentEnded, act_as, acting, transaction_as
from accounts.models import Assignment
from accounts.services.user import end_assignment
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import Case
from tests.cast import Cast
from tests.workflows.plan import Plan

pytestmark = pytest.mark.django_db(transaction=True)


def client_of(assignment: Assignment) -> Client:
    client = Client()
    client.force_login(assignment.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = assignment.pk
    session.save()
    return client


def backend_pid() -> int:
    return connection.connection.info.backend_pid


def settings_now() -> set[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS))
        return set(cursor.fetchone())


def test_acted_request_leaves_nothing_to_the_next(cast: Cast) -> None:
    plan = Plan(cast)
    page = reverse("case", args=[plan.case.pk])
    assert client_of(cast.worker).get(page).status_code == 200
    pid = backend_pid()

    assert client_of(cast.outsider).get(page).status_code == 404
    assert Client().get(page).status_code == 302

    assert (acting.get(), settings_now()) == (None, {""})
    with transaction.atomic():
        assert not Case.objects.exists()
    assert backend_pid() == pid


def test_failed_request_leaves_nothing_either(cast: Cast) -> None:
    with pytest.raises(Case.DoesNotExist), transaction_as(cast.worker):
        Case.objects.get()

    assert (acting.get(), settings_now()) == (None, {""})


def test_acting_sees_nothing_outside_a_transaction(cast: Cast) -> None:
    Plan(cast)

    with act_as(cast.worker):
        assert not Case.objects.exists()


def test_inner_actor_gives_way_to_the_outer_again(cast: Cast) -> None:
    Plan(cast)
    with transaction_as(cast.worker):
        with act_as(cast.outsider):
            assert not Case.objects.exists()
        assert Case.objects.exists()


def test_expired_assignment_cannot_act(cast: Cast) -> None:
    with act_as(None, reason="test"):
        last_day = timezone.localdate() - timedelta(days=1)
        ended = end_assignment(assignment=cast.worker, last_day=last_day, by=None)

    with pytest.raises(AssignmentEnded), transaction_as(ended):
        Case.objects.exists()


def test_switch_changes_what_is_seen(cast: Cast) -> None:
    plan = Plan(cast)
    client, page = client_of(cast.worker), reverse("case", args=[plan.case.pk])
    assert client.get(page).status_code == 200

    session = client.session
    session[ASSIGNMENT_KEY] = cast.manager.pk
    session.save()

    assert client.get(page).headers["Location"].startswith(reverse("choose_assignment"))
