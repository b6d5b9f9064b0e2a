"""Sheets without a name: a parent's answer, by link or on paper, and a reviewed record. Nobody's hand is noted."""

import secrets
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from agreements.errors.round import NotYours, RoundClosed, RoundError, WrongAnswer
from agreements.models import Question, Questionnaire, Round, Sheet, SheetAnswer, SheetLink
from agreements.permissions import Right, may
from agreements.round_file import Value
from agreements.selectors.round import questions_of
from agreements.selectors.round_sheet import link_in_force
from agreements.services.round import lock_round
from agreements.services.round_answer import read_answer

TOKEN_BYTES = 32

# A question's key → one answer, or several where several may be chosen. What is left out is not answered.
SheetAnswers = Mapping[str, "Value | Sequence[str]"]


@act
def make_link(*, round_: Round, unit: CareUnit, by: Assignment) -> SheetLink:
    """The one link of a unit, made the first time; it holds until the round's last day, or until it is closed.

    Raises NotYours, RoundClosed, RoundError for a round that asks centres or reviews records.
    """
    row = lock_round(round_)
    if not may(by, Right.LEAD, row.rule_set):
        raise NotYours
    if row.questionnaire.kind != Questionnaire.Kind.PARENT_SURVEY:
        raise RoundError(_("Only a survey of parents is answered by link."))
    _require_collecting(row)
    found = SheetLink.objects.filter(round=row, unit=unit).first()
    return found or SheetLink.objects.create(
        round=row, unit=unit, token=secrets.token_urlsafe(TOKEN_BYTES), valid_to=row.due_on
    )


@act
def enter_by_link(*, token: str, answers: SheetAnswers, by: None) -> Sheet:
    """A parent's own answer. Nobody acts, and nothing is kept but the answers, the unit and the day.

    Raises RoundClosed for a link that is wrong or has ended, RoundError for an empty sheet, WrongAnswer.
    """
    link = link_in_force(token)
    if link is None:
        raise RoundClosed
    # The lock is shared by those who answer at once and waits only for who closes the round.
    _require_collecting(_share_round(link.round))
    return _enter(link.round, link.unit, answers)


@act
def enter_sheet(*, round_: Round, unit: CareUnit, answers: SheetAnswers, by: Assignment) -> Sheet:
    """A sheet that came on paper to the unit, or a record reviewed there; who entered it is not noted.

    By somebody of the unit, or who leads the round. Raises NotYours, RoundClosed, RoundError for an empty sheet,
    WrongAnswer.
    """
    row = _share_round(round_)
    if by.unit_id != unit.pk and not may(by, Right.LEAD, row.rule_set):
        raise NotYours
    if row.questionnaire.kind == Questionnaire.Kind.KAFO:
        raise RoundError(_("This round asks centres."))
    _require_collecting(row)
    return _enter(row, unit, answers)


def _share_round(round_: Round) -> Round:
    list(Round.objects.raw("SELECT id FROM agreements_round WHERE id = %s FOR SHARE", [round_.pk]))
    return Round.objects.select_related("rule_set", "questionnaire").get(pk=round_.pk)


def _require_collecting(round_: Round) -> None:
    if round_.status != Round.Status.COLLECTING:
        raise RoundClosed


def _enter(round_: Round, unit: CareUnit, answers: SheetAnswers) -> Sheet:
    rows = list(_read(questions_of(round_), answers))
    if not rows:
        raise RoundError(_("Answer at least one question."))
    sheet = Sheet(round=round_, unit=unit, entered_on=timezone.localdate())
    sheet.save(force_insert=True)
    SheetAnswer.objects.bulk_create(
        SheetAnswer(sheet=sheet, question=question, code=code, number=number) for question, code, number in rows
    )
    return sheet


def _read(questions: Sequence[Question], answers: SheetAnswers) -> list[tuple[Question, str, Decimal | None]]:
    if strange := set(answers) - {question.key for question in questions}:
        raise WrongAnswer(field=min(strange))
    rows = []
    for question in questions:
        for value in dict.fromkeys(_values(question, answers.get(question.key, ""))):
            said = read_answer(question, value)
            # Free text would undo the anonymity: a sheet has no place for it.
            if said["text"]:
                raise WrongAnswer(field=question.key)
            rows.append((question, said["code"], said["number"]))
    return rows


def _values(question: Question, given: Value | Sequence[str]) -> list[Value]:
    if isinstance(given, str | Decimal):
        return [] if given == "" else [given]
    if question.kind != Question.Kind.CHOICES:
        raise WrongAnswer(field=question.key)
    return list(given)
