"""A patient asked as a parent and a case prompted for the family, by keyboard alone, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from cases.models import SituationAnswer
from cases.selectors.parenthood import children_of
from tests.browser.conftest import Cast, Enter
from tests.browser.test_ways_of_use import tab_to
from tests.cases.patient import record_of
from tests.cast import acting_as
from tests.workflows.patient import open_task, patient_of
from tests.workflows.plan import Plan
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_patient_is_asked_by_keyboard_alone(cast: Cast, enter: Enter) -> None:
    by, case = cast.clinician, patient_of(cast.clinician)
    who = enter(by)
    page = who.page
    who.go(f"/tasks/{open_task(case, by).pk}/")

    tab_to(page, "[name=children]")
    page.keyboard.press("1")
    tab_to(page, "[name=child0-name]")
    page.keyboard.type("Elis")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    tab_to(page, "[name=other_in_care]")
    for key in "2120":
        page.keyboard.press(key)
    page.keyboard.press("Control+Enter")

    page.wait_for_url("**/parenthood/")
    who.look()
    who.reads("Elis, 7 år")
    with acting_as(by):
        row = record_of(case, by)
        assert (row.other_in_care, row.other_support, row.child_is_carer, row.relief) == (
            "no",
            "yes",
            "no",
            "not_asked",
        )
        assert [child.age for child in children_of(case, by)] == [7]
    assert open_task(case, by).step == Step.ASSESS_CHILD


def test_question_of_a_case_is_answered_in_few_keys_on_a_phone(cast: Cast, plan: Plan, enter: Enter) -> None:
    worker = enter(cast.worker, viewport={"width": 390, "height": 844})
    page = worker.page
    worker.go(f"/cases/{plan.case.pk}/")

    tab_to(page, ".situation summary")
    page.keyboard.press("Enter")
    worker.look()
    tab_to(page, "[name=parents-situation]")
    expect(page.locator("[name=sibling-ill-text]")).to_be_hidden()
    page.keyboard.press("1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    worker.look()
    expect(page.locator("[name=parents-situation]")).to_have_count(0)
    with acting_as(cast.worker):
        assert SituationAnswer.objects.get().answer == "yes"
