"""A report's pages and name, and its content for those who write it: indicators to say words of, clauses to judge."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.templatetags.samplan import in_swedish, percent_of
from agreements.indicators.registry import INDICATORS
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, Report
from agreements.reports.build import content_of, period_row
from agreements.reports.content import Content, proposed_level
from agreements.reports.figure_text import capital, figure_text
from agreements.reports.judged import codes_left
from agreements.reports.quarters import name_in_words

Level = ClauseAssessment.Level
# What is done with a report → the name of the page, for a round's and for a period's.
PAGES = {
    "report": ("round_report", "period_report"),
    "file": ("round_report_file", "period_report_file"),
    "words": ("compile_round", "word_period_report"),
    "assess": ("assess_round", "assess_period_report"),
    "clause": ("assess_clause", "assess_period_clause"),
    "adopt": ("adopt_report", "adopt_period_report"),
    "release": ("release_round_report", "release_period_report"),
    "details": ("report_details", "period_report_details"),
    "figure": ("figure", "period_figure"),
    "figure_cases": ("figure_cases", "period_figure_cases"),
    "compare": ("compare_round_report", "compare_period_report"),
}


@dataclass(frozen=True, slots=True)
class ToAssess:
    """A clause with its figures and what is proposed, for the one who judges.

    `has_changed`: it was judged, and its figures are others since; then it is not assessed.
    """

    pk: int
    code: str
    text: str
    rows: Sequence[tuple[str, str, str]]
    proposed: str
    judged: str
    level: str
    why: str
    is_assessed: bool
    has_changed: bool
    url: str


def report_url(report: Report, what: str = "report", *more: object) -> str:
    """The address of one of PAGES for this report. `report` has round and rule_set."""
    of_round, of_period = PAGES[what]
    slug = report.rule_set.slug
    if report.round_id is not None:
        return reverse(of_round, args=[slug, report.round_id, *more])
    return reverse(of_period, args=[slug, report.pk, *more])


def report_name(report: Report) -> str:
    """'Runda 2026' or 'Kvartal 3 2026': what the report is on."""
    return name_in_words(period_row(report))


def indicators_to_word(report: Report) -> list[tuple[ClauseIndicator, str, str, str]]:
    """Every indicator with its label, its figure in words, and the words that were given."""
    content = content_of(report)
    by_key = {(clause["code"], each["id"]): each for clause in content["clauses"] for each in clause["indicators"]}
    rows = ClauseIndicator.objects.filter(clause__version=report.version_id).select_related("clause")
    found = []
    for row in rows.order_by("clause__position", "position"):
        said = by_key[row.clause.code, row.key]
        label = f"{row.clause.code} {_label(row.key)}"
        found.append((row, label, figure_text(said | {"words": None}), said["words"] or ""))
    return found


def clauses_to_assess(report: Report) -> list[ToAssess]:
    keys = dict(Clause.objects.filter(version=report.version_id).values_list("code", "pk"))
    left = codes_left(report) if report.status == Report.Status.DRAFT else set()
    found = [(clause, keys[clause["code"]]) for clause in content_of(report)["clauses"]]
    return [
        _to_assess(clause, pk, report_url(report, "clause", pk), is_left=clause["code"] in left) for clause, pk in found
    ]


def _to_assess(clause: Content, pk: int, url: str, *, is_left: bool) -> ToAssess:
    from_cut_offs = proposed_level(clause["indicators"])
    given = clause["assessment"]
    return ToAssess(
        pk,
        clause["code"],
        capital(in_swedish(clause["text"])),
        [(_label(each["id"]), figure_text(each), _cut_offs(each)) for each in clause["indicators"]],
        str(Level(from_cut_offs).label) if from_cut_offs else "",
        _judged(given),
        given["level"] if given else "",
        given["why"] if given else "",
        not is_left,
        is_left and given is not None,
        url,
    )


def _cut_offs(row: Content) -> str:
    if row["met_from"] is None:
        return _("No cut-offs agreed")
    said = {"met": percent_of(row["met_from"]), "partly": percent_of(row["partly_from"])}
    if row["more_is_better"]:
        return _("Met from %(met)s, partly from %(partly)s") % said
    return _("Met to %(met)s, partly to %(partly)s") % said


def _judged(given: Content | None) -> str:
    if given is None:
        return ""
    return capital(in_swedish(given["text"])) or str(Level(given["level"]).label)


def _label(key: str) -> str:
    about = INDICATORS.get(key)
    return str(about.label) if about else key
