"""The log says about whom something was read, as the reader's provider knows them."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from accounts.models import Assignment
from accounts.roles import Action
from accounts.sessions import ASSIGNMENT_KEY
from cases.errors import CaseNotVisible
from cases.models import AccessLogEntry, CasePerson
from cases.services.access import Outcome, get_case_for, log_access
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.story import known_subject
from tests.workflows.plan import Plan
from workflows.selectors.case_list import cases_of
from workflows.selectors.search import find_cases


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def logged(plan: Plan, by: Assignment, what: str, as_owner: Acting) -> list[UUID | None]:
    with as_owner():
        rows = AccessLogEntry.objects.filter(case_id=plan.case.pk, user=by.user, what=what)
        return list(rows.values_list("person_id", flat=True))


@pytest.mark.parametrize("who", ["worker", "nurse"])
def test_opening_a_case_is_logged_as_about_its_subject(cast: Cast, plan: Plan, as_owner: Acting, who: str) -> None:
    by = cast.everybody[who]
    with acting_as(by):
        get_case_for(by, plan.case.pk, Action.READ, what="plan")
        subject = known_subject(plan.case, by)

    assert logged(plan, by, "plan", as_owner) == [subject.pk]


def test_page_about_one_of_the_family_is_logged_as_about_that_one(cast: Cast, plan: Plan, as_owner: Acting) -> None:
    client = Client()
    client.force_login(cast.worker.user)
    session = client.session
    session[ASSIGNMENT_KEY] = cast.worker.pk
    session.save()

    page = client.get(f"/cases/{plan.case.pk}/people/{plan.guardian.pk}/")

    assert page.status_code == 200
    assert logged(plan, cast.worker, "describe_person", as_owner) == [plan.guardian.pk]


def test_person_of_another_case_is_not_logged_as_read(cast: Cast, plan: Plan, as_owner: Acting) -> None:
    foreign = Plan(cast).guardian
    with acting_as(cast.worker):
        get_case_for(cast.worker, plan.case.pk, Action.READ, what="plan", person=foreign.pk)

    assert logged(plan, cast.worker, "plan", as_owner) == [None]


def test_refused_attempt_names_nobody(cast: Cast, plan: Plan, as_owner: Acting) -> None:
    with acting_as(cast.stranger):
        with pytest.raises(CaseNotVisible):
            get_case_for(cast.stranger, plan.case.pk, Action.READ, what="plan")
        log_access(by=cast.stranger, case=plan.case.pk, what="plan", outcome=Outcome.REFUSED)

    assert logged(plan, cast.stranger, "plan", as_owner) == [None]


def test_search_is_logged_for_every_person_it_shows(cast: Cast, plan: Plan, as_owner: Acting) -> None:
    with acting_as(cast.worker):
        find_cases("tes", cast.worker)
        people = set(CasePerson.objects.filter(case=plan.case).values_list("pk", flat=True))

    found = logged(plan, cast.worker, "search", as_owner)

    assert len(people) == 2
    assert (set(found), len(found)) == (people, 2)


def test_list_of_cases_is_logged_with_whom_each_is_about(cast: Cast, plan: Plan, as_owner: Acting) -> None:
    with acting_as(cast.worker):
        cases_of(cast.worker)
        subject = known_subject(plan.case, cast.worker)

    assert logged(plan, cast.worker, "case_list", as_owner) == [subject.pk]


def test_reading_without_a_case_names_the_person_as_given(cast: Cast, as_owner: Acting) -> None:
    key = uuid4()
    with acting_as(cast.worker):
        log_access(by=cast.worker, what="search", person=key)

    with as_owner():
        assert AccessLogEntry.objects.get(what="search").person_id == key
