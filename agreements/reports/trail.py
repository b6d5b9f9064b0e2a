"""How a figure came about: what it counts, by which rules, from which answers or releases, and who did what when.

For auditors, so: no person of a case, and no number that the report does not show. Those who answered, released, wrote
and judged did it in their work, and are named with role and unit as in the report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Assignment, FamilyCentre
from accounts.templatetags.samplan import in_swedish
from agreements.indicators.definition import Indicator, Source
from agreements.indicators.explained import Explained, explain
from agreements.indicators.registry import INDICATORS
from agreements.indicators.survey import SURVEY
from agreements.models import (
    Answer,
    ClauseAssessment,
    Clock,
    FoldMark,
    IndicatorWords,
    Question,
    Release,
    Report,
    Round,
    RoundCentre,
)
from agreements.reports.build import content_of, survey_round
from agreements.reports.content import Content
from agreements.selectors.round import CentreAnswers, centre_answers

Level = ClauseAssessment.Level


@dataclass(frozen=True, slots=True)
class Happened:
    """`who` is empty where a command did it without an assignment."""

    at: datetime
    what: str
    said: str
    who: str


@dataclass(frozen=True, slots=True)
class CentreLine:
    """What a centre answered that the figure reads; `day` is None until it has answered."""

    centre: str
    said: str
    day: datetime | None
    how: str
    who: str


@dataclass(frozen=True, slots=True)
class InClause:
    """A clause that the figure measures, as in the content, with the clause's own clocks of that day."""

    clause: Content
    row: Content
    clocks: Sequence[Clock]


@dataclass(frozen=True, slots=True)
class Trail:
    """`source` is where the figure comes from, whatever its row says in words."""

    key: str
    label: "str | Promise"
    source: "str | Promise"
    is_of_cases: bool
    explained: Explained | None
    clauses: Sequence[InClause]
    centres: Sequence[CentreLine]
    events: Sequence[Happened]
    folded_at: datetime | None

    @property
    def figure(self) -> Content:
        return self.clauses[0].row


def trail_of(report: Report, key: str) -> Trail | None:
    """None where no clause of the report is measured by it."""
    content = content_of(report)
    rows = [(clause, row) for clause in content["clauses"] for row in clause["indicators"] if row["id"] == key]
    if not rows:
        return None
    about = INDICATORS.get(key)
    is_of_cases = about is not None and about.source == Source.CASES
    round_ = survey_round(report) if about is not None and not is_of_cases else None
    read = keys_read(about, round_)
    clocks = _clocks(report)
    return Trail(
        key=key,
        label=about.label if about else key,
        source=(about.source if about else Source.WORDS).label,
        is_of_cases=is_of_cases,
        explained=explain(about) if about else None,
        clauses=[InClause(clause, row, clocks.get(clause["code"], ())) for clause, row in rows],
        centres=list(_centres(round_, read)) if round_ else [],
        events=sorted(_events(report, round_, key, read, is_of_cases), key=lambda each: each.at),
        folded_at=FoldMark.objects.values_list("folded_at", flat=True).first() if is_of_cases else None,
    )


class _Noting(dict[str, Any]):
    """Answers that note which of them are asked for."""

    def __init__(self, answers: Mapping[str, Any], asked: set[str]) -> None:
        super().__init__(answers)
        self.asked = asked

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)


def keys_read(indicator: Indicator | None, round_: Round | None) -> set[str]:
    """The questions that a survey figure reads of a round's answers: the function that counts is asked itself."""
    compute = next((compute for each, compute in SURVEY if each == indicator), None)
    if compute is None or round_ is None:
        return set()
    asked: set[str] = set()
    compute([_Noting(each.answers, asked) for each in centre_answers(round_)])
    return asked


def _clocks(report: Report) -> dict[str, list[Clock]]:
    """Clause's code → the clocks agreed in it."""
    found: dict[str, list[Clock]] = {}
    rows = Clock.objects.filter(clause__version=report.version_id, is_draft=False).select_related("clause")
    for row in rows.order_by("key", "valid_from"):
        if row.clause is not None:
            found.setdefault(row.clause.code, []).append(row)
    return found


def _centres(round_: Round, read: set[str]) -> Iterator[CentreLine]:
    questions = _questions(round_, read)
    given: dict[int, CentreAnswers] = {each.centre_id: each for each in centre_answers(round_)}
    rows = RoundCentre.objects.filter(round=round_).select_related(
        "centre", "answered_by__user", "answered_by__unit", "respondent__user"
    )
    for row in rows.order_by("centre__name"):
        answers = given[row.centre_id].answers
        said = [said_as(question, answers.get(question.key)) for question in questions]
        yield CentreLine(row.centre.name, "; ".join(said), row.answered_at, _how(round_, row), _person(row.answered_by))


def _how(round_: Round, row: RoundCentre) -> str:
    if row.answered_at is None:
        return _("No answer")
    if round_.is_imported:
        return _("Imported from a file")
    return _("Entered from paper") if row.is_on_paper else _("Answered in Samplan")


def said_as(question: Question, value: Any) -> str:
    """An answer in words: a code's label, a number as it is written, or that there is none."""
    if value is None or value == "":
        return _("No answer")
    if isinstance(value, str):
        words = dict(question.choices).get(value, _("Not known") if value == Answer.UNKNOWN else value)
        return in_swedish(str(words)) if words else value
    return number_format(value.normalize() if value == value.to_integral_value() else value)


def _questions(round_: Round, read: set[str]) -> list[Question]:
    return list(Question.objects.filter(questionnaire=round_.questionnaire_id, key__in=read).order_by("position"))


def _events(report: Report, round_: Round | None, key: str, read: set[str], is_of_cases: bool) -> Iterator[Happened]:
    if round_ is not None:
        yield from _of_round(round_)
        yield from _corrections(round_, read)
    if report.pk is None:
        return
    if is_of_cases:
        yield from _releases(report)
    yield from _words(report, key)
    yield from _assessments(report, key)
    if report.adopted_at is not None:
        yield Happened(report.adopted_at, _("The report was adopted"), report.sha256, _person(report.adopted_by))


def _of_round(round_: Round) -> Iterator[Happened]:
    first = _history(Round.history.filter(id=round_.pk)).first()
    if first is not None:
        what = _("The round was imported from a file") if round_.is_imported else _("The round was started")
        yield Happened(first.history_date, what, str(round_.year), _who(first))


def _corrections(round_: Round, read: set[str]) -> Iterator[Happened]:
    """Every answer that took the place of an earlier one, or was taken away."""
    questions = {each.pk: each for each in _questions(round_, read)}
    asked = dict(RoundCentre.history.filter(round_id=round_.pk).values_list("id", "centre_id"))
    names = dict(FamilyCentre.objects.filter(pk__in=asked.values()).values_list("pk", "name"))
    rows = Answer.history.filter(asked_id__in=asked, question_id__in=questions)
    before: dict[tuple[int, int], str] = {}
    for row in _history(rows):
        question, place = questions[row.question_id], (asked[row.asked_id], row.question_id)
        now = "" if row.history_type == "-" else said_as(question, row.number if row.number is not None else row.code)
        was = before.get(place)
        if was is not None and was != now:
            change = {"centre": names[place[0]], "question": in_swedish(question.text), "was": was or _("No answer")}
            said = _("%(centre)s. %(question)s From %(was)s to %(now)s.") % (change | {"now": now or _("No answer")})
            yield Happened(row.history_date, _("An answer was changed"), said, _who(row))
        before[place] = now


def _releases(report: Report) -> Iterator[Happened]:
    """Each time, also where counts were released anew. What they said then is not kept beside what they say now."""
    seen: set[int] = set()
    names = dict(Release.objects.filter(report=report.pk).values_list("provider_id", "provider__name"))
    for row in _history(Release.history.filter(report_id=report.pk)):
        again = row.provider_id in seen
        seen.add(row.provider_id)
        what = _("Counts were released anew") if again else _("Counts were released")
        yield Happened(row.history_date, what, names.get(row.provider_id, ""), _who(row))


def _words(report: Report, key: str) -> Iterator[Happened]:
    rows = IndicatorWords.history.filter(report_id=report.pk, indicator__key=key)
    for row in _history(rows):
        if row.history_type == "-":
            yield Happened(row.history_date, _("The words were taken away"), "", _who(row))
        else:
            yield Happened(row.history_date, _("Words were written"), in_swedish(row.text), _who(row))


def _assessments(report: Report, key: str) -> Iterator[Happened]:
    rows = ClauseAssessment.history.filter(report_id=report.pk, clause__indicators__key=key)
    for row in _history(rows.select_related("clause")):
        level = str(Level(row.level).label)
        said = f"{row.clause.code}: {level}. {row.why}"
        if row.proposed and row.proposed != row.level:
            said += " " + _("The cut-offs proposed: %(level)s.") % {"level": Level(row.proposed).label}
        yield Happened(row.history_date, _("The clause was assessed"), said, _who(row))


def _history(rows: QuerySet[Model]) -> Any:
    related = rows.select_related("history_user", "history_assignment__unit", "history_assignment__user")
    return related.order_by("history_date", "history_id")


def _who(row: Any) -> str:
    return _person(row.history_assignment) if row.history_assignment_id else ""


def _person(by: Assignment | None) -> str:
    """'Mona Ek, enhetschef, Familjeenheten'."""
    if by is None:
        return ""
    return pgettext("who did it", "%(name)s, %(role)s, %(unit)s") % {
        "name": by.user.full_name,
        "role": by.get_role_display().lower(),
        "unit": by.unit.name,
    }
