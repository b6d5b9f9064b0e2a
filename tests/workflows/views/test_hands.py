"""Handing tasks on from their pages."""

import pytest
from django.test import Client

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from workflows.models import WorkItem
from workflows.models.step import Step
from workflows.services.errors import TaskGone


def signed_in(who: Assignment) -> Client:
    client = Client()
    client.force_login(who.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = who.pk
    session.save()
    return client


@pytest.fixture
def page(plan: Plan) -> str:
    task = plan.open(Step.OBTAIN_CONSENT)
    assert task is not None
    return f"/tasks/{task.pk}/"


def taken_by(plan: Plan) -> int | None:
    with acting_as(plan.cast.manager):
        return WorkItem.objects.get(case=plan.case).taken_by_id


def test_manager_hands_a_task_to_a_colleague(cast: Cast, plan: Plan, page: str) -> None:
    manager = signed_in(cast.manager)

    shown = manager.get(page).content.decode()
    manager.post(f"{page}hand-over/", {"to": cast.colleague.pk})

    assert f'value="{cast.colleague.pk}"' in shown
    assert f"{page}take/" not in shown
    assert taken_by(plan) == cast.colleague.user_id


def test_worker_hands_a_task_back(cast: Cast, plan: Plan, page: str) -> None:
    signed_in(cast.worker).post(f"{page}hand-back/")

    assert taken_by(plan) is None


@pytest.mark.parametrize("chosen", ["", "0", "x"])
def test_handing_over_to_nobody_changes_nothing(cast: Cast, plan: Plan, page: str, chosen: str) -> None:
    answer = signed_in(cast.worker).post(f"{page}hand-over/", {"to": chosen})

    assert answer["Location"] == page
    assert taken_by(plan) == cast.worker.user_id


def test_handing_over_to_another_unit_changes_nothing(cast: Cast, plan: Plan, page: str) -> None:
    answer = signed_in(cast.worker).post(f"{page}hand-over/", {"to": cast.nurse.pk})

    assert answer["Location"] == page
    assert taken_by(plan) == cast.worker.user_id


def test_page_without_a_page_of_its_own_leads_back_after_signing_in(cast: Cast, plan: Plan, page: str) -> None:
    answer = Client().post(f"{page}hand-back/", headers={"Referer": f"http://testserver{page}"})

    assert answer["Location"] == f"/accounts/login/?next={page}"


@pytest.mark.parametrize("act", ["take", "hand-back", "hand-over"])
def test_colleague_who_is_not_named_is_told_that_the_task_is_gone(cast: Cast, plan: Plan, page: str, act: str) -> None:
    plan.obtain_consent()

    answer = signed_in(cast.colleague).post(f"{page}{act}/", {"to": cast.worker.pk}, follow=True)

    assert answer.redirect_chain == [("/", 302)]
    assert [str(each) for each in answer.context["messages"]] == [str(TaskGone.message)]
