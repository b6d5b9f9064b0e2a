"""A whole plan in the browser: three users of three providers, two managers, a late reply, and how it ends."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from accounts.models import Assignment
from tests.browser.conftest import Cast, Enter, Player
from tests.conftest import Acting
from workflows.models.step import Step
from workflows.services.clocks import run_clocks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def days(count: int) -> str:
    return (timezone.localdate() + timedelta(days=count)).isoformat()


@pytest.fixture
def time_passes(as_owner: Acting, as_worker: Acting):
    """`time_passes(unit, step, days)`: the open work of a unit is that many days older, and the clocks have run."""

    def pass_time(who: Assignment, step: Step, count: int) -> None:
        back = f"interval '{count} days'"
        mine = "unit_id = %s AND step = %s"
        with as_owner() as cursor:
            cursor.execute(
                "UPDATE workflows_deadline SET remind_at = remind_at - {0}, near_at = near_at - {0},"
                f" due_at = due_at - {{0}} WHERE {mine} AND closed_at IS NULL".format(back),
                [who.unit_id, step],
            )
            cursor.execute(
                f"UPDATE workflows_workitem SET due_at = due_at - {back}, near_at = near_at - {back},"
                f" opens_at = opens_at - {back} WHERE {mine}",
                [who.unit_id, step],
            )
        with as_worker():
            run_clocks(timezone.now())

    return pass_time


def test_three_providers_take_a_plan_from_need_to_closure(cast: Cast, enter: Enter, time_passes) -> None:
    worker, nurse, teacher = (enter(who, is_signed_in=False) for who in (cast.worker, cast.nurse, cast.teacher))
    for player in (worker, nurse, teacher):
        player.sign_in()

    case = a_need_is_seen(worker)
    time_passes(cast.worker, Step.OBTAIN_CONSENT, 20)
    the_manager_is_told_that_it_is_late(enter(cast.manager), case, Step.OBTAIN_CONSENT)
    both_guardians_consent(worker, case, cast)
    the_meeting_is_prepared(worker, cast)
    the_teacher_replies(teacher, case)
    time_passes(cast.nurse, Step.REPLY, 20)
    the_manager_is_told_that_it_is_late(enter(cast.nurse_manager), case, Step.REPLY)
    the_nurse_replies_late(nurse, case)
    they_meet(worker, case)
    the_plan_is_written(worker, case, cast)
    each_unit_confirms(worker, nurse, teacher, case)
    all_read_the_plan(worker, nurse, teacher, case)
    time_passes(cast.nurse, Step.FOLLOW_UP, 80)
    the_plan_is_followed_up_and_goes_on(worker, nurse, case)
    time_passes(cast.nurse, Step.FOLLOW_UP, 150)
    the_plan_ends(nurse, case)
    the_others_see_that_it_ended(worker, teacher, case)


def a_need_is_seen(worker: Player) -> str:
    worker.go("/")
    worker.send()
    worker.fill(
        given_name="Elis",
        family_name="Exempelsson",
        birth_date="2024-01-10",
        language="arabiska",
        needs_interpreter=True,
        need="Elis sover dåligt och pappa är på behandling. Familjen behöver oss samlat.",
    )
    worker.send()
    case = urlsplit(worker.page.url).path
    worker.reads("Elis Exempelsson")
    for name in ("Amina", "Yusuf"):
        worker.go(f"{case}people/add/")
        worker.fill(given_name=name, family_name="Exempelsson", relation="parent", has_custody=True)
        worker.send()
    worker.reads("Amina Exempelsson", "Yusuf Exempelsson")
    return case


def the_manager_is_told_that_it_is_late(manager: Player, case: str, step: Step) -> None:
    manager.go("/?tab=told")
    manager.reads(str(step.label), manager.who.unit.name)
    manager.follow(manager.page.locator(f"a[href*='/tasks/'], a[href='{case}']").first)
    manager.go(case)
    manager.reads(str(_("late")))
    manager.go("/?tab=told")
    manager.send(str(_("I have seen these")))
    expect(manager.page.locator("main li a[href*='/tasks/']")).to_have_count(0)


def both_guardians_consent(worker: Player, case: str, cast: Cast) -> None:
    worker.open_task(Step.OBTAIN_CONSENT)
    worker.send()
    worker.reads(str(_("What you wrote is still here.")))
    for name in ("Amina", "Yusuf"):
        worker.page.get_by_label(f"{name} Exempelsson").check()
        worker.fill(
            answer=["yes"],
            form=["oral"],
            valid_to=days(180),
            units=[cast.nurse.unit_id, cast.teacher.unit_id],
            topics=["health", "everyday", "family", "other"],
            not_shared=["economy"],
        )
        worker.send()
    worker.go(f"{case}consent/")
    worker.reads("Amina Exempelsson", "Yusuf Exempelsson")


def the_meeting_is_prepared(worker: Player, cast: Cast) -> None:
    worker.open_task(Step.PREPARE)
    worker.fill(
        day="+2v",
        starts="13.00",
        ends="14.00",
        place="Familjecentralen Björken, rum 2",
        interpreter="arabiska, på plats",
        must_attend=[cast.nurse.unit_id],
        may_attend=[cast.teacher.unit_id],
        parties="Förskolan Kotten",
    )
    worker.send()


def the_teacher_replies(teacher: Player, case: str) -> None:
    teacher.open_task(Step.REPLY)
    teacher.fill(reply=["yes"], who_comes="Karin Mallberg")
    teacher.send()
    teacher.go(case)
    teacher.reads("Elis Exempelsson")
    teacher.does_not_read("pappa är på behandling")


def the_nurse_replies_late(nurse: Player, case: str) -> None:
    nurse.go("/")
    expect(nurse.page.locator(".clock--late")).to_have_count(1)
    nurse.page.locator("[data-take]").click()
    expect(nurse.page.locator("a.inbox__title")).to_be_focused()
    expect(nurse.page.locator(".inbox__holder")).to_contain_text([str(_("Who has it")), str(_("You"))])
    nurse.look()
    nurse.open_task(Step.REPLY)
    nurse.fill(reply=["substitute"], who_comes="")
    nurse.send()
    nurse.fill(who_comes="Moa Testholm, BMM")
    nurse.send()
    nurse.go(case)


def they_meet(worker: Player, case: str) -> None:
    page = worker.page
    worker.go(case)
    worker.go("/meetings/")
    worker.open_task(Step.MEET)
    worker.reads("Familjecentralen Björken, rum 2")
    for name in ("BVC Björken", "Öppna förskolan Björken"):
        page.locator(".attendee", has_text=name).get_by_label(str(_("Here"))).check()
    kotten = page.locator(".attendee", has_text="Förskolan Kotten")
    kotten.get_by_label(str(_("Did not come"))).check()
    page.wait_for_load_state("networkidle")
    worker.look()
    meeting = urlsplit(page.url).path
    for goal, words, who in (
        ("Elis sover hela natten", "Vi vill orka skratta på morgonen.", "Sara Exempelius, BVC Björken"),
        ("Elis får veta varför pappa är på behandling", "Han frågar varje kväll.", "Öppna förskolan Björken"),
    ):
        worker.go(f"{case}plan/add/goal/")
        worker.fill(text=goal, own_words=words, own_words_by="Amina", topic="health")
        worker.send()
        worker.go(meeting)
        worker.follow(page.locator("a.item__head", has_text=goal))
        page.locator("textarea[name=notes]").fill(f"Vi pratade om att {goal}.")
        expect(page.locator("#saved")).not_to_be_empty()
        page.locator(".new-decision [name=text]").fill(f"Samtal: {goal}")
        page.locator(".new-decision [name=who]").fill(who)
        page.locator(".new-decision [name=due]").fill("+4v")
        worker.send(str(_("Add")))
        worker.reads(f"Samtal: {goal}")
        worker.send(str(_("Save and go on")))
    worker.go(meeting)
    worker.send(str(_("End the meeting")))
    expect(page).to_have_url(f"{worker.base}{case}")


def the_plan_is_written(worker: Player, case: str, cast: Cast) -> None:
    worker.open_task(Step.WRITE_PLAN)
    worker.send()
    worker.go(f"{case}plan/add/intervention/")
    worker.fill(
        text="Avlastning hemma två kvällar i veckan",
        topic="family",
        who=f"{cast.worker.unit_id}:{cast.worker.user_id}",
        due_on=days(30),
    )
    worker.send()
    for key, words in (("what_matters", "Vi vill orka skratta."), ("own_part", "Vi läser varje kväll.")):
        worker.go(f"{case}plan/add/statement/{key}/")
        worker.fill(text=words, said_by="Amina", topic="family")
        worker.send()
    worker.go(f"{case}plan/lead/")
    worker.fill(lead=f"{cast.nurse.unit_id}:{cast.nurse.user_id}", measures_by_others=["none"], follow_up_on=days(80))
    worker.send()
    worker.open_task(Step.WRITE_PLAN)
    worker.send()


def each_unit_confirms(worker: Player, nurse: Player, teacher: Player, case: str) -> None:
    for player in (nurse, teacher, worker):
        player.open_task(Step.CONFIRM)
        player.fill(answer=["confirm"])
        player.send()
        player.go(case)
    worker.reads("Elis sover hela natten")


def all_read_the_plan(worker: Player, nurse: Player, teacher: Player, case: str) -> None:
    for player in (nurse, teacher):
        player.go(f"{case}plan/")
        player.go(case)
        player.go("/cases/")
    for page in ("plan/", "plan/paper/", "readers/", "disclosures/", "notes/", "notes/write/", "consent/"):
        worker.go(f"{case}{page}")
    for address in ("/cases/", "/meetings/", "/search/", "/?tab=unit", "/?tab=others", "/help/", "/privacy/"):
        worker.go(address)
    worker.page.locator("#header-search").fill("exem")
    worker.page.locator("#header-search").press("Enter")
    worker.reads("Elis Exempelsson")
    worker.look()
    assert "exem" not in worker.page.url
    worker.go("/accessibility/")


def the_plan_is_followed_up_and_goes_on(worker: Player, nurse: Player, case: str) -> None:
    worker.go(f"{case}plan/")
    worker.page.locator("select[name=state]").first.select_option("ongoing")
    worker.page.locator("form:has(select[name=state]) button").first.click()
    worker.look()
    nurse.open_task(Step.FOLLOW_UP)
    nurse.reads("Elis sover hela natten")
    nurse.fill(held_on=days(0), outcome=["continue"], next_on=days(150))
    nurse.send()


def the_plan_ends(nurse: Player, case: str) -> None:
    nurse.open_task(Step.FOLLOW_UP)
    nurse.fill(held_on=days(0), outcome=["close"])
    nurse.send()
    nurse.fill(reason=["goals_met"], grade=["helped"], own_words="Nu sover vi.", said_by="Amina")
    nurse.send()
    nurse.go(case)
    nurse.reads(str(_("the case is closed")))
    nurse.go(f"{case}plan/")


def the_others_see_that_it_ended(worker: Player, teacher: Player, case: str) -> None:
    for player in (worker, teacher):
        player.go("/cases/?closed=1")
        player.reads("Elis Exempelsson")
        player.go(case)
        player.go("/")
        expect(player.page.locator("a.inbox__title")).to_have_count(0)
