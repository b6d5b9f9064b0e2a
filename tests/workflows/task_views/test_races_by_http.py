"""Ten people press the same button at once: one step, nine kind pages, never a 500."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.models import Step, Task

pytestmark = pytest.mark.race
THREADS = 10


def signed_in(assignment: Assignment) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(assignment.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = assignment.pk
    session.save()
    return client


def post_at_once(clients: list[Client], url: str, data: dict[str, str]) -> Counter[int]:
    """How often each status came back."""
    barrier, statuses = Barrier(len(clients)), []

    def post(client: Client) -> None:
        barrier.wait()
        statuses.append(client.post(url, data).status_code)
        connection.close()

    threads = [Thread(target=post, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


def test_ten_replies_by_http_are_one_reply(committed_plan: Callable[[], Plan], races: int) -> None:
    cast = committed_plan().cast
    for _round in range(max(races // 10, 2)):
        plan = Plan(cast)
        plan.obtain_consent()
        plan.prepare(cast.nurse)
        task = plan.open(Step.REPLY)
        assert task is not None
        clients = [signed_in([cast.nurse, cast.second_nurse][number % 2]) for number in range(THREADS)]

        statuses = post_at_once(clients, reverse("task", args=[task.pk]), {"reply": "yes", "who_comes": "Kim"})

        assert statuses == {302: 1, 409: THREADS - 1}
        with acting_as(cast.manager):
            assert Task.objects.filter(case=plan.case, flow_task__endswith="reply").count() == 1
