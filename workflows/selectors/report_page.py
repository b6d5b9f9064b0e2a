"""A report's content for those who write it: which indicators to say words of, which clauses to judge."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.templatetags.samplan import in_swedish, percent_of
from agreements.indicators.registry import INDICATORS
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, Report
from agreements.reports.build import content_of
from agreements.reports.content import Content, proposed_level
from agreements.reports.figure_text import figure_text

Level = ClauseAssessment.Level


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
    return [_to_assess(clause, keys[clause["code"]]) for clause in content_of(report)["clauses"]]


def _to_assess(clause: Content, pk: int) -> ToAssess:
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
        given is not None,
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


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
