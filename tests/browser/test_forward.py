"""In the browser: a referral that is passed on, what a consent misses, two texts, and the grounds."""

import pytest
from django.utils.translation import gettext as _

from accounts.acting import act_as
from accounts.models import CareUnit
from accounts.roles import Role
from cases.models import LegalGround, ReferralSection, Sending
from cases.services.referral import change_section
from tests.browser.conftest import Cast, Enter, _person
from tests.browser.test_referral import begin
from tests.cast import acting_as
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DUTY = "duty_by_law_10_28"


def test_a_referral_is_passed_on_by_a_section_of_law_and_taken_over(cast: Cast, enter: Enter) -> None:
    nurse, teacher, worker = enter(cast.nurse), enter(cast.teacher), enter(cast.worker)
    begin(nurse, cast.teacher.unit)
    nurse.send()

    teacher.open_task(Step.ANSWER_REFERRAL, "unit")
    teacher.follow(teacher.page.get_by_role("link", name=str(_("Pass it on to another unit instead"))))
    teacher.page.locator("[name=receiver]").select_option(label=cast.worker.unit.name)
    teacher.page.locator(f"[name=ground][value={DUTY}]").check()
    teacher.page.locator("[name=duty]").first.check()
    teacher.page.locator("[name=need]").fill("Nämnden utreder och har frågat.")
    teacher.look()
    teacher.reads("14 poäng", cast.worker.unit.name, "SoL 20 kap. 6 §")
    teacher.send()

    worker.go("/?tab=unit")
    with worker.page.expect_response("**/take/"):
        worker.page.get_by_role("button", name=str(_("Take"))).first.click()
    worker.open_task(Step.ANSWER_REFERRAL)
    worker.reads("14 poäng", "ofta ensam")
    worker.does_not_read("mormor")
    worker.fill(answer=[Sending.Answer.ACCEPTED.value])
    worker.send()

    case = worker.page.url
    nurse.page.goto(case)
    nurse.look()
    nurse.reads(str(Sending.Answer.FORWARDED.label), cast.teacher.unit.name, cast.worker.unit.name)
    nurse.does_not_read("Nämnden utreder")


def test_what_the_consent_misses_is_recorded_first_and_nothing_typed_is_lost(cast: Cast, enter: Enter) -> None:
    nurse = enter(cast.nurse)
    begin(nurse, cast.teacher.unit)
    nurse.page.wait_for_load_state("networkidle")
    with nurse.page.expect_response("**/tasks/**"):
        nurse.page.locator("[name=consented]").uncheck()
    nurse.page.get_by_role("button", name=str(_("Record an answer"))).wait_for()
    nurse.look()
    nurse.reads("Mira Testberg")

    nurse.send(str(_("Record an answer")))
    nurse.page.locator("[name=person]").last.check()
    nurse.page.locator("[name=answer][value=yes]").check()
    nurse.page.locator(f"[name=units][value='{cast.teacher.unit_id}']").check()
    nurse.page.locator("[name=topics][value=mental_health]").check()
    nurse.send()

    assert nurse.page.locator("[name=text_background]").input_value() == "Hon är ofta ensam."
    assert not nurse.page.locator("[name=tell_other]").is_checked()
    assert nurse.page.get_by_role("button", name=str(_("Record an answer"))).count() == 0
    nurse.send()
    nurse.reads(cast.teacher.unit.name)


def test_tick_made_while_an_older_preview_is_on_its_way_stands(cast: Cast, enter: Enter) -> None:
    nurse, held = enter(cast.nurse), []
    begin(nurse, cast.teacher.unit)
    nurse.page.wait_for_load_state("networkidle")
    nurse.page.route("**/tasks/**", lambda route: held.append((route, route.fetch())), times=1)
    with nurse.page.expect_request("**/tasks/**"):
        nurse.page.locator("[name=tell_background]").uncheck()
    while not held:
        nurse.page.wait_for_timeout(50)

    nurse.page.locator("[name=consented]").uncheck()
    [(route, answer)] = held
    route.fulfill(response=answer)
    nurse.page.get_by_role("button", name=str(_("Record an answer"))).wait_for()

    assert not nurse.page.locator("[name=consented]").is_checked()


def test_a_colleagues_newer_text_is_shown_beside_ones_own(cast: Cast, enter: Enter) -> None:
    nurse = enter(cast.nurse)
    begin(nurse, cast.teacher.unit)
    with act_as(None, reason="test"):
        other = _person("Ove Kollega", cast.nurse.unit, Role.CHILD_HEALTH_NURSE)
    with acting_as(other):
        row = ReferralSection.objects.select_related("case").get(heading="question")
        change_section(section=row, edition=1, text="Mamman har 16 poäng på EPDS.", by=other)
    nurse.page.locator("[name=text_question]").fill("Mamman har 14 poäng och sover dåligt.")

    nurse.send(str(_("Save and go on later")))
    nurse.reads("16", "sover dåligt", "Ove Kollega")
    nurse.send(str(_("Use the text of %(their_first_name)s") % {"their_first_name": "Ove"}))

    assert nurse.page.locator("[name=text_question]").input_value() == "Mamman har 16 poäng på EPDS."
    assert nurse.page.locator("[name=text_background]").input_value() == "Hon är ofta ensam."
    nurse.send(str(_("Save and go on later")))
    assert nurse.page.locator("[name=text_background]").input_value() == "Hon är ofta ensam."


def test_a_ground_is_switched_on_by_name_and_off_for_a_reason(cast: Cast, enter: Enter) -> None:
    with act_as(None, reason="test"):
        office = CareUnit.objects.get(pk=cast.nurse.unit_id)
        administrator = enter(_person("Ada Admin", office, Role.SYSTEM_ADMINISTRATOR))
    ground = LegalGround.objects.get(key="necessary_own_activity_10_2")

    administrator.go("/administration/grounds/")
    administrator.go(f"/administration/grounds/{ground.pk}/on/")
    administrator.fill(name="Eva Jurist, förbundsjurist", source="OSL i lydelse t.o.m. SFS 2026:1")
    administrator.send()
    administrator.reads("Eva Jurist")
    administrator.go(f"/administration/grounds/{ground.pk}/off/")
    administrator.fill(reason="Texten har ändrats")
    administrator.send()

    ground.refresh_from_db()
    assert not ground.is_on
    administrator.page.locator("main summary").first.click()
    administrator.reads("Texten har ändrats", "Ada Admin")
