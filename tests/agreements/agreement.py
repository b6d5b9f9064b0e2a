"""An agreement between the cast's town and region, made through the services."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, Grant, Principal
from accounts.services.user import give_grant
from agreements.models import Clause, RuleSet, RuleSetVersion
from agreements.services.clause import ClauseFacts, IndicatorFacts, add_clause, add_indicator, set_clock
from agreements.services.rule_set import make_rule_set, sign
from agreements.services.version import make_version, put_in_force
from agreements.working_days import Unit
from tests.cast import LONG_AGO, Cast

DAYS, MONTHS = Unit.CALENDAR_DAYS, Unit.CALENDAR_MONTHS


def facts(code: str = "C1", **changed: Any) -> ClauseFacts:
    terms = {"kind": Clause.Kind.COMMITMENT, "party": Clause.Party.JOINT, "text": f"Promise {code}"}
    return ClauseFacts(code=code, **(terms | changed))


def make_agreement(*principals: Principal, slug: str = "local", kind: RuleSet.Kind = RuleSet.Kind.LOCAL) -> RuleSet:
    """Signed, and nothing said yet."""
    with act_as(None, reason="test"):
        rule_set = make_rule_set(slug=slug, title=f"Agreement {slug}", kind=kind, by=None)
        for principal in principals:
            sign(rule_set=rule_set, principal=principal, valid_from=LONG_AGO, by=None)
    return rule_set


def in_force(
    rule_set: RuleSet,
    *,
    since: date = LONG_AGO,
    clocks: dict[str, tuple[int, Unit]] | None = None,
    groups: tuple[str, ...] = (),
    of_cases: str = "",
) -> RuleSetVersion:
    """A first version with one clause, C1, its indicator and its clocks, in force since that day.

    `of_cases`: the key of an indicator from the cases; then there is a clause C2 measured by it.
    """
    with act_as(None, reason="test"):
        version = make_version(rule_set=rule_set, valid_from=since, source="Signed on paper", by=None)
        clause = add_clause(version=version, facts=facts(target_groups=groups), by=None)
        cut_offs = IndicatorFacts("coordinator", met_from=Decimal("0.9"), partly_from=Decimal("0.5"))
        add_indicator(clause=clause, facts=cut_offs, by=None)
        for key, (length, unit) in (clocks or {}).items():
            set_clock(clause=clause, key=key, length=length, unit=unit, by=None)
        if of_cases:
            other = add_clause(version=version, facts=facts("C2"), by=None)
            add_indicator(clause=other, facts=IndicatorFacts(of_cases), by=None)
        return put_in_force(version=version, by=None)


def grant(cast_member: Assignment, permission: str, on: Any, *, days: tuple[int, int | None] = (-10, None)) -> Grant:
    """From and to in days from today."""
    today = timezone.localdate()
    first, last = today + timedelta(days=days[0]), None if days[1] is None else today + timedelta(days=days[1])
    with act_as(None, reason="test"):
        return give_grant(
            assignment=cast_member,
            permission=permission,
            on=on,
            valid_from=first,
            valid_to=last,
            reason="Appointed",
            by=None,
        )


def town(cast: Cast) -> Principal:
    return cast.worker.unit.provider.principal


def region(cast: Cast) -> Principal:
    return cast.nurse.unit.provider.principal
