"""Who may do what with an agreement. The decision and the list are asked alike in every test."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.organisation import open_centre
from accounts.services.user import assign, deactivate_user, end_assignment
from agreements.models import Questionnaire, Round, RoundCentre, RuleSet
from agreements.permissions import Right, agreements_for, asked_centres_for, may, may_answer
from agreements.services.rule_set import leave
from tests.agreements.agreement import grant, in_force, make_agreement, town
from tests.cast import LONG_AGO, Cast

YESTERDAY = timedelta(days=-1)


@pytest.fixture
def agreement(cast: Cast) -> RuleSet:
    make_agreement(slug="other")
    rule_set = make_agreement(town(cast))
    in_force(rule_set)
    return rule_set


def rights(assignment: Assignment, rule_set: RuleSet) -> set[Right]:
    acting = Assignment.objects.select_related("user", "unit").get(pk=assignment.pk)
    held = {right for right in Right if may(acting, right, rule_set)}
    assert held == {right for right in Right if rule_set in agreements_for(acting, right)}
    return held


@pytest.mark.parametrize(
    ("who", "held"),
    [
        ("worker", {Right.SEE}),
        ("teacher", {Right.SEE}),
        ("manager", {Right.SEE, Right.AUDIT}),
        ("auditor", {Right.SEE, Right.AUDIT}),
        ("administrator", {Right.SEE, Right.ADMINISTER}),
        ("reviewer", set()),
        ("nurse", set()),
        ("stranger", set()),
    ],
)
def test_role_and_principal_give(cast: Cast, agreement: RuleSet, who: str, held: set[Right]) -> None:
    assert rights(cast.everybody[who], agreement) == held


@pytest.mark.parametrize(
    ("permission", "held"),
    [
        ("coordinate_agreement", {Right.SEE, Right.ADMINISTER, Right.LEAD, Right.AUDIT}),
        ("check_round", {Right.SEE, Right.CHECK, Right.AUDIT}),
        ("adopt_report", {Right.SEE, Right.ASSESS, Right.ADOPT, Right.AUDIT}),
        ("audit_agreement", {Right.SEE, Right.AUDIT}),
    ],
)
def test_grant_gives(cast: Cast, agreement: RuleSet, permission: str, held: set[Right]) -> None:
    grant(cast.nurse, permission, agreement)

    assert rights(cast.nurse, agreement) == held
    assert rights(cast.nurse, RuleSet.objects.get(slug="other")) == set()


@pytest.mark.parametrize("days", [(-9, -1), (1, None)])
def test_grant_outside_its_days_gives_nothing(cast: Cast, agreement: RuleSet, days: tuple[int, int | None]) -> None:
    grant(cast.nurse, "coordinate_agreement", agreement, days=days)

    assert rights(cast.nurse, agreement) == set()


def test_grant_does_not_follow_its_user_to_another_assignment(cast: Cast, agreement: RuleSet) -> None:
    grant(cast.nurse, "coordinate_agreement", agreement)
    with act_as(None, reason="test"):
        switched = assign(
            user=cast.nurse.user,
            unit=cast.outsider.unit,
            role=Role.CHILD_HEALTH_NURSE,
            valid_from=LONG_AGO,
            by=None,
        )

    assert rights(switched, agreement) == set()


def test_ended_assignment_gives_nothing(cast: Cast, agreement: RuleSet) -> None:
    for each in (cast.manager, cast.administrator, cast.nurse):
        grant(each, "coordinate_agreement", agreement)
        with act_as(None, reason="test"):
            end_assignment(assignment=each, last_day=timezone.localdate() + YESTERDAY, by=None)

        assert rights(each, agreement) == set()


def test_deactivated_user_has_nothing(cast: Cast, agreement: RuleSet) -> None:
    grant(cast.nurse, "coordinate_agreement", agreement)
    with act_as(None, reason="test"):
        deactivate_user(user=cast.nurse.user, by=None)

    assert rights(cast.nurse, agreement) == set()


def test_principal_that_left_gives_nothing(cast: Cast, agreement: RuleSet) -> None:
    with act_as(None, reason="test"):
        leave(party=agreement.parties.get(), last_day=timezone.localdate() + YESTERDAY, by=None)

    assert rights(cast.manager, agreement) == set()


def test_law_is_seen_by_all_who_work_by_it_and_changed_by_the_administrator(cast: Cast) -> None:
    law = RuleSet.objects.get(slug="sol-2025-400")

    assert rights(cast.worker, law) == rights(cast.nurse, law) == {Right.SEE}
    assert rights(cast.reviewer, law) == set()
    assert rights(cast.administrator, law) == {Right.SEE, Right.ADMINISTER}


def asked(cast: Cast, agreement: RuleSet, name: str) -> RoundCentre:
    with act_as(None, reason="test"):
        centre = open_centre(name=name, units=[cast.nurse.unit], valid_from=LONG_AGO, by=None)
        kafo, _made = Questionnaire.objects.get_or_create(slug="test", title="Test", kind="kafo")
        day = timezone.localdate()
        started, _made = Round.objects.get_or_create(
            rule_set=agreement,
            questionnaire=kafo,
            year=2026,
            defaults={"version": agreement.versions.get(), "started_on": day, "due_on": day},
        )
        return RoundCentre.objects.create(round=started, centre=centre, respondent=cast.nurse)


def test_respondent_answers_for_the_own_centre_alone(cast: Cast, agreement: RuleSet) -> None:
    mine, other = asked(cast, agreement, "Mine"), asked(cast, agreement, "Other")
    grant(cast.nurse, "answer_round", mine)

    assert list(asked_centres_for(cast.nurse)) == [mine]
    assert may_answer(cast.nurse, mine)
    assert not may_answer(cast.nurse, other)
    assert rights(cast.nurse, agreement) == {Right.SEE}


def test_coordinator_enters_paper_for_every_centre(cast: Cast, agreement: RuleSet) -> None:
    both = {asked(cast, agreement, "Mine"), asked(cast, agreement, "Other")}
    grant(cast.coordinator, "coordinate_agreement", agreement)

    assert set(asked_centres_for(cast.coordinator)) == both
    assert not asked_centres_for(cast.manager).exists()
    assert not asked_centres_for(cast.administrator).exists()
