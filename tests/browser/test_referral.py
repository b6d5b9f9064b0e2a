"""Referrals in the browser: from a worry at one provider to the feedback from another."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import CareUnit
from cases.models import Referral, Sending
from tests.browser import hand_over
from tests.browser.conftest import Cast, Enter, Player
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def begin(nurse: Player, to: CareUnit) -> None:
    """The nurse writes about a mother with 14 points, keeps one part, and chooses to whom."""
    hand_over.begin(
        nurse,
        topic="mental_health",
        need="Mamman har 14 poäng på EPDS.",
        given_name="Nova",
        family_name="Testberg",
        birth_date="2026-03-10",
        guardian_given_name="Mira",
        guardian_family_name="Testberg",
    )
    nurse.fill(text_background="Hon är ofta ensam.", text_other="Ring mormor om vagnen.")
    nurse.page.locator("[name=tell_other]").uncheck()
    hand_over.choose(nurse, to)


def test_mother_with_points_on_epds_is_referred_taken_over_and_fed_back(cast: Cast, enter: Enter) -> None:
    nurse, worker = enter(cast.nurse), enter(cast.worker)
    begin(nurse, cast.worker.unit)
    nurse.send()
    nurse.reads(str(_("Your unit answers for the family.")), str(Referral.State.SENT.label), "Ring mormor")

    told = ("14 poäng", "ofta ensam")
    hand_over.take_over(worker, seen=told, not_seen=("mormor",), words="Vi ringer i morgon.")
    hand_over.meet_and_feed_back(worker, words="Vi ses varje vecka.")

    hand_over.read_to_the_end(nurse, "Vi ringer i morgon.", "Vi ses varje vecka.")


def test_what_cannot_be_taken_comes_back_to_be_sent_elsewhere(cast: Cast, enter: Enter) -> None:
    nurse, teacher = enter(cast.nurse), enter(cast.teacher)
    begin(nurse, cast.teacher.unit)
    nurse.send()
    teacher.open_task(Step.ANSWER_REFERRAL, tab="unit")
    teacher.fill(answer=[Sending.Answer.TURNED_DOWN.value])
    teacher.send()
    teacher.reads(str(_("Choose why your unit cannot take it.")))
    teacher.fill(reason=Sending.Reason.NOT_OURS.value)
    teacher.send()

    nurse.open_task(Step.WRITE_REFERRAL)
    nurse.page.locator("[name=receiver]").select_option(label=cast.worker.unit.name)
    nurse.page.locator("[name=ground][value=child_or_misuse_or_compulsory_care_25_12]").check()
    nurse.page.locator("[name=group][value=under_18]").check()
    nurse.fill(need="För att familjen ska få stöd hemma.")
    nurse.send()

    nurse.reads(str(Sending.Reason.NOT_OURS.label), cast.worker.unit.name)


def test_send_form_works_without_javascript(cast: Cast, enter: Enter) -> None:
    nurse = enter(cast.nurse, java_script_enabled=False)
    page = nurse.page
    page.goto(f"{nurse.base}/referrals/new/")
    for name, value in {"need": "Stöd hemma?", "given_name": "Nova", "family_name": "Testberg"}.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("[name=topic]").select_option("family")
    page.locator("[name=birth_date]").fill(f"{timezone.localdate().year}-01-05")
    page.locator("main .form .button--primary").click()
    page.locator("[name=receiver]").select_option(label=cast.worker.unit.name)
    page.locator("button[name=preview]").click()
    page.locator("[name=ground][value=child_or_misuse_or_compulsory_care_25_12]").check()
    page.locator("button[name=preview]").click()
    page.locator("[name=group][value=under_18]").check()
    page.locator("[name=need]").fill("För att familjen ska få stöd hemma.")
    page.locator("main .form .button--primary").first.click()

    assert "/referrals/" in page.url
    assert str(Referral.State.SENT.label) in page.locator("main").inner_text()


def test_a_school_without_account_gets_a_paper_and_its_answer_is_recorded(cast: Cast, enter: Enter) -> None:
    nurse = enter(cast.nurse)
    nurse.go("/")
    nurse.follow(nurse.page.get_by_role("link", name=str(_("Refer somebody on"))))
    nurse.fill(
        topic="development", need="Kan ni möta familjen före starten?", given_name="Nova", family_name="Testberg"
    )
    nurse.fill(birth_date="2026-03-10", guardian_given_name="Mira", guardian_family_name="Testberg")
    nurse.send()
    nurse.page.locator(".send__party summary").click()
    nurse.page.locator("[name=party]").fill("Ekbackens skola")
    nurse.page.locator("[name=party_kind]").select_option("school")
    nurse.page.locator("[name=ground][value=consent_12_2]").check()
    nurse.page.locator("[name=consented]").check()
    nurse.page.locator("[name=channel][value=registered_post]").check()
    nurse.look()
    nurse.send()
    nurse.reads("Ekbackens skola", str(_("Send it by your own secure channel, never by e-mail.")))
    with nurse.page.expect_download() as paper:
        nurse.page.get_by_role("link", name=str(_("The paper to send"))).click()
    assert paper.value.suggested_filename.endswith("-1.pdf")

    nurse.open_task(Step.RECORD_ANSWER)
    nurse.look()
    nurse.fill(answer=[Sending.Answer.ACCEPTED.value], text="De tar emot i maj.")
    nurse.send()
    nurse.reads("De tar emot i maj.", str(_("%(unit)s answers for the family.")) % {"unit": "Ekbackens skola"})
    nurse.open_task(Step.RECORD_OUTCOME)
    nurse.look()
    nurse.fill(
        contact=[Referral.Contact.MET.value], on=str(timezone.localdate()), result=[Referral.Result.HELPED.value]
    )
    nurse.send()
    nurse.open_task(Step.READ_FEEDBACK)
    nurse.send()
    nurse.reads(str(Referral.State.CLOSED.label))
