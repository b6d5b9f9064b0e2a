"""One person's answers as their page shows them: question by question, and what stood before a correction."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.models import InstrumentAnswers
from cases.selectors.health import editions_before


@dataclass(frozen=True, slots=True)
class Shown:
    """One edition of somebody's answers; `words`: question and answer, of those that are answered."""

    row: Any
    name: str
    taken_on: date
    total: int | None
    is_partial: bool
    written_by: Any
    words: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """The standing edition, and each before it with the row that replaced it."""

    shown: Shown
    earlier: list[tuple[Shown, Any]]


def shown(row: Any) -> Shown:
    """`row`: InstrumentAnswers, or a row of its history."""
    instrument, found = row.instrument, []
    for item in instrument.items.all():
        points = row.answers.get(str(item.number))
        if points is not None:
            question = item.text or _("Question %(number)d") % {"number": item.number}
            found.append((question, dict(item.choices).get(points, str(points))))
    is_partial = instrument.has_sum and row.total is None
    return Shown(row, instrument.name, row.taken_on, row.total, is_partial, row.written_by, found)


def listed(rows: list[InstrumentAnswers]) -> list[Listed]:
    return [Listed(shown(row), [(shown(older), newer) for older, newer in editions_before(row)]) for row in rows]
