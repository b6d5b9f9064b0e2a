"""Two stories of a worry, each across two providers to its feedback: an unborn child, and a patient with children."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Referral
from tests.browser import hand_over, reporting
from tests.browser.conftest import Cast, Enter
from tests.workflows.concern import receiving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_midwife_worries_about_a_pregnant_womans_drinking_and_introduces_her(cast: Cast, enter: Enter) -> None:
    midwife, counsellor = enter(cast.midwife), enter(cast.counsellor)
    hand_over.begin(
        midwife,
        kind=Case.Kind.WARM_HANDOVER,
        topic="substance_use",
        need="Tove vill sluta dricka. Får vi komma till er tillsammans?",
        is_unborn=True,
        expected_birth=(timezone.localdate() + timedelta(days=120)).isoformat(),
        given_name="Tove",
        family_name="Skisslund",
    )
    midwife.fill(text_background="Hon hade 9 poäng på AUDIT i vecka 22.", text_other="Provsvaren väntar vi på.")
    midwife.page.locator("[name=tell_other]").uncheck()
    hand_over.choose(midwife, cast.counsellor.unit)
    midwife.reads("Tove Skisslund", "Provsvaren väntar vi på.")
    midwife.send()
    midwife.reads(_("Your unit answers for the family."), str(Referral.State.SENT.label))

    words = "Kom på torsdag kl. 10, så möter jag er i dörren."
    told = ("Tove Skisslund", "9 poäng på AUDIT", "Får vi komma till er tillsammans?")
    hand_over.take_over(counsellor, seen=told, not_seen=("Provsvaren",), words=words)
    hand_over.meet_and_feed_back(counsellor, words="Vi ses varje vecka fram till förlossningen.")
    counsellor.does_not_read("Provsvaren")

    hand_over.read_to_the_end(midwife, words, "Vi ses varje vecka fram till förlossningen.")


def test_addiction_clinic_learns_that_its_patient_has_two_children(cast: Cast, enter: Enter) -> None:
    """The boy gets support on his father's yes; about the girl, left with a father under influence, no yes is asked."""
    receiving(cast.worker.unit, phone="010-000 00 01")
    clinic, worker, colleague = enter(cast.clinician), enter(cast.worker), enter(cast.colleague)
    hand_over.begin(
        clinic,
        topic="family",
        need="Kan Milo få vara med i er grupp för barn?",
        given_name="Milo",
        family_name="Provdal",
        birth_date="2019-04-02",
        guardian_given_name="Arvid",
        guardian_family_name="Provdal",
    )
    clinic.fill(text_background="Arvid går hos oss. Milo vet om det och frågar mycket.")
    hand_over.choose(clinic, cast.worker.unit)
    clinic.send()
    seen = "Arvid var påverkad när han hämtade Lova, och de är ensamma hemma i veckan."
    girl = {"given_name": "Lova", "family_name": "Provdal", "birth_date": "2025-02-03", "parent_1": "Arvid Provdal"}
    address = reporting.report(clinic, cast.worker.unit, seen=seen, **girl)
    reporting.ask(clinic)

    grounds = "Grunder som bara socialtjänsten läser"
    reporting.assess(colleague, child="Lova Provdal", seen=seen, grounds=grounds)
    told = ("Milo Provdal", "Arvid går hos oss.")
    hand_over.take_over(worker, seen=told, not_seen=("Lova", seen), words="Gruppen börjar på måndag.")
    worker.go("/search/?q=Lova")
    worker.does_not_read("Lova Provdal")
    reporting.open_investigation(colleague, grounds=grounds)
    reporting.answer(colleague)
    hand_over.meet_and_feed_back(worker, words="Milo kommer varje vecka.")

    reporting.read_answer(clinic, address, not_seen=grounds)
    hand_over.read_to_the_end(clinic, "Gruppen börjar på måndag.", "Milo kommer varje vecka.")
