"""The clinic by keyboard alone: a child from its first weeks to five years, and a pregnancy week by week."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from cases.models import Case, Finding, HealthStep, Referral, Sending
from cases.selectors.health import schedule_of
from cases.selectors.schedule import Planned
from tests.browser.conftest import Cast, Enter, Player
from tests.browser.keyboard import Keyboard
from tests.cast import acting_as
from workflows.demo.numbers import reserve_number

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THIRTEEN = "3311111110"
WHOSE = {"parent-3-5-months": "Alex"}
WITHOUT_NETWORK = "visit-3-months"
COMMONEST = "visit-10-months"
NO_NEXT = ".page-head:not(:has(a.button--primary))"


@dataclass
class Nurse:
    """Somebody at a clinic, and the keyboard of theirs."""

    player: Player
    keys: Keyboard

    @property
    def by(self) -> object:
        return self.player.who

    def schedule(self, case: Case) -> list[Planned]:
        with acting_as(self.player.who):
            return [each for each in schedule_of(case, self.player.who) if each.step.level == "all"]

    def enrol(self, programme: str, **words: object) -> Case:
        self.player.go("/health/")
        self.keys.go_to("a[href$='/health/new/']")
        self.player.look()
        self.keys.reach("[name=programme]")
        self.keys.write(programme)
        self.keys.fill(**words)
        self.keys.save()
        self.player.look()
        with acting_as(self.player.who):
            return Case.objects.get(pk=re.search(r"/health/([0-9a-f-]+)/", self.player.page.url)[1])  # type: ignore[index]

    def add_parent(self, name: str) -> None:
        self.keys.go_to("a[href$='/people/add/']")
        self.player.look()
        self.keys.fill(given_name=name, family_name="Provberg")
        self.keys.save()

    def record(self, planned: Planned, number: int) -> None:
        """From the page of the contact: to the next step by its button, and through its form."""
        step, keys = planned.step, self.keys
        keys.go_to(".page-head a.button--primary")
        assert self.player.page.url.endswith(f"/steps/{step.key}/")
        self.player.look()
        keys.fill(happened_on=min(planned.first + timedelta(days=3), planned.last))
        values = {"weight": 3600 + 700 * number, "length": 52 + 3 * number, "head": 37 + number}
        for name in step.measures:
            keys.press("Enter")
            keys.write(values[name])
        if step.content:
            keys.reach("[name=ticked]")
            for digit in range(len(step.content)):
                keys.press(str(digit + 1))
        if step.instruments:
            self.answer(planned)
        keys.reach("[name=text]")
        keys.write("Följer sin kurva.")

    def answer(self, planned: Planned) -> None:
        page, keys = self.player.page, self.keys
        if planned.step.instruments != ["language"]:
            keys.reach("[name=about]")
            page.keyboard.type(WHOSE.get(planned.step.key, "Mira"))
        for slug in planned.step.instruments:
            keys.reach(f"[name^={slug}-item_]")
            questions = page.evaluate(
                "s => new Set([...document.querySelectorAll(s)].map(e => e.name)).size", f"[name^={slug}-item_]"
            )
            for digit in THIRTEEN if slug == "epds" else "0" * questions:
                keys.press(digit)


@pytest.fixture
def at_clinic(enter: Enter) -> Callable[..., Nurse]:
    def begin(who: object) -> Nurse:
        player = enter(who)
        return Nurse(player, Keyboard(player.page))

    return begin


def test_child_is_followed_from_its_first_weeks_to_five_years_by_keyboard(
    cast: Cast, at_clinic: Callable[..., Nurse]
) -> None:
    nurse, born = at_clinic(cast.nurse), timezone.localdate() - timedelta(days=5 * 365 + 120)
    number = reserve_number(born, "female", 7)
    case = nurse.enrol("Barn", given_name="Nova", family_name="Provberg", number=number.value)
    for name in ("Mira", "Alex"):
        nurse.add_parent(name)
    schedule = nurse.schedule(case)
    assert [schedule[0].step.key, schedule[-1].step.key] == ["first-contact", "visit-5-years"]

    for at, planned in enumerate(schedule):
        pressed = nurse.keys.presses
        nurse.record(planned, at)
        if planned.step.key == WITHOUT_NETWORK:
            save_without_network(nurse, case)
        else:
            nurse.keys.save()
        if planned.step.key == "visit-6-8-weeks":
            refer_on(nurse, at_clinic(cast.worker), cast)
            nurse.player.go(f"/health/{case.pk}/")
        if planned.step.key == COMMONEST:
            # To the form, the day, three numbers, two ticks and a note, and saved: twelve keys beside what is written.
            assert nurse.keys.presses - pressed == 12
        nurse.player.look()

    expect(nurse.player.page.locator(NO_NEXT)).to_be_visible()
    with acting_as(cast.nurse):
        done = HealthStep.objects.filter(case=case, outcome=HealthStep.Outcome.DONE)
        assert {row.step.key for row in done} == {each.step.key for each in schedule}
        assert Finding.objects.get().action == Finding.Action.REFERRAL


def save_without_network(nurse: Nurse, case: Case) -> None:
    page = nurse.player.page
    page.context.set_offline(True)
    nurse.keys.press("Control+Enter")
    expect(page.locator("form[data-sealed] .saved")).to_contain_text("skickas när nätet är tillbaka")
    nurse.player.look()
    page.context.set_offline(False)
    page.wait_for_url(f"**/health/{case.pk}/")


def refer_on(nurse: Nurse, worker: Nurse, cast: Cast) -> None:
    """Thirteen points: the nurse decides on a referral, writes and sends it, and social services take it over."""
    nurse.player.look()
    nurse.keys.choose("action", Finding.Action.REFERRAL.value)
    nurse.keys.save()
    nurse.player.look()
    nurse.keys.choose("topic", "mental_health")
    nurse.keys.fill(
        need="Mamman har 13 poäng på EPDS.", given_name="Nova", family_name="Provberg", birth_date="2026-03-10"
    )
    nurse.keys.fill(guardian_given_name="Mira", guardian_family_name="Provberg")
    nurse.keys.save()
    nurse.player.look()
    nurse.keys.reach("[name=receiver]")
    nurse.player.page.keyboard.type(cast.worker.unit.name)
    nurse.player.page.locator("[name=ground][value=consent_12_2]").wait_for(state="attached")
    nurse.keys.choose("ground", "consent_12_2")
    nurse.player.page.locator("[name=consented]").first.wait_for()
    for _box in range(nurse.player.page.locator("[name=consented]").count()):
        nurse.keys.tick("[name=consented]:not(:checked)")
    nurse.player.look()
    nurse.keys.save()
    nurse.player.reads(str(Referral.State.SENT.label))
    nurse.player.look()

    worker.player.go("/?tab=unit")
    worker.keys.reach(".inbox__title")
    with worker.player.page.expect_response("**/take/"):
        worker.keys.press("t")
    worker.player.go("/?tab=mine")
    worker.keys.go_to(".inbox__title")
    worker.player.look()
    worker.player.reads("13 poäng")
    worker.keys.choose("answer", Sending.Answer.ACCEPTED.value)
    worker.keys.save()
    worker.player.look()
    worker.player.reads(str(_("Your unit answers for the family.")))


def test_pregnancy_is_followed_to_the_visit_after_birth_by_keyboard(
    cast: Cast, at_clinic: Callable[..., Nurse]
) -> None:
    midwife, expected = at_clinic(cast.midwife), timezone.localdate() - timedelta(weeks=14)
    case = midwife.enrol(
        "Bas", given_name="Mira", family_name="Provberg", birth_date=date(1994, 5, 4), expected_birth=expected
    )
    schedule = midwife.schedule(case)
    assert [schedule[0].step.key, schedule[-1].step.key] == ["early-talk", "week-41"]

    for at, planned in enumerate(schedule):
        midwife.record(planned, at)
        midwife.keys.save()
        midwife.player.look()

    expect(midwife.player.page.locator(NO_NEXT)).to_be_visible()
    midwife.keys.go_to("a[href$='/birth/']")
    midwife.player.look()
    midwife.keys.fill(**{"1-birth_date": expected + timedelta(days=8)})
    midwife.keys.save()
    midwife.player.look()
    [after_birth] = midwife.schedule(case)[len(schedule) :]
    assert after_birth.step.key == "after-birth"
    midwife.record(after_birth, len(schedule))
    midwife.keys.save()
    midwife.player.look()

    expect(midwife.player.page.locator(NO_NEXT)).to_be_visible()
    with acting_as(cast.midwife):
        assert HealthStep.objects.filter(case=case).count() == len(schedule) + 1
