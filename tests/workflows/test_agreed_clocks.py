"""Which clock a deadline follows where agreements cover the case: the one that is due first, as its page says."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from agreements.models import Clock, RuleSet, RuleSetParty, RuleSetVersion
from agreements.selectors.clock import Holding, clock_in_force
from agreements.selectors.rule_set import clauses_for, covering
from agreements.services.clock import AgreedByClause, change_clock
from agreements.services.version import make_version, put_in_force
from agreements.working_days import STOCKHOLM
from cases.models import CaseTargetGroup
from cases.services.case import set_target_groups
from tests.agreements.agreement import DAYS, MONTHS, in_force, make_agreement, region, town
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from tests.workflows.test_statement_counts import signed_in
from workflows.models import Deadline
from workflows.nodes.clock import shortest
from workflows.selectors.inbox import Filters, inbox_page

NewPlan = Callable[[], Plan]
YESTERDAY = timedelta(days=-1)
VIOLENCE = CaseTargetGroup.Group.VIOLENCE


def deadline_of(plan: Plan, step: str, by: Assignment | None = None) -> Deadline:
    with acting_as(by or plan.cast.worker):
        found = Deadline.objects.filter(case=plan.case, step=step, closed_at=None)
        return found.select_related("clock__rule_set", "clock__clause").earliest("started_at")


def agree(cast: Cast, slug: str, length: int, key: str = "obtain_consent", **more: object) -> RuleSet:
    agreement = make_agreement(town(cast), region(cast), slug=slug)
    in_force(agreement, clocks={key: (length, DAYS)}, **more)
    return agreement


def test_shortest_of_two_agreements_holds(cast: Cast, new_plan: NewPlan) -> None:
    agree(cast, "long", 30)
    agree(cast, "middle", 5)
    short = agree(cast, "short", 3)

    deadline = deadline_of(new_plan(), "obtain_consent")

    assert (deadline.clock.rule_set, deadline.clock.length) == (short, 3)


def test_a_longer_agreement_leaves_the_clock_for_everybody(cast: Cast, new_plan: NewPlan) -> None:
    agree(cast, "long", 30)

    assert deadline_of(new_plan(), "obtain_consent").clock == clock_in_force("obtain_consent", timezone.localdate())


def test_an_agreement_of_others_counts_nothing(cast: Cast, new_plan: NewPlan) -> None:
    in_force(make_agreement(region(cast)), clocks={"obtain_consent": (1, DAYS)})

    plan = new_plan()

    assert deadline_of(plan, "obtain_consent").clock.rule_set is None
    with acting_as(cast.worker):
        assert not covering(plan.case.pk, timezone.localdate()).filter(slug="local").exists()


@pytest.mark.parametrize("ended", [RuleSetVersion, RuleSetParty])
def test_an_agreement_that_ended_counts_nothing(cast: Cast, new_plan: NewPlan, ended: type) -> None:
    agreement = agree(cast, "short", 3)
    ended.objects.filter(rule_set=agreement).update(valid_to=timezone.localdate() + YESTERDAY)

    assert deadline_of(new_plan(), "obtain_consent").clock.rule_set is None


def test_a_clock_that_ran_ahead_is_the_shorter_one(cast: Cast, plan: Plan) -> None:
    agree(cast, "short", 10, key="plan_meeting")
    plan.to_replies()

    assert deadline_of(plan, "meet").clock.length == 10


@pytest.mark.parametrize(
    ("started", "holds"),
    [
        # 31 January and one month: the last of February, before 30 days.
        (date(2026, 1, 31), MONTHS),
        # 1 July and one month is 31 days.
        (date(2026, 7, 1), DAYS),
    ],
)
def test_months_and_days_are_compared_by_the_day_they_end(db: None, started: date, holds: str) -> None:
    month = Clock(pk=1, key="x", length=1, unit=MONTHS)
    thirty = Clock(pk=2, key="x", length=30, unit=DAYS)
    at = timezone.datetime(started.year, started.month, started.day, 12, tzinfo=STOCKHOLM)

    assert shortest([Holding(month), Holding(thirty)], 1, at).unit == holds


def test_an_agreed_day_follows_the_clock_for_everybody(db: None) -> None:
    local = RuleSet(pk=1, kind=RuleSet.Kind.LOCAL)
    everybodys = Clock(pk=2, key="x", length=30, unit=DAYS)
    agreed = Clock(pk=1, key="x", length=3, unit=DAYS, rule_set=local)

    chosen = shortest([Holding(agreed), Holding(everybodys)], 1, timezone.now(), date(2030, 1, 1))

    assert chosen is everybodys


def test_a_new_version_moves_no_running_deadline(cast: Cast, new_plan: NewPlan) -> None:
    agreement = agree(cast, "short", 3)
    plan = new_plan()
    before = deadline_of(plan, "obtain_consent")
    with act_as(None, reason="test"):
        begins = timezone.localdate() + timedelta(days=1)
        put_in_force(version=make_version(rule_set=agreement, valid_from=begins, source="-", by=None), by=None)

    after = deadline_of(plan, "obtain_consent")

    assert (after.clock, after.due_at) == (before.clock, before.due_at)
    assert after.clock.valid_to == timezone.localdate()


def test_a_clock_of_an_agreement_never_changes_by_itself(cast: Cast) -> None:
    agreement = agree(cast, "short", 3)

    with act_as(None, reason="test"), pytest.raises(AgreedByClause):
        change_clock(
            key="obtain_consent",
            rule_set=agreement,
            length=1,
            unit=DAYS,
            source="-",
            certainty=Clock.Certainty.AGREEMENT,
            valid_from=timezone.localdate() + timedelta(days=1),
            by=None,
        )


def test_a_clock_of_a_law_keeps_its_clause_when_it_is_changed(db: None) -> None:
    law = RuleSet.objects.get(slug="sol-2025-400")
    with act_as(None, reason="test"):
        changed = change_clock(
            key="preliminary_assessment",
            rule_set=law,
            length=10,
            unit=DAYS,
            source="SoL 20 kap. 2 § i ny lydelse",
            certainty=Clock.Certainty.STATUTE,
            valid_from=date(2027, 1, 1),
            by=None,
        )

    assert changed.clause is not None
    assert changed.clause.code == "20 kap. 2 §"
    assert clock_in_force("preliminary_assessment", date(2027, 1, 1)) == changed


def concern(plan: Plan) -> None:
    with acting_as(plan.cast.worker):
        set_target_groups(case=plan.case, groups=[VIOLENCE], by=plan.cast.worker)


def test_a_target_groups_clause_holds_where_the_case_concerns_it(cast: Cast, new_plan: NewPlan) -> None:
    agree(cast, "violence", 2, key="prepare", groups=(VIOLENCE,))
    with_group, without = new_plan(), new_plan()
    concern(with_group)
    for plan in (with_group, without):
        plan.obtain_consent()

    assert deadline_of(with_group, "prepare").clock.length == 2
    assert deadline_of(without, "prepare").clock.rule_set is None
    with acting_as(cast.worker):
        held = [
            clauses_for(plan.case.pk, timezone.localdate()).filter(code="C1").exists() for plan in (with_group, without)
        ]
    assert held == [True, False]


def test_a_target_group_never_shows_in_another_units_clock(cast: Cast, plan: Plan) -> None:
    agree(cast, "violence", 1, key="summons_reply", groups=(VIOLENCE,))
    concern(plan)

    plan.to_replies()

    assert deadline_of(plan, "reply", cast.nurse).clock.rule_set is None


def test_a_target_groups_clause_is_not_named_to_another_provider(cast: Cast, plan: Plan) -> None:
    agree(cast, "violence", 2, key="plan_meeting", groups=(VIOLENCE,))
    concern(plan)
    plan.to_replies()
    for each in plan.called:
        plan.reply(each)

    own, others = (signed_in(who).get(f"/cases/{plan.case.pk}/").content.decode() for who in (cast.worker, cast.nurse))

    assert "Agreement violence, C1" in own
    assert "Agreement violence" not in others


def test_case_page_and_inbox_say_which_agreement(cast: Cast, new_plan: NewPlan) -> None:
    agree(cast, "short", 3)
    plan, client = new_plan(), signed_in(cast.worker)

    assert "Agreement short, C1" in client.get(f"/cases/{plan.case.pk}/").content.decode()
    assert "Agreement short, C1" in client.get("/").content.decode()


def test_inbox_does_not_name_a_target_groups_clause_to_others(cast: Cast, plan: Plan) -> None:
    agree(cast, "violence", 2, key="plan_meeting", groups=(VIOLENCE,))
    concern(plan)
    plan.to_replies()
    for each in plan.called:
        plan.reply(each)

    with acting_as(cast.worker):
        [own] = inbox_page(cast.worker, Filters(everybody=True), now=timezone.now()).rows
    page = signed_in(cast.nurse).get("/?tab=others").content.decode()

    assert own.agreed == "Agreement violence, C1"
    assert "violence" not in page
