"""By keyboard alone, without JavaScript, on a phone, twice, backwards, and after the session ended."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from accounts.acting import act_as
from accounts.models import Session
from accounts.roles import Role
from accounts.services.user import assign
from cases.models import Consent, Summons
from tests.browser.conftest import LONG_AGO, PASSWORD, Cast, Enter, Player
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 120


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on what `selector` names."""
    for _press in range(MOST_TABS):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is not reached by {MOST_TABS} tabs")


def test_consent_is_recorded_by_keyboard_alone(cast: Cast, plan: Plan, enter: Enter) -> None:
    worker = enter(cast.worker)
    page = worker.page
    worker.go("/")

    tab_to(page, ".inbox__title")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/**")
    tab_to(page, "[name=answer]")
    page.keyboard.press("Space")
    expect(page.locator("[name=answer][value=yes]")).to_be_checked()
    for name, value in (("units", cast.nurse.unit_id), ("units", cast.teacher.unit_id), ("topics", "health")):
        tab_to(page, f"[name={name}][value='{value}']")
        page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")

    expect(page).to_have_url(f"{worker.base}/cases/{plan.case.pk}/")
    with acting_as(cast.worker):
        assert Consent.objects.get(case=plan.case).answer == "yes"


def test_inbox_is_walked_and_a_task_taken_by_keyboard(cast: Cast, plan: Plan, enter: Enter) -> None:
    Plan(cast).to_replies()  # type: ignore[arg-type]
    plan.to_replies()
    nurse = enter(cast.nurse)
    page = nurse.page
    nurse.go("/")

    tab_to(page, ".inbox__title")
    page.keyboard.press("j")
    expect(page.locator(".inbox__title").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("t")

    expect(page.locator(".inbox__holder .strong")).to_have_text(str(_("You")))
    expect(page.locator(".inbox__title").first).to_be_focused()
    expect(page.locator("#announce")).to_have_text(str(_("The task is yours")))


def test_consent_and_reply_work_without_javascript(cast: Cast, plan: Plan, enter: Enter) -> None:
    worker = enter(cast.worker, java_script_enabled=False)
    page = worker.page
    page.goto(f"{worker.base}/")
    page.locator("a.inbox__title").first.click()
    page.locator("[name=answer][value=yes]").check(force=True)
    for each in cast.called:
        page.locator(f"[name=units][value='{each.unit_id}']").check()
    page.locator("[name=topics][value=health]").check()
    page.locator("main .button--primary").click()
    expect(page).to_have_url(f"{worker.base}/cases/{plan.case.pk}/")
    plan.prepare(cast.nurse)
    nurse = enter(cast.nurse, java_script_enabled=False)
    nurse.page.goto(f"{nurse.base}/")

    nurse.page.locator("[data-take]").click()
    nurse.page.locator("main .form .button--primary").click()

    expect(nurse.page).to_have_url(f"{nurse.base}/cases/{plan.case.pk}/")
    with acting_as(cast.nurse):
        assert Summons.objects.get(case=plan.case).reply == "yes"


@pytest.mark.parametrize("width", [390, 320])
def test_pages_fit_a_phone(cast: Cast, plan: Plan, enter: Enter, width: int) -> None:
    case = f"/cases/{plan.case.pk}/"
    plan.to_replies()
    for each in plan.called:
        plan.reply(each)
    player = enter(cast.worker, viewport={"width": width, "height": 800})
    page = player.page

    for address in ("/", case, f"{case}plan/", f"{case}consent/", "/meetings/", "/start/"):
        player.go(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    player.open_task(Step.MEET)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def half_filled(player: Player, words: str) -> None:
    player.open_task(Step.OBTAIN_CONSENT)
    player.page.locator("[name=answer][value=yes]").check(force=True)
    player.fill(not_shared_words=words)


def test_text_survives_a_session_that_ended_while_writing(cast: Cast, plan: Plan, enter: Enter) -> None:
    worker = enter(cast.worker)
    page = worker.page
    half_filled(worker, "Inget om pengarna.")
    Session.objects.all().delete()

    page.locator("main .form .button--primary").click()
    page.fill("[name=login]", cast.worker.user.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main .button--primary").click()

    page.wait_for_url("**/tasks/**")
    expect(page.locator("[name=not_shared_words]")).to_have_value("Inget om pengarna.")
    expect(page.locator("[name=answer][value=yes]")).to_be_checked()


def test_short_text_survives_a_session_that_ended_while_writing(cast: Cast, plan: Plan, enter: Enter) -> None:
    worker = enter(cast.worker)
    page = worker.page
    worker.go(f"/cases/{plan.case.pk}/consent/exception/")
    page.locator("[name=explanation]").fill("Bor utomlands.")
    Session.objects.all().delete()

    page.locator("main .form .button--primary").click()
    page.fill("[name=login]", cast.worker.user.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main .button--primary").click()

    page.wait_for_url("**/consent/exception/")
    expect(page.locator("[name=explanation]")).to_have_value("Bor utomlands.")


def test_text_comes_back_in_another_browser(cast: Cast, plan: Plan, enter: Enter) -> None:
    first, second = enter(cast.worker), enter(cast.worker)
    with first.page.expect_response("**/draft/**"):
        half_filled(first, "Inget om pengarna.")

    second.open_task(Step.OBTAIN_CONSENT)

    expect(second.page.locator("[name=not_shared_words]")).to_have_value("Inget om pengarna.")
    expect(second.page.locator(".saved")).not_to_be_empty()


def test_double_click_takes_one_step(cast: Cast, plan: Plan, enter: Enter) -> None:
    worker = enter(cast.worker)
    half_filled(worker, "")
    worker.fill(units=[cast.nurse.unit_id], topics=["health"])

    worker.page.locator("main .form .button--primary").dblclick()

    expect(worker.page).to_have_url(f"{worker.base}/cases/{plan.case.pk}/")
    with acting_as(cast.worker):
        assert Consent.objects.filter(case=plan.case).count() == 1


def test_back_after_a_step_shows_that_it_is_done(cast: Cast, plan: Plan, enter: Enter) -> None:
    worker = enter(cast.worker)
    half_filled(worker, "")
    worker.fill(units=[cast.nurse.unit_id], topics=["health"])
    worker.send()

    worker.page.go_back()

    expect(worker.page.locator("h1")).to_have_text(str(_("You have already done this")))
    worker.look()
    with acting_as(cast.worker):
        assert Consent.objects.filter(case=plan.case).count() == 1


def test_form_opened_under_another_assignment_asks_and_loses_nothing(cast: Cast, plan: Plan, enter: Enter) -> None:
    with act_as(None, reason="test"):
        user, unit = cast.worker.user, cast.bystander.unit
        other = assign(user=user, unit=unit, role=Role.MIDWIFE, valid_from=LONG_AGO, by=None)
    worker = enter(cast.worker)
    half_filled(worker, "Inget om pengarna.")
    worker.fill(units=[cast.nurse.unit_id], topics=["health"])
    tab = Player(other, worker.page.context.new_page(), worker.base, worker.check)
    tab.go("/assignment/")
    tab.page.locator(f"[name=assignment][value='{other.pk}']").click()

    worker.send()
    worker.reads(cast.worker.unit.name, unit.name)
    worker.send(cast.worker.unit.name)
    worker.send()

    expect(worker.page).to_have_url(f"{worker.base}/cases/{plan.case.pk}/")
    with acting_as(cast.worker):
        assert Consent.objects.get(case=plan.case).not_shared_words == "Inget om pengarna."
