"""A manager's start page: what it gathers, from what its reader may see, and what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.user import assign
from agreements.models import ClauseAssessment, Measure, Report, RuleSet
from agreements.services.clause import IndicatorFacts, add_clause, add_indicator
from agreements.services.report import adopt_report, assess_clause, draft_period_report, release_counts
from agreements.services.version import make_version, put_in_force
from tests.agreements.agreement import facts, grant, make_agreement, town
from tests.agreements.services.test_release import count, draft, own
from tests.cast import LONG_AGO, Cast
from tests.conftest import Acting
from tests.workflows.plan import Plan
from tests.workflows.review import Review
from tests.workflows.test_statement_counts import signed_in
from workflows.models import WorkItem

pytestmark = pytest.mark.django_db

OPEN_OVERVIEW = 40
Counting = Callable[[int], AbstractContextManager[object]]
Level = ClauseAssessment.Level


def shown(who: Any) -> Any:
    return signed_in(who).get("/overview/").context["overview"]


def agreed(cast: Cast, *, clauses: int = 1, slug: str = "local", key: str = "meeting_in_time") -> RuleSet:
    """In force, each clause with cut-offs; the manager leads, judges and releases."""
    rule_set = make_agreement(town(cast), slug=slug)
    with act_as(None, reason="test"):
        version = make_version(rule_set=rule_set, valid_from=LONG_AGO, source="On paper", by=None)
        for number in range(clauses):
            clause = add_clause(version=version, facts=facts(f"C{number}"), by=None)
            add_indicator(clause=clause, facts=IndicatorFacts(key, met_from=0.9, partly_from=0.5), by=None)
        put_in_force(version=version, by=None)
    for permission in ("coordinate_agreement", "adopt_report"):
        grant(cast.manager, permission, rule_set)
    grant(cast.manager, "release_counts", rule_set.parties.get())
    return rule_set


def report_on(rule_set: RuleSet, cast: Cast, quarter: int = 1) -> Report:
    first = date(2025, 3 * quarter - 2, 1)
    last = date(2025, 3 * quarter, 31 if quarter in (1, 4) else 30)
    return draft_period_report(rule_set=rule_set, first_day=first, last_day=last, by=cast.manager)


def judge(report: Report, level: Level, cast: Cast) -> None:
    for clause in report.version.clauses.all():
        assess_clause(report=report, clause=clause, level=level, why="Seen", by=cast.manager)


def risks(cast: Cast) -> list[tuple[str, str, bool]]:
    return [(each.risk.clause.code, str(each.risk.level), each.risk.is_judged) for each in shown(cast.manager).risks]


def manager_of(who: Assignment) -> Assignment:
    """A manager of that one's unit."""
    with act_as(None, reason="test"):
        return assign(user=who.user, unit=who.unit, role=Role.UNIT_MANAGER, valid_from=LONG_AGO, by=None)


def make_late(plan: Plan, as_owner: Acting) -> None:
    with as_owner():
        WorkItem.objects.filter(case=plan.case).update(due_at=timezone.now() - timedelta(days=3))


def test_clause_is_at_risk_by_its_judgement(cast: Cast) -> None:
    judge(report_on(agreed(cast), cast), Level.NOT_MET, cast)

    assert risks(cast) == [("C0", "not_met", True)]


def test_clause_is_at_risk_by_what_the_released_figures_propose(cast: Cast) -> None:
    report = report_on(agreed(cast), cast)
    count(cast.worker.unit, 14, 20)

    assert risks(cast) == []
    release_counts(report=report, provider=own(cast.manager), by=cast.manager)

    assert risks(cast) == [("C0", "partly", False)]


def test_hidden_figure_proposes_nothing(cast: Cast) -> None:
    report = report_on(agreed(cast), cast)
    count(cast.worker.unit, 3, 20)

    release_counts(report=report, provider=own(cast.manager), by=cast.manager)

    assert risks(cast) == []


def test_newest_report_that_says_something_counts(cast: Cast) -> None:
    rule_set = agreed(cast)
    first, second = report_on(rule_set, cast), report_on(rule_set, cast, 2)
    judge(first, Level.NOT_MET, cast)
    adopt_report(report=first, by=cast.manager, is_signed_in_anew=True)
    assert risks(cast) == [("C0", "not_met", True)]

    judge(second, Level.MET, cast)

    assert risks(cast) == []


def test_survey_figures_propose_as_the_report_page_does(cast: Cast) -> None:
    review = Review(cast).start().name_respondents().answer_all().check_all().compile()
    page = signed_in(cast.manager).get(f"/agreements/local/rounds/{review.round.pk}/assess/")

    [row] = page.context["clauses"]
    [risk] = shown(cast.manager).risks

    assert (risk.risk.clause.code, str(risk.risk.level.label)) == (row.code, row.proposed)
    assert not risk.risk.is_judged


def test_not_met_comes_before_partly_met(cast: Cast) -> None:
    report = report_on(agreed(cast, clauses=2), cast)
    for clause, level in zip(report.version.clauses.order_by("position"), (Level.PARTLY, Level.NOT_MET), strict=True):
        assess_clause(report=report, clause=clause, level=level, why="Seen", by=cast.manager)

    assert [code for code, _level, _judged in risks(cast)] == ["C1", "C0"]


def test_agreement_that_the_own_principal_has_not_signed_puts_nothing_at_risk(cast: Cast) -> None:
    judge(report_on(agreed(cast), cast), Level.NOT_MET, cast)

    other = shown(manager_of(cast.nurse))

    assert (other.risks, other.measures, other.releases) == ([], [], [])


@pytest.mark.parametrize("who", ["worker", "auditor", "coordinator", "administrator", "reviewer"])
def test_overview_is_for_managers(cast: Cast, who: str) -> None:
    assert signed_in(cast.everybody[who]).get("/overview/").status_code == 403


def test_late_units_of_the_own_provider_in_shared_cases_are_counted_and_no_other(cast: Cast, as_owner: Acting) -> None:
    plan = Plan(cast)
    plan.obtain_consent()
    plan.prepare(*cast.called)
    make_late(plan, as_owner)
    clinics = manager_of(cast.nurse)

    rows = {each.name: (each.count, each.is_own) for each in shown(clinics).late}

    # Of the units that are to reply: the nurse's own, and the addiction unit of her provider. Not the school board's.
    assert rows == {"Child health": ("1", True), "Addiction": ("1", False)}
    assert shown(cast.manager).late == []


def test_own_unit_is_late_and_another_of_the_provider_hears_nothing_of_it(cast: Cast, as_owner: Acting) -> None:
    make_late(Plan(cast), as_owner)

    [late] = shown(cast.manager).late

    assert (late.name, late.count, late.is_own) == ("Families", "1", True)
    assert signed_in(cast.manager).get(late.url).content.decode().count('class="inbox__row"') == 1
    assert shown(manager_of(cast.neighbour)).late == []


def measure(report: Report, owner: Any, days: int, text: str) -> None:
    due = timezone.localdate() + timedelta(days=days)
    with act_as(None, reason="test"):
        Measure.objects.create(
            report=report, clause=report.version.clauses.all()[0], text=text, owner=owner, due_on=due
        )


def test_measures_due_are_shown_own_first(cast: Cast) -> None:
    report = report_on(agreed(cast), cast)
    measure(report, cast.worker, -5, "Theirs")
    measure(report, cast.manager, 10, "Mine")
    measure(report, cast.manager, 90, "Far away")

    found = [(each.measure.text, each.is_own) for each in shown(cast.manager).measures]

    assert found == [("Mine", True), ("Theirs", False)]


def test_rounds_and_releases_that_wait_are_shown_until_they_are_done(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)

    [before] = shown(cast.manager).releases
    release_counts(report=report, provider=own(cast.manager), by=cast.manager)
    [after] = shown(cast.manager).releases

    assert {each.name for each in before.waiting.providers} == {"Social board", "School board"}
    assert {each.name for each in after.waiting.providers} == {"School board"}
    release_counts(report=report, provider=own(cast.teacher), by=cast.manager)
    assert shown(cast.manager).releases == []


def test_task_of_a_round_waits_for_whom_it_is(cast: Cast) -> None:
    Review(cast).start().name_respondents().answer_all().check_all().compile()

    [waiting] = shown(cast.manager).work

    assert waiting.title == "Bedöm avtalets delar"


def test_empty_page_says_what_to_do(cast: Cast) -> None:
    page = signed_in(cast.manager).get("/overview/").content.decode()

    for words in (
        "Inget är försenat.",
        "Inget åtagande är bedömt",
        "Ingen åtgärd ska vara klar",
        "När du ska svara, granska eller besluta",
        "Ingen rapport väntar på siffror",
    ):
        assert words in page, words


@pytest.mark.parametrize("rows", [1, 30])
def test_opening_the_overview(
    cast: Cast, new_plan: Callable[[], Plan], as_owner: Acting, django_assert_num_queries: Counting, rows: int
) -> None:
    """As many agreements with a clause at risk, drafts that wait, measures, and late plans."""
    for number in range(rows):
        make_late(new_plan(), as_owner)
        report = report_on(agreed(cast, slug=f"local-{number}"), cast)
        release_counts(report=report, provider=own(cast.manager), by=cast.manager)
        judge(report, Level.NOT_MET, cast)
        report_on(report.rule_set, cast, 2)
        measure(report, cast.manager, number, "Do")
    client = signed_in(cast.manager)

    with django_assert_num_queries(OPEN_OVERVIEW):
        page = client.get("/overview/")

    overview = page.context["overview"]
    assert len(overview.risks) + overview.more_risks == rows
    assert len(overview.measures) + overview.more_measures == rows
    assert len(overview.releases) == 2 * rows
    assert [(each.name, each.count) for each in overview.late] == [("Families", str(rows))]
