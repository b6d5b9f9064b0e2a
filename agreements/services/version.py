"""Versions of a rule set: written as a draft, put in force on a day. What held before stays as it was."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from agreements.errors.agreement import (
    BeginsBeforeAnother,
    BeginsTooEarly,
    DraftExists,
    EmptyVersion,
    NotADraft,
)
from agreements.models import Clause, ClauseIndicator, Clock, RuleSet, RuleSetVersion

ONE_DAY = timedelta(days=1)


@act
def make_version(
    *, rule_set: RuleSet, valid_from: date, source: str, by: Assignment | None, adopted: str = ""
) -> RuleSetVersion:
    """A draft of the next version, with everything the newest one says; empty where it is the first.

    Nothing holds by it before put_in_force. Raises DraftExists.
    """
    RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    versions = RuleSetVersion.objects.filter(rule_set=rule_set)
    if versions.filter(is_draft=True).exists():
        raise DraftExists
    newest = versions.order_by("-number").first()
    draft = RuleSetVersion.objects.create(
        rule_set=rule_set,
        number=newest.number + 1 if newest else 1,
        adopted=adopted,
        source=source,
        valid_from=valid_from,
        is_draft=True,
    )
    if newest is not None:
        _copy_clauses(newest, draft)
    return draft


@act
def put_in_force(*, version: RuleSetVersion, by: Assignment | None, valid_from: date | None = None) -> RuleSetVersion:
    """Ends the version before, and its clocks, the day before this one begins.

    The first version may begin in the past: an agreement is often older than its entry here. Running deadlines stay
    with the clocks they were started under. Raises NotADraft, EmptyVersion, BeginsTooEarly, BeginsBeforeAnother.
    """
    rule_set = RuleSet.objects.select_for_update().get(pk=version.rule_set_id)
    version.refresh_from_db()
    begins = valid_from or version.valid_from
    if not version.is_draft:
        raise NotADraft
    if not version.clauses.exists():
        raise EmptyVersion
    _end_before(rule_set, begins)
    version.valid_from, version.is_draft = begins, False
    version.save(update_fields=["valid_from", "is_draft"])
    for clock in Clock.objects.filter(rule_set=rule_set, is_draft=True):
        clock.valid_from, clock.is_draft = begins, False
        clock.save(update_fields=["valid_from", "is_draft"])
    return version


@act
def discard_version(*, version: RuleSetVersion, by: Assignment | None) -> None:
    """The draft is gone; history keeps what it said. Raises NotADraft."""
    RuleSet.objects.select_for_update().get(pk=version.rule_set_id)
    version.refresh_from_db()
    if not version.is_draft:
        raise NotADraft
    for rows in (
        Clock.objects.filter(clause__version=version),
        ClauseIndicator.objects.filter(clause__version=version),
        Clause.objects.filter(version=version),
    ):
        for row in rows:
            row.delete()
    version.delete()


@act
def end_rule_set(*, rule_set: RuleSet, last_day: date, by: Assignment | None) -> RuleSetVersion:
    """The rule set holds no longer after `last_day`, nor do its clocks.

    Raises BeginsTooEarly for a day that is over, DraftExists, and BeginsBeforeAnother where a version begins later.
    """
    RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    if last_day < timezone.localdate():
        raise BeginsTooEarly
    if RuleSetVersion.objects.filter(rule_set=rule_set, is_draft=True).exists():
        raise DraftExists
    _end_before(rule_set, last_day + ONE_DAY)
    return RuleSetVersion.objects.filter(rule_set=rule_set).latest("number")


def _end_before(rule_set: RuleSet, begins: date) -> None:
    """What holds of the rule set ends the day before `begins`, unless it ended earlier."""
    newest = RuleSetVersion.objects.filter(rule_set=rule_set, is_draft=False).order_by("-valid_from").first()
    clocks = Clock.objects.filter(rule_set=rule_set, is_draft=False)
    if newest is None:
        return
    if begins <= timezone.localdate():
        raise BeginsTooEarly
    if newest.valid_from >= begins or clocks.filter(valid_from__gte=begins).exists():
        raise BeginsBeforeAnother
    rows: list[RuleSetVersion | Clock] = [newest, *clocks]
    for row in rows:
        if row.valid_to is None or row.valid_to >= begins:
            row.valid_to = begins - ONE_DAY
            row.save(update_fields=["valid_to"])


def _copy_clauses(old: RuleSetVersion, new: RuleSetVersion) -> None:
    for clause in Clause.objects.filter(version=old).order_by("position"):
        indicators = list(ClauseIndicator.objects.filter(clause=clause).order_by("position"))
        clocks = list(Clock.objects.filter(clause=clause, is_draft=False, valid_to=old.valid_to))
        _copy(clause, version=new)
        for indicator in indicators:
            _copy(indicator, clause=clause)
        for clock in clocks:
            _copy(clock, clause=clause, is_draft=True, valid_from=new.valid_from, valid_to=None)


def _copy(row: Clause | ClauseIndicator | Clock, **changed: object) -> None:
    """`row` becomes its own copy, not yet the row it was read from."""
    row.pk, row._state.adding = None, True
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
