"""A version is written as a draft, put in force on a day, and stands from then on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from accounts.acting import act_as
from agreements.errors.agreement import (
    AlreadyParty,
    BeginsBeforeAnother,
    BeginsTooEarly,
    ClockTaken,
    ClockUnknown,
    CodeTaken,
    CutOffsInWrongOrder,
    CutOffsMissing,
    DraftExists,
    EmptyVersion,
    NoParties,
    NotADraft,
    VersionBegun,
)
from agreements.models import Clause, ClauseIndicator, Clock, RuleSet, RuleSetVersion
from agreements.selectors.rule_set import draft_of, version_on
from agreements.services.clause import (
    IndicatorFacts,
    add_clause,
    add_indicator,
    change_clause,
    remove_clause,
    remove_indicator,
    set_clock,
)
from agreements.services.rule_set import leave, sign
from agreements.services.version import discard_version, end_rule_set, make_version, put_in_force
from tests.agreements.agreement import DAYS, facts, in_force, make_agreement, town
from tests.cast import LONG_AGO, Cast

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def acting(db: None):
    with act_as(None, reason="test"):
        yield


@pytest.fixture
def agreement(acting: None) -> RuleSet:
    rule_set = make_agreement()
    in_force(rule_set, clocks={"plan_meeting": (14, DAYS)})
    return rule_set


def next_version(agreement: RuleSet, days: int = 30) -> RuleSetVersion:
    begins = timezone.localdate() + timedelta(days=days)
    return make_version(rule_set=agreement, valid_from=begins, source="Signed again", by=None)


def test_make_version_holds_for_nothing_before_it_is_put_in_force(agreement: RuleSet) -> None:
    draft = next_version(agreement)

    assert draft_of(agreement) == draft
    assert version_on(agreement, draft.valid_from) == agreement.versions.get(number=1)
    assert not Clock.objects.in_force(draft.valid_from).filter(clause__version=draft).exists()


def test_make_version_copies_what_the_newest_says(agreement: RuleSet) -> None:
    draft = next_version(agreement)

    [clause] = draft.clauses.all()
    [indicator], [clock] = clause.indicators.all(), clause.clocks.all()
    assert (clause.code, clause.text) == ("C1", "Promise C1")
    assert (indicator.key, indicator.met_from) == ("coordinator", Decimal("0.9"))
    assert (clock.key, clock.length, clock.is_draft) == ("plan_meeting", 14, True)


def test_put_in_force_ends_the_version_before_and_its_clocks(agreement: RuleSet) -> None:
    draft = next_version(agreement)

    put_in_force(version=draft, by=None)

    old = agreement.versions.get(number=1)
    assert old.valid_to == draft.valid_from - ONE_DAY
    assert version_on(agreement, old.valid_to) == old
    assert version_on(agreement, draft.valid_from) == draft
    clocks = Clock.objects.filter(rule_set=agreement).order_by("valid_from")
    assert [(clock.valid_from, clock.valid_to) for clock in clocks] == [
        (LONG_AGO, old.valid_to),
        (draft.valid_from, None),
    ]
    assert [each.text for each in old.clauses.all()] == ["Promise C1"]


def test_put_in_force_of_what_was_taken_out_ends_its_clock(agreement: RuleSet) -> None:
    draft = next_version(agreement)
    add_clause(version=draft, facts=facts("C2"), by=None)
    remove_clause(clause=draft.clauses.get(code="C1"), by=None)

    put_in_force(version=draft, by=None)

    assert not Clock.objects.filter(rule_set=agreement, valid_to=None).exists()


@pytest.mark.parametrize(("days", "refusal"), [(0, BeginsTooEarly), (-400, BeginsTooEarly)])
def test_put_in_force_in_what_has_happened_is_refused(agreement: RuleSet, days: int, refusal: type[Exception]) -> None:
    draft = next_version(agreement, days)

    with pytest.raises(refusal), transaction.atomic():
        put_in_force(version=draft, by=None)


def test_put_in_force_before_a_version_to_come_is_refused(agreement: RuleSet) -> None:
    put_in_force(version=next_version(agreement, 30), by=None)

    with pytest.raises(BeginsBeforeAnother), transaction.atomic():
        put_in_force(version=next_version(agreement, 20), by=None)


def test_put_in_force_twice_or_empty_is_refused(acting: None) -> None:
    rule_set = make_agreement()
    draft = make_version(rule_set=rule_set, valid_from=LONG_AGO, source="Paper", by=None)
    with pytest.raises(EmptyVersion), transaction.atomic():
        put_in_force(version=draft, by=None)
    add_clause(version=draft, facts=facts(), by=None)
    put_in_force(version=draft, by=None)

    with pytest.raises(NotADraft), transaction.atomic():
        put_in_force(version=draft, by=None)


def test_make_version_while_one_is_written_is_refused(agreement: RuleSet) -> None:
    next_version(agreement)

    with pytest.raises(DraftExists), transaction.atomic():
        next_version(agreement)


def test_discard_version_leaves_what_holds(agreement: RuleSet) -> None:
    draft = next_version(agreement)

    discard_version(version=draft, by=None)

    assert draft_of(agreement) is None
    assert Clause.objects.filter(version__rule_set=agreement).count() == 1
    assert Clause.history.filter(history_type="-").exists()
    with pytest.raises(NotADraft), transaction.atomic():
        discard_version(version=agreement.versions.get(), by=None)


def test_end_rule_set_ends_its_version_and_clocks(agreement: RuleSet) -> None:
    today = timezone.localdate()

    end_rule_set(rule_set=agreement, last_day=today, by=None)

    assert version_on(agreement, today + ONE_DAY) is None
    assert not Clock.objects.in_force(today + ONE_DAY).filter(rule_set=agreement).exists()


def test_what_has_begun_is_not_written_in(agreement: RuleSet) -> None:
    version = agreement.versions.get()
    clause = version.clauses.get()
    acts = [
        lambda: add_clause(version=version, facts=facts("C2"), by=None),
        lambda: change_clause(clause=clause, facts=facts(text="Less"), by=None),
        lambda: remove_clause(clause=clause, by=None),
        lambda: add_indicator(clause=clause, facts=IndicatorFacts("steering_group"), by=None),
        lambda: remove_indicator(indicator=clause.indicators.get(), by=None),
        lambda: set_clock(clause=clause, key="prepare", length=1, unit=DAYS, by=None),
    ]

    for do in acts:
        with pytest.raises(VersionBegun), transaction.atomic():
            do()


def test_the_database_refuses_to_change_what_has_begun(agreement: RuleSet) -> None:
    for rows in (Clause.objects.filter(code="C1"), ClauseIndicator.objects.filter(key="coordinator")):
        with pytest.raises(DatabaseError, match="is locked"), transaction.atomic():
            rows.update(position=9)


def test_a_version_to_come_can_still_be_written_in(agreement: RuleSet) -> None:
    draft = put_in_force(version=next_version(agreement), by=None)

    add_clause(version=draft, facts=facts("C2"), by=None)

    assert draft.clauses.count() == 2


def test_change_clause_and_its_history(agreement: RuleSet) -> None:
    draft = next_version(agreement)

    changed = change_clause(clause=draft.clauses.get(), facts=facts("C9", text="More"), by=None)

    assert (changed.code, changed.text) == ("C9", "More")
    assert [row.text for row in changed.history.all()] == ["More", "Promise C1"]


def test_add_clause_with_a_code_that_is_taken_is_refused(agreement: RuleSet) -> None:
    with pytest.raises(CodeTaken), transaction.atomic():
        add_clause(version=next_version(agreement), facts=facts("C1"), by=None)


@pytest.mark.parametrize(
    ("cut_offs", "refusal"),
    [
        ({"met_from": Decimal("0.9")}, CutOffsMissing),
        ({"met_from": Decimal("0.5"), "partly_from": Decimal("0.9")}, CutOffsInWrongOrder),
        ({"met_from": Decimal("0.2"), "partly_from": Decimal("0.1"), "more_is_better": False}, CutOffsInWrongOrder),
    ],
)
def test_add_indicator_with_bad_cut_offs_is_refused(
    agreement: RuleSet, cut_offs: dict[str, object], refusal: type[Exception]
) -> None:
    clause = next_version(agreement).clauses.get()

    with pytest.raises(refusal), transaction.atomic():
        add_indicator(clause=clause, facts=IndicatorFacts("steering_group", **cut_offs), by=None)


def test_set_clock_changes_the_one_there_is_and_says_where_it_stands(agreement: RuleSet) -> None:
    clause = next_version(agreement).clauses.get()

    clock = set_clock(clause=clause, key="plan_meeting", length=1, unit=DAYS, by=None)

    assert clause.clocks.get() == clock
    assert (clock.length, clock.source, clock.certainty) == (1, "Agreement local, C1", "agreement")
    assert clock.near_days == clock.remind_before_days == 1


def test_set_clock_of_another_clause_or_of_nothing_is_refused(agreement: RuleSet) -> None:
    draft = next_version(agreement)
    other = add_clause(version=draft, facts=facts("C2"), by=None)

    with pytest.raises(ClockTaken), transaction.atomic():
        set_clock(clause=other, key="plan_meeting", length=1, unit=DAYS, by=None)
    with pytest.raises(ClockUnknown), transaction.atomic():
        set_clock(clause=other, key="nothing", length=1, unit=DAYS, by=None)


def test_sign_twice_at_once_is_refused_and_again_later_is_not(cast: Cast) -> None:
    agreement = make_agreement(town(cast))
    with act_as(None, reason="test"), pytest.raises(AlreadyParty), transaction.atomic():
        sign(rule_set=agreement, principal=town(cast), valid_from=date(2021, 1, 1), by=None)
    with act_as(None, reason="test"):
        leave(party=agreement.parties.get(), last_day=date(2022, 12, 31), by=None)
        sign(rule_set=agreement, principal=town(cast), valid_from=date(2023, 1, 1), by=None)

    assert agreement.parties.in_force(date(2024, 1, 1)).count() == 1


def test_sign_a_law_is_refused(cast: Cast) -> None:
    with act_as(None, reason="test"), pytest.raises(NoParties):
        sign(rule_set=RuleSet.objects.get(slug="pdl-2008-355"), principal=town(cast), valid_from=LONG_AGO, by=None)
