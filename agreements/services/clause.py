"""What a version says, while it is being written: clauses, what they are measured by, and their clocks."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from agreements.errors.agreement import (
    ClockTaken,
    ClockUnknown,
    CodeTaken,
    CutOffsInWrongOrder,
    CutOffsMissing,
    IndicatorTaken,
    VersionBegun,
)
from agreements.models import Clause, ClauseIndicator, Clock, RuleSet, RuleSetVersion
from agreements.selectors.clock import flow_clocks
from agreements.working_days import Unit

CERTAINTY = {RuleSet.Kind.LAW: Clock.Certainty.STATUTE, RuleSet.Kind.GUIDELINE: Clock.Certainty.GUIDELINE}


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """A clause as it is written down; `target_groups` empty where it holds for every family."""

    code: str
    kind: Clause.Kind
    party: Clause.Party
    text: str
    source_reference: str = ""
    target_groups: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """By what a clause is measured: `target` and the cut-offs are shares 0–1, None where nobody agreed on any."""

    key: str
    target: Decimal | None = None
    met_from: Decimal | None = None
    partly_from: Decimal | None = None
    more_is_better: bool = True


@act
def add_clause(*, version: RuleSetVersion, facts: ClauseFacts, by: Assignment | None) -> Clause:
    """The clause comes last. Raises VersionBegun, CodeTaken."""
    _require_unbegun(version)
    clauses = Clause.objects.filter(version=version)
    if clauses.filter(code=facts.code).exists():
        raise CodeTaken
    last = clauses.order_by("-position").first()
    return Clause.objects.create(version=version, position=last.position + 1 if last else 1, **_clause_values(facts))


@act
def change_clause(*, clause: Clause, facts: ClauseFacts, by: Assignment | None) -> Clause:
    """Raises VersionBegun, CodeTaken."""
    _require_unbegun(clause.version)
    if Clause.objects.filter(version=clause.version_id, code=facts.code).exclude(pk=clause.pk).exists():
        raise CodeTaken
    for name, value in _clause_values(facts).items():
        setattr(clause, name, value)
    clause.save()
    return clause


@act
def remove_clause(*, clause: Clause, by: Assignment | None) -> None:
    """With its indicators and clocks. Raises VersionBegun."""
    _require_unbegun(clause.version)
    for row in (*Clock.objects.filter(clause=clause), *ClauseIndicator.objects.filter(clause=clause), clause):
        row.delete()


@act
def add_indicator(*, clause: Clause, facts: IndicatorFacts, by: Assignment | None) -> ClauseIndicator:
    """The indicator comes last. Raises VersionBegun, IndicatorTaken, CutOffsMissing, CutOffsInWrongOrder."""
    _require_unbegun(clause.version)
    _check(facts)
    indicators = ClauseIndicator.objects.filter(clause=clause)
    if indicators.filter(key=facts.key).exists():
        raise IndicatorTaken
    last = indicators.order_by("-position").first()
    return ClauseIndicator.objects.create(clause=clause, position=last.position + 1 if last else 1, **asdict(facts))


@act
def change_indicator(*, indicator: ClauseIndicator, facts: IndicatorFacts, by: Assignment | None) -> ClauseIndicator:
    """Raises what add_indicator raises."""
    _require_unbegun(indicator.clause.version)
    _check(facts)
    same = ClauseIndicator.objects.filter(clause=indicator.clause_id, key=facts.key)
    if same.exclude(pk=indicator.pk).exists():
        raise IndicatorTaken
    for name, value in asdict(facts).items():
        setattr(indicator, name, value)
    indicator.save()
    return indicator


@act
def remove_indicator(*, indicator: ClauseIndicator, by: Assignment | None) -> None:
    """Raises VersionBegun."""
    _require_unbegun(indicator.clause.version)
    indicator.delete()


@act
def set_clock(*, clause: Clause, key: str, length: int, unit: Unit, by: Assignment | None, source: str = "") -> Clock:
    """The clause's own length of a clock that holds for everybody, from when its version begins.

    Days of reminder follow the general clock, never longer than the time itself. Raises VersionBegun, ClockUnknown
    for a key without a general clock, ClockTaken where another clause of the version has it.
    """
    version = clause.version
    _require_unbegun(version)
    general = flow_clocks().filter(key=key).first()
    if general is None:
        raise ClockUnknown
    others = Clock.objects.filter(key=key, clause__version=version)
    if others.exclude(clause=clause).exists():
        raise ClockTaken
    clock = others.first() or Clock(key=key, clause=clause, is_draft=version.is_draft)
    longest = length if unit != Unit.CALENDAR_MONTHS else max(general.near_days, 14)
    clock.rule_set_id, clock.valid_from = version.rule_set_id, version.valid_from
    clock.length, clock.unit, clock.starts = length, unit, general.starts
    clock.source = source or f"{version.rule_set.title}, {clause.code}"
    clock.certainty = CERTAINTY.get(RuleSet.Kind(version.rule_set.kind), Clock.Certainty.AGREEMENT)
    clock.near_days = min(general.near_days, longest)
    clock.remind_before_days = min(general.remind_before_days, longest)
    clock.save()
    return clock


@act
def remove_clock(*, clock: Clock, by: Assignment | None) -> None:
    """The general clock holds again. Raises VersionBegun, also for a clock of no clause."""
    if clock.clause is None:
        raise VersionBegun
    _require_unbegun(clock.clause.version)
    clock.delete()


def _require_unbegun(version: RuleSetVersion) -> None:
    """Locks the rule set: a version is not put in force while it is written in."""
    RuleSet.objects.select_for_update().get(pk=version.rule_set_id)
    version.refresh_from_db(fields=["is_draft", "valid_from"])
    if not version.is_draft and version.valid_from <= timezone.localdate():
        raise VersionBegun


def _check(facts: IndicatorFacts) -> None:
    met, partly = facts.met_from, facts.partly_from
    if (met is None) != (partly is None):
        raise CutOffsMissing
    if met is None or partly is None:
        return
    if met < partly if facts.more_is_better else met > partly:
        raise CutOffsInWrongOrder


def _clause_values(facts: ClauseFacts) -> dict[str, object]:
    return asdict(facts) | {"target_groups": list(facts.target_groups)}
