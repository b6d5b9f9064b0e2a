"""The chart of what stands at the centres, ready to draw: whole numbers in, places in the picture out."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.indicators.registry import INDICATORS
from agreements.models import Clause
from agreements.reports.content import Content

# Those whose numerator means that something stands at a centre, wholly, limited or not known how much.
CHARTED = ("open_preschool", "social_services_staffing", "child_health_staffing", "maternity_staffing")
LEFT, RIGHT, TOP, PITCH, HEIGHT = 170, 620, 8, 46, 30
TICKS = 4


class Fill(models.TextChoices):
    FULL = "full", _("Without limitation")
    LIMITED = "limited", _("Limited")
    EXISTS = "exists", _("There is, how limited is not known")
    UNKNOWN = "unknown", _("Not known")
    NONE = "none", _("There is none")


@dataclass(frozen=True, slots=True)
class Part:
    fill: Fill
    number: int
    x: int
    width: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def label_x(self) -> int:
        """The box behind the number."""
        return self.middle - 14


@dataclass(frozen=True, slots=True)
class Bar:
    label: "str | Promise"
    party: "str | Promise"
    y: int
    parts: tuple[Part, ...]
    row: Content

    @property
    def text_y(self) -> int:
        return self.y + HEIGHT // 2 + 5

    @property
    def has_limits(self) -> bool:
        return self.row["of_which_limited"] is not None

    def number(self, fill: Fill) -> int:
        return next((part.number for part in self.parts if part.fill == fill), 0)

    @property
    def none(self) -> int:
        return self.number(Fill.NONE)

    @property
    def unknown(self) -> int:
        return self.number(Fill.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Chart:
    """`ticks`: place and number along the axis."""

    bars: tuple[Bar, ...]
    of: int
    ticks: tuple[tuple[int, int], ...]
    fills: tuple[Fill, ...]

    @property
    def axis_y(self) -> int:
        return TOP + PITCH * len(self.bars)

    @property
    def tick_y(self) -> int:
        return self.axis_y + 14

    @property
    def height(self) -> int:
        return self.axis_y + 36


def chart_of(content: Content) -> Chart | None:
    """The chart of a report; None where it has none of CHARTED, or their groups are of different sizes."""
    rows = [(clause, each) for clause in content["clauses"] for each in clause["indicators"] if each["id"] in CHARTED]
    rows = [(clause, each) for clause, each in rows if each["numerator"] is not None and each["denominator"]]
    sizes = {each["denominator"] for _clause, each in rows}
    if len(sizes) != 1:
        return None
    of: int = sizes.pop()
    rows.sort(key=lambda row: CHARTED.index(row[1]["id"]))
    bars = tuple(_bar(clause, each, TOP + PITCH * place, of) for place, (clause, each) in enumerate(rows))
    used = {part.fill for bar in bars for part in bar.parts}
    return Chart(bars, of, _ticks(of), tuple(fill for fill in Fill if fill in used))


def _bar(clause: Content, row: Content, y: int, of: int) -> Bar:
    limited = row["of_which_limited"]
    numbers = {
        Fill.FULL: 0 if limited is None else row["numerator"] - limited,
        Fill.LIMITED: limited or 0,
        Fill.EXISTS: row["numerator"] if limited is None else 0,
        Fill.UNKNOWN: row["unknown"],
        Fill.NONE: of - row["numerator"] - row["unknown"],
    }
    parts, done = [], 0
    for fill, number in numbers.items():
        if number:
            x = _place(done, of)
            parts.append(Part(fill, number, x, _place(done + number, of) - x))
            done += number
    return Bar(INDICATORS[row["id"]].label, Clause.Party(clause["party"]).label, y, tuple(parts), row)


def _ticks(of: int) -> tuple[tuple[int, int], ...]:
    marks = {round(of * step / TICKS) for step in range(TICKS + 1)}
    return tuple((_place(mark, of), mark) for mark in sorted(marks))


def _place(number: int, of: int) -> int:
    return LEFT + round((RIGHT - LEFT) * number / of)


def share_width(share: Any) -> int:
    """Of a bar 100 wide."""
    return 0 if share is None else round(share * 100)
