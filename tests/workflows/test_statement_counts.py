"""What a page and a step cost in statements: the same with one row and with thirty."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from django.test import Client

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit
from accounts.services.organisation import add_unit
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import CasePerson, Intervention, Participation, Topic
from cases.selectors.case import subject_of
from cases.services.participation import admit
from cases.services.plan import add_goal, add_intervention
from tests.cast import LONG_AGO, Cast, acting_as
from tests.workflows.plan import Plan
from workflows.models.step import Step

OPEN_INBOX = 12
# Two of them: the questions of the two-way rule, and their answers.
OPEN_CASE = 46
# The last two: when the task was due, and the fact of it.
COMPLETE_STEP = 37

Counting = Callable[[int], AbstractContextManager[object]]
rows = pytest.mark.parametrize("rows", [1, 30])


def signed_in(who: Assignment) -> Client:
    client = Client()
    client.force_login(who.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = who.pk
    session.save()
    return client


def fill(plan: Plan, count: int) -> None:
    """That many participating units, goals, and interventions under each."""
    by = plan.cast.worker
    with act_as(None, reason="test"):
        service, provider = CareUnit.Service.OTHER, plan.cast.nurse.unit.provider
        units = [
            add_unit(name=f"Unit {number}", provider=provider, service=service, valid_from=LONG_AGO, by=None)
            for number in range(count)
        ]
    with acting_as(by):
        about = subject_of(plan.case, by)
        assert isinstance(about, CasePerson)
        for unit in units:
            role, reason = Participation.Role.CALLED, Participation.Reason.SUMMONED
            admit(case=plan.case, unit=unit, role=role, reason=reason, by=by)
            goal = add_goal(case=plan.case, topic=Topic.HEALTH, about=about, text="-", by=by)
            what = {"case": plan.case, "topic": Topic.HEALTH, "about": about, "text": "-", "by": by}
            add_intervention(doer=Intervention.Doer.SELF, goal=goal.pk, **what)


@rows
def test_opening_the_inbox(cast: Cast, new_plan: Callable[[], Plan], django_assert_num_queries: Counting, rows: int):
    for _number in range(rows):
        new_plan()
    client = signed_in(cast.worker)

    with django_assert_num_queries(OPEN_INBOX):
        page = client.get("/")

    assert page.content.decode().count('class="inbox__row"') == min(rows, 25)


@rows
def test_opening_the_case_page(cast: Cast, plan: Plan, django_assert_num_queries: Counting, rows: int):
    plan.to_replies()
    fill(plan, rows)
    client = signed_in(cast.worker)

    with django_assert_num_queries(OPEN_CASE):
        page = client.get(f"/cases/{plan.case.pk}/")

    assert page.content.decode().count('class="goal"') == rows


@rows
def test_completing_a_step(
    cast: Cast, plan: Plan, new_plan: Callable[[], Plan], django_assert_num_queries: Counting, rows: int
):
    plan.to_replies()
    fill(plan, rows)
    for _number in range(rows - 1):
        new_plan()
    task = plan.open(Step.REPLY, cast.nurse)
    assert task is not None
    client = signed_in(cast.nurse)
    once = {"once": str(uuid4()), "draft_key": f"task:{task.pk}", "acting": cast.nurse.pk}
    sent = {"reply": "yes", "who_comes": "-"} | once

    with django_assert_num_queries(COMPLETE_STEP):
        answer = client.post(f"/tasks/{task.pk}/", sent)

    assert answer.status_code == 302
