"""A report's content as its page shows it: the chart with its table, clauses by party, what lies behind a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.templatetags.samplan import in_swedish, percent
from agreements.indicators.registry import INDICATORS
from agreements.indicators.survey import SURVEY
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, Question, Report, Round
from agreements.reports.build import content_of
from agreements.reports.content import Content, proposed_level
from agreements.reports.pdf import figure_text
from agreements.selectors.round import Answers, centre_answers

# What a centre is staffed with: the chart of an agreement that measures it.
STAFFING = ("open_preschool", "social_services_staffing", "child_health_staffing", "maternity_staffing")
WIDTH, LABEL, ROW, BAR = 600, 190, 44, 28
COMPUTE = {indicator.key: compute for indicator, compute in SURVEY}
Level = ClauseAssessment.Level


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a bar, in pixels; `look` full, limited, some, unknown or none."""

    look: str
    number: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def back_x(self) -> float:
        """Where the white behind a number on a pattern begins."""
        return self.middle - 13


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    y: int
    segments: Sequence[Segment]
    numerator: int
    limited: int | None
    unknown: int
    missing: int

    @property
    def text_y(self) -> int:
        return self.y + 19

    @property
    def back_y(self) -> int:
        return self.y + 5


@dataclass(frozen=True, slots=True)
class Chart:
    bars: Sequence[Bar]
    of: int
    height: int
    ticks: Sequence[tuple[float, int]]
    has_limited: bool
    has_unknown: bool

    @property
    def axis_y(self) -> int:
        return self.height - 24

    @property
    def tick_y(self) -> int:
        return self.height - 8


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`bar`: width of the filled and of the hatched part of the share, out of 100."""

    key: str
    label: str
    kafo: str
    row: Content
    counted: str
    words: str
    share: str
    bar: tuple[float, float] | None
    previous: str
    opens: bool

    @property
    def is_hidden(self) -> bool:
        return bool(self.row["suppressed"]) and self.row["numerator"] is None


@dataclass(frozen=True, slots=True)
class ClauseRow:
    code: str
    text: str
    kind: str
    rows: Sequence[IndicatorRow]
    judged: str
    level: str
    judged_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Party:
    label: str
    clauses: Sequence[ClauseRow]


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    centres: Sequence[str]


@dataclass(frozen=True, slots=True)
class ToAssess:
    """A clause with its figures and what is proposed, for the one who judges."""

    pk: int
    code: str
    text: str
    rows: Sequence[tuple[str, str, str]]
    proposed: str
    judged: str
    level: str
    why: str
    is_assessed: bool


def chart_of(content: Content) -> Chart | None:
    """The staffing, where the agreement measures it, else everything counted in centres; None without figures."""
    found = [each for clause in content["clauses"] for each in clause["indicators"]]
    counted = [each for each in found if each["counted"] == "centres" and each["numerator"] is not None]
    staffed = {each["id"]: each for each in counted if each["id"] in STAFFING}
    rows = [staffed[key] for key in STAFFING if key in staffed] if len(staffed) > 1 else counted
    if not rows:
        return None
    of = max(row["denominator"] for row in rows)
    bars = [_bar(row, number * ROW + 4, of) for number, row in enumerate(rows)]
    step = max(1, -(-of // 4))
    ticks = [(_x(number, of), number) for number in range(0, of + 1, step)]
    return Chart(
        bars,
        of,
        len(rows) * ROW + 32,
        ticks,
        has_limited=any(bar.limited is not None for bar in bars),
        has_unknown=any(bar.unknown for bar in bars),
    )


def parties_of(content: Content, party: str = "") -> list[Party]:
    """Clauses by party, in the agreement's order; one party alone where it is named."""
    wanted = [each for each in Clause.Party if not party or each == party]
    found = [(each, [one for one in content["clauses"] if one["party"] == each]) for each in wanted]
    return [Party(str(each.label), [_clause(one) for one in clauses]) for each, clauses in found if clauses]


def behind_figure(round_: Round, key: str) -> list[Group] | None:
    """The centres behind a survey figure, each under what it answered; None where the figure is not the survey's."""
    compute = COMPUTE.get(key)
    if compute is None:
        return None
    groups: dict[str, list[str]] = {}
    for each in centre_answers(round_):
        groups.setdefault(_said(compute([each.answers]), each.answers), []).append(each.name)
    order = [_("Without limit"), _("Yes"), _("Limited"), _("None"), _("No"), _("Not known")]
    listed = sorted(groups.items(), key=lambda item: order.index(item[0]) if item[0] in order else -1)
    return [Group(label, names) for label, names in listed]


def indicators_to_word(report: Report) -> list[tuple[ClauseIndicator, str, str, str]]:
    """Every indicator with its label, its figure in words, and the words that were given."""
    content = content_of(report)
    by_key = {(clause["code"], each["id"]): each for clause in content["clauses"] for each in clause["indicators"]}
    rows = ClauseIndicator.objects.filter(clause__version=report.version_id).select_related("clause")
    found = []
    for row in rows.order_by("clause__position", "position"):
        said = by_key[row.clause.code, row.key]
        label = f"{row.clause.code} {_label(row.key)}"
        found.append((row, label, _figure(said | {"words": None}), said["words"] or ""))
    return found


def clauses_to_assess(report: Report) -> list[ToAssess]:
    keys = dict(Clause.objects.filter(version=report.version_id).values_list("code", "pk"))
    return [_to_assess(clause, keys[clause["code"]]) for clause in content_of(report)["clauses"]]


def _to_assess(clause: Content, pk: int) -> ToAssess:
    from_cut_offs = proposed_level(clause["indicators"])
    given = clause["assessment"]
    return ToAssess(
        pk,
        clause["code"],
        capital(in_swedish(clause["text"])),
        [(_label(each["id"]), _figure(each), _cut_offs(each)) for each in clause["indicators"]],
        str(Level(from_cut_offs).label) if from_cut_offs else "",
        _judged(given),
        given["level"] if given else "",
        given["why"] if given else "",
        given is not None,
    )


def _cut_offs(row: Content) -> str:
    if row["met_from"] is None:
        return _("No cut-offs agreed")
    said = {"met": _percent(row["met_from"]), "partly": _percent(row["partly_from"])}
    if row["more_is_better"]:
        return _("Met from %(met)s, partly from %(partly)s") % said
    return _("Met to %(met)s, partly to %(partly)s") % said


def _clause(clause: Content) -> ClauseRow:
    given = clause["assessment"]
    return ClauseRow(
        clause["code"],
        capital(in_swedish(clause["text"])),
        str(Clause.Kind(clause["kind"]).label),
        [_indicator(each) for each in clause["indicators"]],
        _judged(given),
        given["level"] if given else "",
        given["by"] if given else "",
        given["why"] if given else "",
    )


def _judged(given: Content | None) -> str:
    if given is None:
        return ""
    return capital(in_swedish(given["text"])) or str(Level(given["level"]).label)


def _indicator(row: Content) -> IndicatorRow:
    about = INDICATORS.get(row["id"])
    numbers = row["numerator"] is not None and row["denominator"]
    bar = None
    if numbers:
        limited = row["of_which_limited"] or 0
        bar = (100 * (row["numerator"] - limited) / row["denominator"], 100 * limited / row["denominator"])
    previous = row["previous"]
    return IndicatorRow(
        row["id"],
        _label(row["id"]),
        str(Question.Kafo(row["kafo"]).label) if row["kafo"] else "",
        row,
        str(about.counted.label) if about else "",
        capital(in_swedish(row["words"])) if row["words"] else "",
        _percent(row["share"]),
        bar,
        f"{previous['name']}: {_percent(previous['share'])}" if previous and previous["share"] is not None else "",
        opens=row["id"] in COMPUTE and bool(numbers),
    )


def _label(key: str) -> str:
    about = INDICATORS.get(key)
    return str(about.label) if about else key


def _figure(row: Content) -> str:
    return figure_text(row)


def _percent(share: float | None) -> str:
    return "" if share is None else percent(Decimal(round(share * 100)) / 100)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bar(row: Content, y: int, of: int) -> Bar:
    limited, unknown = row["of_which_limited"], row["unknown"] or 0
    met, missing = row["numerator"], row["denominator"] - row["numerator"] - unknown
    pieces: list[tuple[str, int]]
    if limited is None:
        pieces = [("some" if row["id"] in STAFFING else "full", met)]
    else:
        pieces = [("full", met - limited), ("limited", limited)]
    pieces += [("unknown", unknown), ("none", missing)]
    segments, at = [], 0
    for look, number in pieces:
        if number:
            segments.append(Segment(look, number, _x(at, of), (WIDTH - LABEL) * number / of))
            at += number
    return Bar(_label(row["id"]), y, segments, met, limited, unknown, missing)


def _x(number: int, of: int) -> float:
    return LABEL + (WIDTH - LABEL) * number / of


def _said(figure: Any, answers: Answers) -> str:
    if figure.numerator is None:
        return _("Not known")
    if figure.denominator != 1:
        words = {"numerator": figure.numerator, "denominator": figure.denominator or 0}
        return _("%(numerator)s of %(denominator)s") % words
    if figure.of_which_limited is not None:
        return _("Limited") if figure.of_which_limited else _("Without limit") if figure.numerator else _("None")
    return _("Yes") if figure.numerator else _("No")
