"""What importing a file would change: worked out without writing, for the import itself and for --dry-run."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.errors.round import NoVersion, RoundAdopted, RoundExists
from agreements.models import Round, RuleSet
from agreements.round_file import CENTRE, Fault, Row, Value, same_name
from agreements.selectors.round import CentreAnswers, centre_answers, centres_by_name, version_of_year

KAFO = "kafo"


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that becomes another; `before` is None where there was none."""

    centre: str
    key: str
    before: Value | None
    after: Value


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """`created`: the agreement does not know them yet. `added`, `removed`: of the round; `changes` of those in it."""

    is_new_round: bool
    created: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        return not (self.is_new_round or self.created or self.added or self.removed or self.changes)


def kafo_round(rule_set: RuleSet, year: int) -> Round | None:
    return Round.objects.filter(rule_set=rule_set, questionnaire__slug=KAFO, year=year).first()


def plan_import(rule_set: RuleSet, year: int, rows: Sequence[Row]) -> ImportPlan:
    """Raises RoundAdopted, NoVersion where none was in force that year, and RoundExists for a round started by hand.

    The centres of a round started by hand answer for themselves.
    """
    round_ = kafo_round(rule_set, year)
    if round_ is not None and round_.is_adopted:
        raise RoundAdopted
    if round_ is not None and not round_.is_imported:
        raise RoundExists
    if round_ is None and version_of_year(rule_set, year) is None:
        raise NoVersion
    known = centres_by_name(rule_set)
    standing = {same_name(each.name): each for each in centre_answers(round_)} if round_ else {}
    named = {same_name(row.centre): row for row in rows}
    changes = [change for name, row in named.items() if name in standing for change in _changes(standing[name], row)]
    touched = {change.centre for change in changes}
    return ImportPlan(
        is_new_round=round_ is None,
        created=tuple(row.centre for name, row in named.items() if name not in known),
        added=tuple(row.centre for name, row in named.items() if name not in standing),
        removed=tuple(each.name for name, each in standing.items() if name not in named),
        changes=tuple(changes),
        unchanged=sum(name in standing and standing[name].name not in touched for name in named),
    )


def unknown_centres(rule_set: RuleSet, rows: Sequence[Row]) -> list[Fault]:
    """A fault for each row whose centre the agreement does not know."""
    known = centres_by_name(rule_set)
    expected = f"a centre of the agreement {rule_set.slug} (--create-centres makes it)"
    return [
        Fault(row.line, CENTRE, expected, repr(row.centre))
        for row in rows
        if row.centre and same_name(row.centre) not in known
    ]


def _changes(standing: CentreAnswers, row: Row) -> list[Change]:
    return [
        Change(standing.name, key, standing.answers.get(key), after)
        for key, after in row.answers.items()
        if not _is_same(standing.answers.get(key), after)
    ]


def _is_same(before: Value | None, after: Value) -> bool:
    return isinstance(before, Decimal) == isinstance(after, Decimal) and before == after
