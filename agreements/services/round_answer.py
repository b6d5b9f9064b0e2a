"""What a centre answers, and the working group's check of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypedDict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from agreements.errors.round import NotAnswered, NotYours, RoundError, WrongAnswer
from agreements.models import Answer, Question, Round, RoundCentre
from agreements.permissions import Right, may, may_answer, may_enter_paper
from agreements.round_file import HOURS_IN_A_WEEK, NEAR, Value, is_near_within_total
from agreements.selectors.round import questions_of
from agreements.services.round import lock_asked, require_open_for_answers

LONGEST_TEXT = 1000
LARGEST_NUMBER = 9999


class Said(TypedDict):
    """One answer as its row holds it: a code, a number or words."""

    code: str
    number: Decimal | None
    text: str


@act
def answer_centre(
    *, asked: RoundCentre, answers: Mapping[str, Value], by: Assignment, is_on_paper: bool = False
) -> RoundCentre:
    """Writes a centre's answers, key → code, number or words, in place of any earlier ones.

    The named respondent answers; what came on paper is entered by a coordinator. Every question is answered, unknown
    is an answer; only words may be left out. A checked answer is changed only after being sent back. Raises NotYours,
    RoundClosed, NotAnswered, WrongAnswer.
    """
    asked = lock_asked(asked)
    if not (may_enter_paper(by, asked) if is_on_paper else may_answer(by, asked)):
        raise NotYours
    require_open_for_answers(asked.round)
    if asked.status == RoundCentre.Status.CHECKED:
        raise RoundError(_("The answer is checked. Ask the working group to send it back."))
    said = read_answers(questions_of(asked.round), answers)
    asked.status, asked.is_on_paper = RoundCentre.Status.ANSWERED, is_on_paper
    asked.answered_at, asked.answered_by = timezone.now(), by
    asked.save()
    write_answers(asked, said)
    _begin_checking_after_the_last(asked.round)
    return asked


@act
def send_back(*, asked: RoundCentre, question: str, by: Assignment) -> RoundCentre:
    """Asks the centre to look at its answer again. Raises NotYours, RoundClosed, RoundError without a question."""
    asked = _lock_to_check(asked, by)
    if not question.strip():
        raise RoundError(_("Write what you wonder."), field="question")
    if asked.status not in {RoundCentre.Status.ANSWERED, RoundCentre.Status.CHECKED}:
        raise RoundError(_("There is no answer to send back."))
    asked.status, asked.question_back = RoundCentre.Status.SENT_BACK, question.strip()
    asked.save(update_fields=["status", "question_back"])
    return asked


@act
def check_centre(*, asked: RoundCentre, by: Assignment) -> RoundCentre:
    """Notes that the answer holds. Raises NotYours, RoundClosed, RoundError where there is none."""
    asked = _lock_to_check(asked, by)
    if asked.status != RoundCentre.Status.ANSWERED:
        raise RoundError(_("There is no answer to check."))
    asked.status = RoundCentre.Status.CHECKED
    asked.save(update_fields=["status"])
    return asked


def read_answers(questions: Sequence[Question], answers: Mapping[str, Value]) -> dict[Question, Said]:
    """Question → what its row holds; raises NotAnswered or WrongAnswer at the first question it is true of."""
    if strange := set(answers) - {question.key for question in questions}:
        raise WrongAnswer(field=min(strange))
    said: dict[Question, Said] = {}
    for question in questions:
        value = answers.get(question.key, "")
        if value == "":
            if question.kind != Question.Kind.TEXT:
                raise NotAnswered(field=question.key)
            continue
        said[question] = read_answer(question, value)
    if not is_near_within_total(answers):
        raise WrongAnswer(_("There cannot be more health centres near than there are in all."), field=NEAR)
    return said


def read_answer(question: Question, value: Value) -> Said:
    """Raises WrongAnswer for what the question's kind does not take."""
    kind = Question.Kind(question.kind)
    if isinstance(value, Decimal):
        if not _is_number_for(kind, value):
            raise WrongAnswer(field=question.key)
        return {"code": "", "number": value, "text": ""}
    if kind == Question.Kind.TEXT:
        if len(value) > LONGEST_TEXT:
            raise WrongAnswer(field=question.key)
        return {"code": "", "number": None, "text": value}
    codes = ["unknown"] if kind == Question.Kind.HOURS else [code for code, _words in question.choices]
    if value not in codes:
        raise WrongAnswer(field=question.key)
    return {"code": value, "number": None, "text": ""}


def write_answers(asked: RoundCentre, said: Mapping[Question, Said]) -> list[str]:
    """Makes the centre's answers be `said`; what stays the same is not written again. Returns the keys it changed."""
    before = {row.question_id: row for row in Answer.objects.filter(asked=asked).select_related("question")}
    changed = []
    for question, fields in said.items():
        row = before.pop(question.pk, None) or Answer(asked=asked, question=question)
        if row.pk is None or any(getattr(row, name) != value for name, value in fields.items()):
            row.code, row.number, row.text = fields["code"], fields["number"], fields["text"]
            row.save()
            changed.append(question.key)
    for row in before.values():
        row.delete()
        changed.append(row.question.key)
    return changed


def _begin_checking_after_the_last(round_: Round) -> None:
    """Nothing more is waited for once every centre has answered."""
    if round_.status == Round.Status.COLLECTING and not round_.centres.filter(status=RoundCentre.Status.ASKED).exists():
        round_.status = Round.Status.CHECKING
        round_.save(update_fields=["status"])


def _is_number_for(kind: Question.Kind, value: Decimal) -> bool:
    if not value.is_finite():
        return False
    if kind == Question.Kind.HOURS:
        return 0 <= value <= HOURS_IN_A_WEEK and round(value, 2) == value
    return kind == Question.Kind.COUNT and 0 <= value <= LARGEST_NUMBER and value == value.to_integral_value()


def _lock_to_check(asked: RoundCentre, by: Assignment) -> RoundCentre:
    asked = lock_asked(asked)
    if not may(by, Right.CHECK, asked.round.rule_set):
        raise NotYours
    require_open_for_answers(asked.round)
    return asked
