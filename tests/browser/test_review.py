"""A round of an agreement played from its start to the followed-up action plan, each at a browser of their own."""

import re

import pytest
from playwright.sync_api import expect

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.organisation import open_centre
from accounts.services.user import add_user, assign, give_grant
from agreements.models import AgreementCentre, Round
from tests.agreements.agreement import in_force, make_agreement, region, town
from tests.browser.conftest import LONG_AGO, PASSWORD, Cast, Enter, Player

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YES_NO = ("in_operation", "shared_entrance", "same_building", "steering_group", "joint_staff_meetings", "coordinator")
YES_NO += ("joint_goal_document", "user_survey", "user_council", "joint_staff_development", "other_actors")
YES_NO += ("region_staff_take_part", "municipal_staff_take_part")
STAFFING = ("maternity", "child_health", "social_services")
CENTRES = ("Almen", "Boken", "Cedern")


@pytest.fixture
def leader(cast: Cast) -> Assignment:
    """Coordinates the agreement between the town and the region, which three centres are in."""
    with act_as(None, reason="test"):
        user = add_user(
            email="berit@samplan.example", full_name="Berit Skissman", password=PASSWORD, keeps_password=True, by=None
        )
        since = {"valid_from": LONG_AGO}
        made = assign(user=user, unit=cast.teacher.unit, role=Role.CENTRE_COORDINATOR, by=None, **since)
    agreement = make_agreement(town(cast), region(cast))  # type: ignore[arg-type]
    in_force(agreement)
    units = [cast.worker.unit, cast.nurse.unit, cast.teacher.unit]
    with act_as(None, reason="test"):
        for name, unit in zip(CENTRES, units, strict=True):
            centre = open_centre(name=name, units=[unit], by=None, **since)
            AgreementCentre.objects.create(rule_set=agreement, centre=centre, **since)
        given = {"coordinate_agreement": [made], "check_round": [cast.colleague]}
        given["adopt_report"] = [cast.manager, cast.nurse_manager]
        for permission, people in given.items():
            for each in people:
                give_grant(assignment=each, permission=permission, on=agreement, reason="Vald", by=None, **since)
    return made


def answer(who: Player, centre: str) -> None:
    who.go("/")
    who.follow(who.page.locator("a.inbox__title", has_text=f"Svara för {centre}").first)
    who.fill(**{key: ["yes"] for key in YES_NO}, **{key: ["full"] for key in STAFFING})
    who.fill(open_preschool_hours_per_week="20", health_centres_near="1", health_centres_total="2")
    who.send()


def collect(berit: Player, respondents: dict[str, Player], here: str) -> None:
    for centre, player in respondents.items():
        berit.go(here)
        row = berit.page.get_by_role("row", name=centre)
        berit.follow(row.get_by_role("link", name="Ange vem som svarar"))
        berit.fill(respondent=player.who.pk)
        berit.send()
    for centre, player in respondents.items():
        answer(player, centre)
    berit.go(here)
    berit.reads("3 av 3 centraler")


def check(jonas: Player, boken: Player, here: str) -> None:
    """Boken is asked again, and answers that it has no coordinator."""
    jonas.go("/")
    jonas.follow(jonas.page.locator("a.inbox__title", has_text="Granska svaren").first)
    jonas.follow(jonas.page.get_by_role("link", name=re.compile("Fråga igen.*Boken")))
    jonas.fill(question="Finns samordnaren än?")
    jonas.send()
    boken.go("/")
    boken.follow(boken.page.locator("a.inbox__title", has_text="Svara för Boken"))
    boken.reads("Finns samordnaren än?")
    boken.fill(coordinator=["no"])
    boken.send()
    for centre in CENTRES:
        jonas.go(f"{here}check/")
        with jonas.page.expect_navigation():
            jonas.page.get_by_role("button", name=re.compile(f"Svaret håller.*{centre}")).click()
        jonas.look()
    jonas.go(f"{here}check/finish/")
    jonas.send()


def judge(berit: Player, anna: Player, lena: Player, here: str) -> None:
    """Berit compiles, one manager assesses, and one of another principal adopts."""
    berit.go("/rounds/")
    berit.follow(berit.page.locator("main a", has_text="Sammanställ siffrorna"))
    berit.reads("2 av 3 centraler")
    berit.page.locator("main textarea").first.fill("Boken saknar samordnare")
    berit.send("Spara och gå vidare")
    anna.go("/")
    anna.follow(anna.page.locator("a.inbox__title", has_text="Bedöm").first)
    anna.follow(anna.page.get_by_role("link", name=re.compile("Bedöm.*C1")))
    anna.reads("Förslag efter gränsvärdena", "Delvis")
    anna.fill(level=["partly"], why="En central saknar samordnare")
    anna.send()
    anna.go(f"{here}assess/finish/")
    anna.send()
    lena.go(f"{here}report/")
    lena.reads("Utkast", "2 av 3", "Boken saknar samordnare")
    lena.go(f"{here}report/adopt/")
    lena.fill(password=PASSWORD)
    lena.send()
    lena.reads("Fastställd, låst")


def follow_up(berit: Player, lena: Player, here: str) -> None:
    berit.go(f"{here}plan/add/")
    berit.page.locator("main [name=clause]").select_option(index=1)
    berit.fill(text="Utse en samordnare i Boken", owner=lena.who.pk, due_on="+9v")
    berit.send()
    berit.go(f"{here}plan/finish/")
    berit.send()
    lena.go(f"{here}plan/")
    lena.follow(lena.page.get_by_role("link", name="Följ upp"))
    lena.fill(outcome="Utsedd")
    lena.send()
    expect(lena.page.locator("main")).to_contain_text("Uppföljd")


def test_round_from_its_start_to_the_followed_up_action_plan(cast: Cast, leader: Assignment, enter: Enter) -> None:
    berit, lena = enter(leader), enter(cast.nurse_manager)
    berit.go("/agreements/local/rounds/start/")
    berit.fill(questionnaire=["kafo"], due_on="+3v")
    berit.send()
    here = f"/agreements/local/rounds/{Round.objects.get().pk}/"
    people = zip(CENTRES, (cast.worker, cast.nurse, cast.teacher), strict=True)
    respondents = {centre: enter(who) for centre, who in people}

    collect(berit, respondents, here)
    check(enter(cast.colleague), respondents["Boken"], here)
    judge(berit, enter(cast.manager), lena, here)
    follow_up(berit, lena, here)

    assert Round.objects.get().status == Round.Status.FOLLOWED_UP
