"""The cases behind a unit's figure, as its manager's page lists them: from `visible_to`, and always logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import Assignment, CareUnit
from agreements.selectors.drill import Behind, CaseBehind, Outcome, behind_figure
from cases.models import CasePerson
from cases.services.access import log_listing
from workflows.selectors.case_list import MOST, subjects_of


@dataclass(frozen=True, slots=True)
class ListedBehind:
    """`subject` is None where the reader's provider has not been told."""

    behind: CaseBehind
    subject: CasePerson | None


@dataclass(frozen=True, slots=True)
class FigureCases:
    rows: Sequence[ListedBehind]
    behind: Behind


def cases_of_figure(
    reader: Assignment, key: str, unit: CareUnit, first_day: date, last_day: date, outcome: Outcome | None = None
) -> FigureCases:
    """The latest cases, at most MOST, each with what it adds to the figure."""
    behind = behind_figure(reader, key, unit, first_day, last_day, outcome=outcome, most=MOST)
    subjects = subjects_of({each.case.pk for each in behind.cases}, reader)
    shown = [(each.case.pk, subjects[each.case.pk].pk if each.case.pk in subjects else None) for each in behind.cases]
    if shown:
        log_listing(what="figure", shown=shown, by=reader)
    return FigureCases([ListedBehind(each, subjects.get(each.case.pk)) for each in behind.cases], behind)
