"""What was recorded at a clinic, corrected and followed up in the browser: each page wide, and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import Cast, Enter
from tests.workflows.clinic import decide, visited
from tests.workflows.overdue import overdue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["wide", "phone"])


def fits(page: Page) -> bool:
    """Nothing makes the page wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@SIZES
def test_recorded_step_is_corrected_and_what_stood_is_kept(
    cast: Cast, enter: Enter, options: dict[str, object]
) -> None:
    told = visited(cast)  # type: ignore[arg-type]
    nurse = enter(cast.nurse, **options)
    recorded = reverse("record_step", args=[told.contact.pk, "visit-6-8-weeks"])

    nurse.go(recorded)
    assert fits(nurse.page)
    nurse.follow(nurse.page.locator("main a.button--secondary"))
    assert fits(nurse.page)
    nurse.send()
    assert nurse.page.locator("[name=why][aria-invalid=true]").count() == 1
    nurse.fill(weight="4670", why="Siffrorna var omkastade.")
    nurse.send()

    nurse.reads("4670 g", "Siffrorna var omkastade.")
    nurse.page.locator("details.earlier summary").click()
    nurse.reads("4760 g")
    nurse.look()
    assert fits(nurse.page)


@SIZES
def test_answers_are_corrected_on_the_parents_own_page(cast: Cast, enter: Enter, options: dict[str, object]) -> None:
    told = visited(cast)  # type: ignore[arg-type]
    nurse = enter(cast.nurse, **options)

    nurse.go(reverse("answers", args=[told.contact.pk, told.parent.pk]))
    nurse.reads("14")
    nurse.follow(nurse.page.locator("main section a").first)
    assert fits(nurse.page)
    for number in range(1, 8):
        nurse.page.locator(f"main [name=item_{number}][value='0']").check(force=True)
    nurse.fill(why="Fel blankett.")
    nurse.send()

    nurse.reads("Fel blankett.")
    assert fits(nurse.page)
    nurse.go(reverse("finding", args=[told.finding.case_id]))
    assert fits(nurse.page)


@SIZES
def test_finding_leads_to_a_referral_that_is_shown_with_it(
    cast: Cast, enter: Enter, options: dict[str, object]
) -> None:
    told = visited(cast)  # type: ignore[arg-type]
    decide(told.finding, "talk", cast.nurse, text="Vi talas vid på tisdag.")  # type: ignore[arg-type]
    nurse = enter(cast.nurse, **options)

    nurse.go(reverse("finding", args=[told.finding.case_id]))
    nurse.follow(nurse.page.locator("main .actions a"))
    assert fits(nurse.page)
    nurse.fill(change=["anew"], action=["referral"], text="Samtalet räckte inte.")
    nurse.send()
    assert fits(nurse.page)
    assert nurse.page.locator("[name=given_name]").input_value() == "Kim"
    assert "Samtalet räckte inte." in nurse.page.locator("[name=need]").input_value()
    nurse.fill(birth_date="1994-05-04")
    nurse.send()

    nurse.go(reverse("finding", args=[told.finding.case_id]))
    nurse.reads("Vi talas vid på tisdag.", "Samtalet räckte inte.")
    assert nurse.page.locator("main ul.plain-list a").count() == 1
    assert fits(nurse.page)


@SIZES
def test_second_correction_shows_what_stands_and_keeps_the_own_words(
    cast: Cast, enter: Enter, options: dict[str, object]
) -> None:
    told = visited(cast)  # type: ignore[arg-type]
    page = reverse("change_step", args=[told.contact.pk, "visit-6-8-weeks"])
    nurse, colleague = enter(cast.nurse, **options), enter(cast.nurse, **options)
    for who in (nurse, colleague):
        who.go(page)
        who.fill(why="Fel siffror.")
    nurse.fill(weight="4670")
    nurse.send()

    colleague.fill(weight="4607", text="Vägd två gånger.")
    colleague.send()

    colleague.reads("4670 g")
    assert colleague.page.locator("[name=text]").input_value() == "Vägd två gånger."
    assert fits(colleague.page)
    colleague.send()
    colleague.reads("4607 g", "Vägd två gånger.")


@SIZES
def test_overdue_contact_is_told_in_one_line(cast: Cast, enter: Enter, options: dict[str, object]) -> None:
    told = overdue(cast, cast.midwife)  # type: ignore[arg-type]
    nurse, teacher = enter(cast.nurse, **options), enter(cast.teacher, **options)

    nurse.go(reverse("tell_overdue", args=[told.contact.pk]))
    assert fits(nurse.page)
    nurse.page.locator("main [name=to]").check()
    nurse.send()
    teacher.go(reverse("case", args=[told.plan.pk]))

    teacher.reads("En hälsokontakt är försenad enligt BVC Björken")
    assert fits(teacher.page)


@SIZES
def test_enrolment_fits(cast: Cast, enter: Enter, options: dict[str, object]) -> None:
    nurse = enter(cast.nurse, **options)

    nurse.go(reverse("enrol"))

    assert fits(nurse.page)
