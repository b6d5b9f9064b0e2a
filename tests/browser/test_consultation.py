"""A question about nobody, in the browser: asked of a team, answered by one of it, read and ended."""

import pytest
from playwright.sync_api import expect

from accounts.acting import act_as
from accounts.models import Assignment, Team, User
from accounts.roles import Role
from accounts.services.team import open_team
from accounts.services.user import add_user, assign
from cases.models import Case
from tests.browser.conftest import LONG_AGO, PASSWORD, Cast, Enter
from tests.cast import acting_as
from tests.workflows.consultation import ask, meet, open_task
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
QUESTION = "En förälder vill inte bli uppringd. Hur når ni familjen?"
ANSWER = "Vi skriver ett brev och föreslår två tider."


@pytest.fixture
def team(cast: Cast) -> Team:
    with act_as(None, reason="test"):
        units = [cast.teacher.unit, cast.worker.unit]
        return open_team(name="Barnhälsoteamet", clinic=cast.nurse.unit, units=units, valid_from=LONG_AGO, by=None)


def test_question_to_a_team_from_asking_to_its_end(cast: Cast, team: Team, enter: Enter) -> None:
    nurse = enter(cast.nurse)
    nurse.go("/")
    nurse.follow(nurse.page.get_by_role("link", name="Fråga om råd"))
    nurse.send()
    expect(nurse.page.locator("#error-summary")).to_be_focused()
    nurse.fill(to=f"team-{team.pk}", topic="family", question=f"{QUESTION} Det gäller 18900101-9802.")
    nurse.send()
    nurse.reads("Det står ett personnummer, samordningsnummer eller reservnummer i texten")
    expect(nurse.page.locator("[name=names_nobody]")).to_have_count(0)
    nurse.fill(question=f"{QUESTION} Anna Svensson")
    nurse.send()
    nurse.reads("Det här ser ut att peka ut någon: ”Anna Svensson”")
    nurse.fill(question=QUESTION, names_nobody=True)
    nurse.send()
    nurse.reads(QUESTION, "frågan väntar på svar", team.name, cast.worker.unit.name)
    nurse.does_not_read("Texten såg ut att innehålla")
    page = nurse.page.url.removeprefix(nurse.base)

    # The colleague of a closed unit, whom nobody has named.
    colleague = enter(cast.colleague, viewport=PHONE)
    late = enter(cast.teacher)
    late.open_task(Step.ADVISE)
    colleague.open_task(Step.ADVISE)
    colleague.reads(QUESTION)
    colleague.fill(text=ANSWER)
    colleague.send("Skicka svaret")
    colleague.reads(ANSWER, "svaret läses")

    late.fill(text="Vi har en grupp på torsdagar.")
    late.send("Skicka svaret")
    late.reads("hann före dig", "Vi har en grupp på torsdagar.")
    late.go(page)
    late.follow(late.page.get_by_role("link", name="Lägg till"))
    late.fill(text="Vi har en grupp på torsdagar.")
    late.send("Lägg till")

    nurse.go("/?tab=told")
    nurse.reads("Något har lagts till i en konsultation")
    nurse.open_task(Step.READ_ANSWER)
    nurse.reads(ANSWER, "Vi har en grupp på torsdagar.")
    nurse.fill(reason=["helped"])
    nurse.send("Avsluta konsultationen")
    nurse.reads("konsultationen är avslutad", str(Case.ClosureReason.HELPED.label))


def test_board_shows_what_waits_and_takes_a_meeting(cast: Cast, team: Team, enter: Enter) -> None:
    nurse, teacher = enter(cast.nurse), enter(cast.teacher, viewport=PHONE)
    nurse.go(f"/consultations/ask/?to=team-{team.pk}")
    nurse.fill(topic="everyday", question=QUESTION)
    nurse.send()

    teacher.go("/consultations/")
    teacher.follow(teacher.page.get_by_role("link", name=team.name).first)
    teacher.reads("Väntar på svar", QUESTION[:30], cast.nurse.unit.name)
    teacher.follow(teacher.page.get_by_role("link", name="Anteckna ett möte"))
    teacher.send()
    teacher.reads("behöver rättas")
    teacher.fill(place="Biblioteket", came=["midwife", "psychologist"])
    teacher.page.locator("[name=taken_up]").first.check()
    teacher.send()
    teacher.reads("Biblioteket", "Barnmorska, Psykolog", "vardag")
    teacher.follow(teacher.page.get_by_role("link", name="Rätta"))
    teacher.fill(place="Köket")
    teacher.send()

    teacher.reads("Köket")


def test_bystander_finds_neither_question_nor_board(cast: Cast, team: Team, enter: Enter) -> None:
    nurse, bystander = enter(cast.nurse), enter(cast.bystander)
    nurse.go(f"/consultations/ask/?to=team-{team.pk}")
    nurse.fill(topic="everyday", question=QUESTION)
    nurse.send()

    found = [bystander.page.goto(address) for address in (nurse.page.url, f"{nurse.base}/teams/{team.pk}/")]

    assert [answer.status for answer in found if answer] == [404, 404]
    bystander.go("/consultations/")
    bystander.does_not_read(QUESTION[:20], team.name)


def test_administrator_makes_a_team_and_lets_a_unit_leave(cast: Cast, enter: Enter) -> None:
    admin = enter(administrator(cast))
    admin.go("/administration/teams/")
    admin.follow(admin.page.get_by_role("link", name="Lägg till ett team").first)
    admin.fill(name="Barnhälsoteamet", unit=cast.worker.unit_id, valid_from="2026-01-01")
    admin.send()
    admin.reads("Barnhälsoteamet", cast.worker.unit.name)
    admin.follow(admin.page.get_by_role("link", name="Avsluta"))
    admin.send()

    admin.reads("1 januari 2026 –")
    expect(admin.page.get_by_role("link", name="Avsluta")).to_have_count(0)
    admin.follow(admin.page.get_by_role("link", name="Lägg till en enhet"))
    admin.go("/administration/teams/")
    admin.reads("Barnhälsoteamet")


@pytest.mark.parametrize("options", [{"viewport": PHONE}, {"java_script_enabled": True}])
def test_every_page_of_it_can_be_used_by_all(cast: Cast, team: Team, enter: Enter, options: dict[str, object]) -> None:
    case = ask(cast.nurse, team)
    meeting = meet(team, cast.nurse, case)
    with acting_as(cast.worker):
        task = open_task(case, Step.ADVISE, cast.worker).pk
    nurse, manager = enter(cast.nurse, **options), enter(cast.manager, **options)
    own = f"/consultations/{case.pk}/"

    for each in ("/consultations/", own, f"{own}add/", f"{own}end/", f"/teams/{team.pk}/"):
        nurse.go(each)
    nurse.go(f"/teams/{team.pk}/meetings/{meeting.pk}/")
    nurse.go(f"{own}end/")
    nurse.fill(reason=["nothing_more"])
    nurse.send()
    nurse.go("/consultations/?closed=1")
    for each in (own, f"/tasks/{task}/", "/?tab=told"):
        manager.go(each)

    nurse.reads(case.number)
    manager.reads("Behövs inte längre")


def test_every_page_of_the_administrator_can_be_used_by_all(cast: Cast, team: Team, enter: Enter) -> None:
    admin, member = enter(administrator(cast), viewport=PHONE), team.members.get(unit=cast.worker.unit).pk

    for each in ("teams/", "teams/add/", f"teams/{team.pk}/", f"teams/{team.pk}/join/", f"team-members/{member}/end/"):
        admin.go(f"/administration/{each}")

    admin.reads(team.name)


def administrator(cast: Cast) -> Assignment:
    with act_as(None, reason="test"):
        user: User = add_user(
            email="nils@samplan.example", full_name="Nils Testander", password=PASSWORD, keeps_password=True, by=None
        )
        return assign(user=user, unit=cast.worker.unit, role=Role.SYSTEM_ADMINISTRATOR, valid_from=LONG_AGO, by=None)
