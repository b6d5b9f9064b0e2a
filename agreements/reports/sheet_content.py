"""The results of a survey of parents or a review of records: what each provider lets go, and what the report shows."""

from collections.abc import Iterable

from accounts.models import Provider
from agreements.models import Question, Release, Report, Round
from agreements.reports.content import Content
from agreements.reports.release import PROVIDER, Released
from agreements.reports.sheets import NOT_ANSWERED, QUESTION, SHEETS, Asked, SheetTable, sheet_rows
from agreements.selectors.round import questions_of
from agreements.selectors.round_sheet import is_of_sheets, sheets_by_unit

CHOSEN = (Question.Kind.YES_NO, Question.Kind.STAFFING, Question.Kind.CHOICE, Question.Kind.CHOICES)


def sheets_to_release(report: Report, round_: Round, provider: Provider) -> dict[str, list[Released]]:
    """What a provider lets go of the round's sheets, suppressed. Numbers that people wrote are not counted.

    Rows as those of other figures (release.py), with `option` and `number` besides: so many of the part's sheets.
    """
    found = sheets_by_unit(round_, provider)
    if not found:
        return {}
    questions = chosen_of(round_)
    given = {
        question.key: {str(unit): each.given.get(question.key, {}) for unit, each in found.items()}
        for question in questions
    }
    table = SheetTable(
        names={str(unit): each.name for unit, each in found.items()},
        sheets={str(unit): each.sheets for unit, each in found.items()},
        given=given,
    )
    rows = sheet_rows(table, [asked_as(question) for question in questions])
    sheets = {row["part"]: row["number"] for row in rows[SHEETS]}
    days = {"from": report.period_from.isoformat(), "to": report.period_to.isoformat()}
    return {
        key: [
            row | days | {"numerator": row["number"], "denominator": sheets[row["part"]], "unknown": 0} for row in its
        ]
        for key, its in rows.items()
    }


def chosen_of(round_: Round) -> list[Question]:
    return [each for each in questions_of(round_) if each.kind in CHOSEN]


def asked_as(question: Question) -> Asked:
    codes = tuple(code for code, _words in question.choices)
    return Asked(question.key, codes, question.kind == Question.Kind.CHOICES)


def sheet_content(report: Report) -> Content | None:
    """None for a report that is of no such round; otherwise what is released, per provider and together."""
    if report.round is None or not is_of_sheets(report.round):
        return None
    released = {
        each.provider.name: each.counts["indicators"]
        for each in Release.objects.filter(report=report.pk).select_related("provider").order_by("provider__name", "pk")
    }
    sheets = _rows(released, SHEETS)
    return {
        "kind": report.round.questionnaire.kind,
        "title": report.round.questionnaire.title,
        "sheets": _together(sheets)[NOT_ANSWERED],
        "parts": sheets,
        "questions": [_question(each, _rows(released, QUESTION + each.key)) for each in chosen_of(report.round)],
    }


def _rows(released: dict[str, dict[str, list[Released]]], key: str) -> list[Content]:
    return [row | {"provider": name} for name, counts in released.items() for row in counts.get(key, [])]


def _question(question: Question, rows: list[Content]) -> Content:
    options = [{"code": code, "label": words} for code, words in question.choices]
    together = _together(rows) if rows else {}
    return {
        "key": question.key,
        "text": question.text,
        "part": question.part,
        "has_several": question.kind == Question.Kind.CHOICES,
        "options": options,
        "parts": rows,
        "together": [{"option": option, **numbers} for option, numbers in together.items()],
    }


def _together(rows: Iterable[Content]) -> dict[str, Content]:
    """Option → the sum over the providers that show theirs, and of how many: it tells nothing that they do not."""
    found: dict[str, Content] = {}
    for row in rows:
        if row["part"] == PROVIDER:
            each = found.setdefault(row["option"], {"number": None, "providers_shown": 0, "providers_released": 0})
            each["providers_released"] += 1
            if row["number"] is not None:
                each["providers_shown"] += 1
                each["number"] = (each["number"] or 0) + row["number"]
    return found or {NOT_ANSWERED: {"number": None, "providers_shown": 0, "providers_released": 0}}
