"""A step's form without network: kept encrypted for its writer alone, and sent when there is one, over nobody's."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from accounts.acting import act_as
from accounts.models import Assignment, Session
from accounts.roles import Role
from accounts.services.user import add_user, assign
from cases.models import Case, HealthStep
from tests.browser.conftest import LONG_AGO, PASSWORD, Cast, Enter, Player, signed_in
from tests.cases.contact import done, enrolled_child, step
from tests.cast import acting_as
from workflows.models import Draft
from workflows.services.health import record_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY = "visit-6-8-weeks"
WORDS = "Gråter mycket om kvällarna."
STATUS = "form[data-sealed] .saved"
SENT_LATER = re.compile("skickas när nätet är tillbaka")
KEPT = re.compile("Utan nät: sparas i webbläsaren")


def record(nurse: Player, case: Case) -> None:
    nurse.go(f"/health/{case.pk}/steps/{KEY}/")
    expect(nurse.page.locator("[data-without-network]")).to_contain_text("krypterat")


ALL_THAT_IS_STORED = """async () => {
    sessionStorage.removeItem("htmx-current-path-for-history");  // the address, as in the browser's own history
    const workers = await navigator.serviceWorker.getRegistrations();
    const kept = [{...localStorage}, {...sessionStorage}, await indexedDB.databases(), await caches.keys()];
    return JSON.stringify([...kept, workers.length, document.cookie]);
}"""


def stored(nurse: Player) -> str:
    return str(nurse.page.evaluate(ALL_THAT_IS_STORED))


def sealed(nurse: Player) -> int:
    return int(nurse.page.evaluate("Object.keys(localStorage).filter(n => n.startsWith('samplan:sealed:')).length"))


def a_colleague(cast: Cast) -> Assignment:
    with act_as(None, reason="test"):
        user = add_user(
            email="nina@samplan.example",
            full_name="Nina Påhitt",
            password=PASSWORD,
            keeps_password=True,
            phone="010-000 00 00",
            by=None,
        )
        return assign(user=user, unit=cast.nurse.unit, role=Role.CHILD_HEALTH_NURSE, valid_from=LONG_AGO, by=None)


def test_what_is_saved_without_network_is_sent_when_it_is_back(cast: Cast, enter: Enter) -> None:
    case = enrolled_child(cast.nurse)
    nurse = enter(cast.nurse)
    record(nurse, case)
    nurse.page.context.set_offline(True)
    nurse.fill(weight="4760", text=WORDS)
    expect(nurse.page.locator(STATUS)).to_have_text(KEPT)
    nurse.look()
    nurse.page.keyboard.press("Control+Enter")
    expect(nurse.page.locator(STATUS)).to_have_text(SENT_LATER)
    nurse.look()
    with acting_as(cast.nurse):
        assert not HealthStep.objects.exists()
        assert not Draft.objects.exists()

    nurse.page.context.set_offline(False)

    nurse.page.wait_for_url(f"**/health/{case.pk}/")
    with acting_as(cast.nurse):
        row = HealthStep.objects.get()
        assert (row.weight, row.text) == (4760, WORDS)
    assert sealed(nurse) == 0


def test_both_versions_are_shown_when_a_colleague_was_first(cast: Cast, enter: Enter) -> None:
    case, other = enrolled_child(cast.nurse), a_colleague(cast)
    nurse = enter(cast.nurse)
    record(nurse, case)
    nurse.page.context.set_offline(True)
    nurse.fill(weight="4760", text=WORDS)
    nurse.page.keyboard.press("Control+Enter")
    expect(nurse.page.locator(STATUS)).to_have_text(SENT_LATER)
    with acting_as(other):
        record_step(case=case, step=step(KEY), done=done(text="Mår bra.", measures={"weight": 4700}), by=other)

    nurse.page.context.set_offline(False)

    expect(nurse.page.locator("h1")).to_contain_text("Nina")
    nurse.look()
    nurse.reads(WORDS, "4760 g", "Mår bra.", "4700 g")
    with acting_as(cast.nurse):
        assert HealthStep.objects.get().text == "Mår bra."
    nurse.send(str(_("Put them together")))
    nurse.reads("Mår bra.")
    nurse.fill(text=f"Mår bra. {WORDS}")
    nurse.send()
    with acting_as(cast.nurse):
        row = HealthStep.objects.get()
        assert (row.weight, row.text, row.edition) == (4760, f"Mår bra. {WORDS}", 2)
        assert not Draft.objects.exists()
    assert sealed(nurse) == 0


def test_newer_draft_from_another_place_is_not_overwritten(cast: Cast, enter: Enter) -> None:
    case = enrolled_child(cast.nurse)
    laptop, desk = enter(cast.nurse), enter(cast.nurse)
    record(laptop, case)
    laptop.page.context.set_offline(True)
    laptop.fill(text=WORDS)
    expect(laptop.page.locator(STATUS)).to_have_text(KEPT)
    record(desk, case)
    with desk.page.expect_response("**/draft/?**"):
        desk.fill(text="Skrivet vid skrivbordet.")

    laptop.page.context.set_offline(False)

    expect(laptop.page.locator("[data-versions]")).to_be_visible()
    laptop.look()
    laptop.reads(WORDS, "Skrivet vid skrivbordet.")
    with acting_as(cast.nurse):
        assert Draft.objects.get().data["text"] == ["Skrivet vid skrivbordet."]
    with laptop.page.expect_response("**/draft/?**"):
        laptop.page.locator("[data-versions] button").nth(1).press("Enter")
    expect(laptop.page.locator("[name=text]")).to_have_value("Skrivet vid skrivbordet.")
    assert sealed(laptop) == 0


def test_draft_opens_again_for_the_same_person_alone_and_holds_no_plain_text(cast: Cast, enter: Enter) -> None:
    case, other = enrolled_child(cast.nurse), a_colleague(cast)
    nurse = enter(cast.nurse)
    page, context = nurse.page, nurse.page.context
    with page.expect_response("**/draft/key/") as told:
        record(nurse, case)
    key = told.value.json()["keys"][0]
    context.set_offline(True)
    nurse.fill(text=WORDS)
    expect(page.locator(STATUS)).to_have_text(KEPT)

    kept = stored(nurse)
    assert sealed(nurse) == 1
    for each in ("kvällarna", key, KEY, str(case.pk)):
        assert each not in kept

    page.close()
    context.set_offline(False)
    context.clear_cookies()
    Session.objects.all().delete()
    for who, sees in ((other, False), (cast.nurse, True)):
        context.add_cookies([{"name": "sessionid", "value": signed_in(who), "url": nurse.base}])
        again = Player(who, context.new_page(), nurse.base, nurse.check)
        again.go("/")
        expect(again.page.locator(".unsent")).to_have_count(int(sees))
        again.go(f"/health/{case.pk}/steps/{KEY}/")
        expect(again.page.locator("[data-without-network]")).to_contain_text("krypterat")
        expect(again.page.locator("[name=text]")).to_have_value(WORDS if sees else "")
        again.page.close()
        context.clear_cookies()


def test_signing_out_deletes_what_is_kept_also_in_other_tabs(cast: Cast, enter: Enter) -> None:
    case = enrolled_child(cast.nurse)
    nurse = enter(cast.nurse)
    tab = Player(cast.nurse, nurse.page.context.new_page(), nurse.base, nurse.check)
    tab.go("/accounts/logout/")
    record(nurse, case)
    nurse.page.context.set_offline(True)
    nurse.fill(text=WORDS)
    expect(nurse.page.locator(STATUS)).to_have_text(KEPT)
    nurse.page.context.set_offline(False)

    tab.page.reload()
    expect(tab.page.locator("[data-unsent-warning]")).to_be_visible()
    tab.look()
    tab.send()

    assert sealed(tab) == 0
    nurse.page.context.set_offline(True)
    nurse.fill(text=f"{WORDS} Mer.")
    expect(nurse.page.locator(STATUS)).to_contain_text("inte sparat")
    assert sealed(nurse) == 0


def test_browser_that_cannot_encrypt_is_not_offered_it(cast: Cast, enter: Enter) -> None:
    case = enrolled_child(cast.nurse)
    nurse = enter(cast.nurse)
    nurse.page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    nurse.go(f"/health/{case.pk}/steps/{KEY}/")
    expect(nurse.page.locator("[data-without-network]")).to_have_text(
        str(_("Without network this form cannot be kept in this browser."))
    )

    nurse.page.context.set_offline(True)
    nurse.fill(text=WORDS)

    expect(nurse.page.locator(STATUS)).to_contain_text("inte sparat")
    nurse.look()
    assert "kvällarna" not in stored(nurse)


def test_form_is_not_sent_in_the_name_of_who_signed_in_after(cast: Cast, enter: Enter) -> None:
    case, other = enrolled_child(cast.nurse), a_colleague(cast)
    nurse = enter(cast.nurse)
    record(nurse, case)
    nurse.page.context.set_offline(True)
    nurse.fill(text=WORDS)
    nurse.page.keyboard.press("Control+Enter")
    expect(nurse.page.locator(STATUS)).to_have_text(SENT_LATER)
    nurse.page.context.add_cookies([{"name": "sessionid", "value": signed_in(other), "url": nurse.base}])

    nurse.page.context.set_offline(False)

    expect(nurse.page.locator(STATUS)).to_contain_text("Någon annan är inloggad")
    with acting_as(other):
        assert not HealthStep.objects.exists()
        assert not Draft.objects.exists()


def test_answer_lost_on_the_way_leads_to_no_second_record(cast: Cast, enter: Enter) -> None:
    case = enrolled_child(cast.nurse)
    nurse = enter(cast.nurse)
    record(nurse, case)
    nurse.fill(text=WORDS)
    address = nurse.page.url
    nurse.page.route(re.compile(r"/health/[0-9a-f-]+/$"), lambda route: route.abort())
    nurse.page.keyboard.press("Control+Enter")
    nurse.page.wait_for_timeout(1500)
    nurse.page.unroute_all()

    nurse.page.goto(address)

    expect(nurse.page.locator("main")).to_contain_text(WORDS)
    with acting_as(cast.nurse):
        assert HealthStep.objects.get().edition == 1
    assert sealed(nurse) == 0
