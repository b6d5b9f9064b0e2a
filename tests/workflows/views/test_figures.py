"""A figure's own pages: how it came about, and the cases behind a unit's part. Who reaches which, and what leaks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, FamilyCentre
from accounts.roles import Role
from accounts.services.user import add_user, assign, end_assignment
from agreements.models import AgreementCentre, ClauseAssessment, Round, RuleSet
from cases.models import AccessLogEntry
from tests.agreements.agreement import grant, in_force, make_agreement, region, town
from tests.agreements.folding import fold
from tests.agreements.orebro import told_orebro
from tests.agreements.rounds import begin_round
from tests.cast import LONG_AGO, Cast, acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan
from tests.workflows.review import ANSWERS, Review
from tests.workflows.test_statement_counts import signed_in
from workflows.services.review import answer_centre

KEY = "meeting_in_time"
CHILD = "Elis Test"


@dataclass
class Told:
    """Two plans, of which one meeting was held in time and one is waited for, and a round of this year."""

    cast: Cast
    plan: Plan
    rule_set: RuleSet
    round: Round

    def address(self, unit: CareUnit, key: str = KEY) -> str:
        return reverse("figure_cases", args=[self.rule_set.slug, self.round.pk, key, unit.pk])


def agreed(cast: Cast, key: str) -> tuple[RuleSet, Round]:
    rule_set = make_agreement(town(cast), region(cast))
    in_force(rule_set, of_cases=key)
    with act_as(None, reason="test"):
        centre = FamilyCentre.objects.create(name="Almen")
        AgreementCentre.objects.create(rule_set=rule_set, centre=centre, valid_from=LONG_AGO)
    grant(cast.teacher, "coordinate_agreement", rule_set)
    grant(cast.worker, "adopt_report", rule_set)
    with acting_as(cast.teacher):
        return rule_set, begin_round(rule_set, cast.teacher)


@pytest.fixture
def told(committed_plan: Callable[[], Plan]) -> Told:
    waiting = committed_plan()
    plan = Plan(waiting.cast).to_active()
    waiting.to_replies()
    fold()
    return Told(plan.cast, plan, *agreed(plan.cast, KEY))


def manager_of(unit: CareUnit) -> Assignment:
    with act_as(None, reason="test"):
        user = add_user(email=f"boss{unit.pk}@example.test", full_name="Boss Test", password=None, by=None)
        return assign(user=user, unit=unit, role=Role.UNIT_MANAGER, valid_from=LONG_AGO, by=None)


def test_manager_reads_the_cases_behind_the_units_own_figure(told: Told, as_owner: Acting) -> None:
    page = signed_in(told.cast.manager).get(told.address(told.cast.worker.unit))

    assert page.status_code == 200
    assert (page.context["whole"].met, page.context["whole"].counted, page.context["whole"].unknown) == (1, 2, 1)
    assert {row.behind.added[0].outcome for row in page.context["rows"]} == {"met", "unknown"}
    assert page.content.decode().count(CHILD) == 2
    assert reverse("case", args=[told.plan.case.pk]) in page.content.decode()
    with as_owner():
        rows = AccessLogEntry.objects.filter(what="figure", user=told.cast.manager.user)
        assert rows.filter(outcome=AccessLogEntry.Outcome.LISTED, person_id__isnull=False).count() == 2


@pytest.mark.parametrize(("outcome", "expected"), [("met", 1), ("not-met", 0), ("unknown", 1), ("strange", 2)])
def test_list_is_narrowed_to_what_the_cases_add(told: Told, outcome: str, expected: int) -> None:
    page = signed_in(told.cast.manager).get(told.address(told.cast.worker.unit), {"outcome": outcome})

    assert page.content.decode().count(CHILD) == expected


@pytest.mark.parametrize("name", ["auditor", "teacher", "worker"])
def test_whoever_reads_the_report_but_manages_no_unit_finds_no_cases(told: Told, name: str) -> None:
    client = signed_in(getattr(told.cast, name))

    report = client.get(reverse("round_report", args=[told.rule_set.slug, told.round.pk]))
    page = client.get(told.address(told.cast.worker.unit))

    assert (report.status_code, page.status_code) == (200, 404)
    assert CHILD not in page.content.decode() + report.content.decode()


@pytest.mark.parametrize("part", ["neighbour", "nurse", "stranger"])
def test_manager_of_another_unit_finds_no_cases(told: Told, part: str) -> None:
    boss = manager_of(getattr(told.cast, part).unit)

    page = signed_in(boss).get(told.address(told.cast.worker.unit))

    assert page.status_code == 404
    assert CHILD not in page.content.decode()


def test_manager_finds_no_cases_of_another_unit(told: Told) -> None:
    for part in (told.cast.neighbour, told.cast.nurse):
        assert signed_in(told.cast.manager).get(told.address(part.unit)).status_code == 404


def test_manager_who_has_moved_on_finds_no_cases_of_the_former_unit(told: Told) -> None:
    with act_as(None, reason="test"):
        user, unit = told.cast.manager.user, told.cast.neighbour.unit
        now = assign(user=user, unit=unit, role=Role.UNIT_MANAGER, valid_from=LONG_AGO, by=None)
        end_assignment(assignment=told.cast.manager, last_day=timezone.localdate() - timedelta(days=1), by=None)

    ended = signed_in(told.cast.manager).get(told.address(told.cast.worker.unit))
    page = signed_in(now).get(told.address(told.cast.worker.unit))

    assert ended.headers["Location"].startswith(reverse("choose_assignment"))
    assert page.status_code == 404


def test_figure_is_not_told_where_a_case_behind_it_is_closed_to_the_manager(told: Told, as_owner: Acting) -> None:
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE cases_caseaccess SET valid_to = now() WHERE case_id = %s AND unit_id = %s",
            [told.plan.case.pk, told.cast.worker.unit_id],
        )

    page = signed_in(told.cast.manager).get(told.address(told.cast.worker.unit))

    assert page.context["whole"] is None
    assert page.content.decode().count(CHILD) == 1
    assert "1 av 2" not in page.content.decode()


def test_deviations_are_not_opened_case_by_case(committed_plan: Callable[[], Plan]) -> None:
    cast = committed_plan().to_active().cast
    fold()
    rule_set, round_ = agreed(cast, "deviation")
    boss = manager_of(cast.nurse.unit)

    page = signed_in(boss).get(reverse("figure_cases", args=[rule_set.slug, round_.pk, "deviation", boss.unit_id]))

    assert page.status_code == 404


def test_a_figure_that_no_clause_has_has_no_page(told: Told) -> None:
    client = signed_in(told.cast.manager)

    assert client.get(told.address(told.cast.worker.unit, "own_goals")).status_code == 404
    assert client.get(reverse("figure", args=[told.rule_set.slug, told.round.pk, "own_goals"])).status_code == 404


def test_audit_of_a_figure_from_the_cases_shows_no_person_and_no_small_count(told: Told) -> None:
    page = signed_in(told.cast.auditor).get(reverse("figure", args=[told.rule_set.slug, told.round.pk, KEY]))

    text = page.content.decode()
    assert page.status_code == 200
    assert "Det första mötet hölls innan tiden var ute." in text
    assert CHILD not in text
    assert "1 av 2" not in text
    assert page.context["own_unit"] is None


def test_audit_leads_the_manager_on_to_the_own_unit(told: Told) -> None:
    page = signed_in(told.cast.manager).get(reverse("figure", args=[told.rule_set.slug, told.round.pk, KEY]))

    assert told.address(told.cast.worker.unit) in page.content.decode()


@pytest.mark.django_db
def test_audit_of_a_survey_figure_tells_who_answered_what_when_and_how(cast: Cast) -> None:
    review = Review(cast).start().name_respondents()
    review.answer_all().send_back("Almen")
    with acting_as(cast.nurse):
        changed = ANSWERS | {"coordinator": "yes"}
        answer_centre(asked=review.centre("Almen"), answers_=changed, by=cast.nurse)
    review.check_all().compile().assess().adopt()

    page = signed_in(cast.auditor).get(reverse("figure", args=["local", review.round.pk, "coordinator"]))

    trail = page.context["trail"]
    assert [(line.centre, line.said, line.how) for line in trail.centres] == [
        ("Almen", "Ja", "Besvarat i Samplan"),
        ("Boken", "Nej", "Besvarat i Samplan"),
        ("Cedern", "Nej", "Inmatat från papper"),
    ]
    assert trail.centres[2].who == "Coordinator Test, samordnare för familjecentral, Child health"
    assert [each.what for each in trail.events] == [
        "Rundan startades",
        "Ett svar ändrades",
        "Ord skrevs",
        "Punkten bedömdes",
        "Rapporten fastställdes",
    ]
    assert "Från Nej till Ja." in trail.events[1].said
    assert "Two of three" in trail.events[3].said


@pytest.mark.django_db
def test_audit_reads_each_figure_of_2011_by_its_own_questions(cast: Cast) -> None:
    orebro = told_orebro(cast)
    client = signed_in(orebro.leader)

    said = {}
    for key in ("same_building_no_shared_entrance", "child_health_staffing", "health_centre_with_near_centre"):
        trail = client.get(reverse("figure", args=["orebro-2010", orebro.round.pk, key])).context["trail"]
        said[key] = {line.said.count(";") + 1 for line in trail.centres}
        assert {line.how for line in trail.centres} == {"Importerat från fil"}
        assert len(trail.centres) == 20

    assert said == {
        "same_building_no_shared_entrance": {2},
        "child_health_staffing": {1},
        "health_centre_with_near_centre": {2},
    }
    assert ClauseAssessment.objects.exists()
