"""What a release would let go, or has let go, as its manager sees it: the suppressed rows, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, Provider
from accounts.templatetags.samplan import in_swedish
from agreements.indicators.codes import BY_CODE
from agreements.indicators.registry import INDICATORS
from agreements.models import Question, Release, Report
from agreements.permissions import providers_to_release
from agreements.reports.build import period_of
from agreements.reports.codes import is_code
from agreements.reports.content import Content, digest, part_row
from agreements.reports.quarters import quarter_words
from agreements.reports.release import PROVIDER, Released, period_of_row
from agreements.reports.sheet_content import chosen_of
from agreements.reports.sheets import QUESTION
from agreements.reports.table import counts_to_release
from agreements.selectors.round_sheet import is_of_sheets


@dataclass(frozen=True, slots=True)
class LetIndicator:
    """`rows`: as released, with `suppressed`, `share`, and `when` for a part of the report's period."""

    label: "str | Promise"
    rows: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Letting:
    """One provider's counts. `release`: what has been let go before; `is_new`: the counts are others than those."""

    provider: Provider
    indicators: tuple[LetIndicator, ...]
    digest: str
    release: Release | None
    is_new: bool


def lettings(report: Report, by: Assignment) -> list[Letting]:
    """Of every provider that `by` may let go for: as the counts are now, of an adopted report as they were let go."""
    given = Release.objects.filter(report=report).select_related("released_by__user")
    before = {each.provider_id: each for each in given}
    providers = providers_to_release(by, report.rule_set).order_by("name")
    return [_letting(report, each, before.get(each.pk)) for each in providers]


def _letting(report: Report, provider: Provider, release: Release | None) -> Letting:
    was = release.counts["indicators"] if release is not None else {}
    counts = was if report.status == Report.Status.ADOPTED else counts_to_release(report, provider)
    return Letting(provider, tuple(_indicators(report, counts)), digest(counts), release, is_new=counts != was)


def _indicators(report: Report, counts: Mapping[str, Iterable[Released]]) -> Iterable[LetIndicator]:
    whole, asked = period_of(report), _asked(report)
    for key, rows in counts.items():
        about = INDICATORS.get(key)
        question = asked.get(key)
        shown = [
            part_row(row)
            | {
                "is_whole": row["part"] == PROVIDER,
                "name": _part_words(key, row),
                "option": "" if question is None else question.options.get(row["option"], _("Not answered")),
                "when": "" if period_of_row(row) == whole else quarter_words(period_of_row(row)),
            }
            for row in rows
        ]
        yield LetIndicator(about.label if about else question.text if question else _("Sheets"), tuple(shown))


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    options: Mapping[str, str]


def _asked(report: Report) -> dict[str, _Question]:
    """The key under which a question's answers are released → its words."""
    if report.round is None or not is_of_sheets(report.round):
        return {}
    return {QUESTION + each.key: _in_words(each) for each in chosen_of(report.round)}


def _in_words(question: Question) -> _Question:
    return _Question(in_swedish(question.text), {code: in_swedish(words) for code, words in question.choices})


def _part_words(key: str, row: Released) -> "str | Promise":
    if not is_code(row):
        return row["name"]
    return BY_CODE[key].words.get(row["name"], row["name"])
