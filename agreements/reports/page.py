"""A report's content as its page shows it: labels instead of codes, and what the template would have to work out."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from agreements.indicators.case_facts import CaseIndicator
from agreements.indicators.codes import BY_CODE
from agreements.indicators.definition import Counted, Source
from agreements.indicators.registry import INDICATORS
from agreements.models import Clause, ClauseAssessment, Question
from agreements.reports.chart import share_width
from agreements.reports.content import Content
from agreements.reports.figure_text import clause_words
from agreements.reports.quarters import before_in_words
from agreements.selectors.drill import NOT_OPENED


@dataclass(frozen=True, slots=True)
class PartyRows:
    label: "str | Promise"
    party: str
    clauses: "tuple[ClauseRows, ...]"


@dataclass(frozen=True, slots=True)
class ClauseRows:
    """`code`, `text`, `assessment` as in the content; `level` is the stored level, `level_label` its words."""

    row: Content
    kind: str
    level: str
    level_label: "str | Promise"
    indicators: "tuple[IndicatorRow, ...]"

    @property
    def height(self) -> int:
        return len(self.indicators) or 1


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A provider's part by code; `is_count` where the code says what became of it, so that there is no share of it."""

    row: Content
    label: "str | Promise"
    is_count: bool


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`row` is the content's; `bar` and its part `bar_limited` are widths of 100; words only span figure and share."""

    row: Content
    label: "str | Promise"
    kafo: "str | Promise"
    counted: "str | Promise"
    source: "str | Promise"
    bar: int
    bar_limited: int
    parts: tuple[Content, ...]
    by_code: "str | Promise" = ""
    codes: tuple[CodeRow, ...] = ()
    is_lead_time: bool = False

    @property
    def principals(self) -> list[Content]:
        """Each principal's part, where there are several."""
        found = self.row.get("principals", [])
        return found if len(found) > 1 else []

    @property
    def before(self) -> str:
        """Which round or period it is compared with, empty where with none."""
        previous = self.row["previous"]
        return before_in_words(previous["name"]) if previous else ""

    @property
    def limited_x(self) -> int:
        """The limited are the last part of the bar."""
        return 1 + self.bar_full

    @property
    def bar_full(self) -> int:
        return self.bar - self.bar_limited

    @property
    def opens_cases(self) -> bool:
        """Whether a unit's manager may go on from it to the cases."""
        return self.row["id"] not in NOT_OPENED

    @property
    def is_hidden(self) -> bool:
        return self.row["suppressed"] and self.row["numerator"] is None

    @property
    def is_words_only(self) -> bool:
        return self.row["numerator"] is None and not self.row["suppressed"]


def page_rows(content: Content, party: str = "") -> list[PartyRows]:
    """All parties in order, or one of them; a party without a clause is left out."""
    parties = [each for each in Clause.Party if party in ("", each.value)]
    found = [
        PartyRows(
            each.label,
            each.value,
            tuple(_clause(clause) for clause in content["clauses"] if clause["party"] == each.value),
        )
        for each in parties
    ]
    return [each for each in found if each.clauses]


def _clause(clause: Content) -> ClauseRows:
    level = clause["assessment"]["level"] if clause["assessment"] else ""
    return ClauseRows(
        row=clause,
        kind=clause_words(clause),
        level=level,
        level_label=ClauseAssessment.Level(level).label if level else "",
        indicators=tuple(indicator_row(each) for each in clause["indicators"]),
    )


def indicator_row(row: Content) -> IndicatorRow:
    about = INDICATORS.get(row["id"])
    limited = row["of_which_limited"]
    share_limited = limited / row["denominator"] if limited and row["denominator"] else None
    return IndicatorRow(
        row=row,
        label=about.label if about else row["id"],
        kafo=_label(Question.Kafo, row["kafo"]),
        counted=_label(Counted, row["counted"]),
        source=Source(row["source"]).label,
        bar=share_width(row["share"]),
        bar_limited=share_width(share_limited),
        parts=tuple(row["parts"]),
        by_code=BY_CODE[row["id"]].label if row["id"] in BY_CODE else "",
        codes=_codes(row),
        is_lead_time=isinstance(about, CaseIndicator) and about.is_lead_time,
    )


def _codes(row: Content) -> tuple[CodeRow, ...]:
    about = BY_CODE.get(row["id"])
    rows = row.get("codes", [])
    if about is None:
        return ()
    return tuple(CodeRow(each, about.words.get(each["code"], each["code"]), about.is_outcome) for each in rows)


def _label(choices: Any, value: str) -> "str | Promise":
    return choices(value).label if value else ""
