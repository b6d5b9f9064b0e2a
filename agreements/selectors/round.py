"""A round and what was answered in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from agreements.models import AgreementCentre, Answer, Question, Round, RoundCentre, RuleSet, RuleSetVersion
from agreements.round_file import same_name

Answers = Mapping[str, str | Decimal]


@dataclass(frozen=True, slots=True)
class CentreAnswers:
    """A centre of the round, by its name: question's key → code, number or words. A key is missing until answered."""

    centre_id: int
    name: str
    is_answered: bool
    answers: Answers


def rule_sets_due(on: date) -> QuerySet[RuleSet]:
    """Agreements whose next KAFO round was to have started by that day, in order of that day."""
    return RuleSet.objects.filter(next_round_on__lte=on).order_by("next_round_on", "pk")


def answers_by_round(rounds: Iterable[int]) -> dict[int, list[Answers]]:
    """Round's key → what each of its centres has answered, empty where nothing. Two queries, however many rounds."""
    keys = list(rounds)
    given = _given(Answer.objects.filter(asked__round__in=keys))
    found: dict[int, list[Answers]] = {}
    for asked_id, round_id in RoundCentre.objects.filter(round__in=keys).values_list("pk", "round"):
        found.setdefault(round_id, []).append(given.get(asked_id, {}))
    return found


def centre_answers(round_: Round) -> list[CentreAnswers]:
    """Every centre that the round asks, by name, answered or not. Two queries, however many centres."""
    asked = round_.centres.select_related("centre").order_by("centre__name")
    given = _given(Answer.objects.filter(asked__round=round_))
    return [
        CentreAnswers(
            centre_id=each.centre_id,
            name=each.centre.name,
            is_answered=each.answered_at is not None,
            answers=given.get(each.pk, {}),
        )
        for each in asked
    ]


def _given(rows: QuerySet) -> dict[int, dict[str, str | Decimal]]:
    found: dict[int, dict[str, str | Decimal]] = {}
    for asked_id, key, code, number, text in rows.values_list("asked", "question__key", "code", "number", "text"):
        found.setdefault(asked_id, {})[key] = number if number is not None else code or text
    return found


def questions_of(round_: Round) -> list[Question]:
    return list(Question.objects.filter(questionnaire_id=round_.questionnaire_id).order_by("position"))


def late_centres(round_: Round, on: date) -> list[RoundCentre]:
    """Who has not answered though the day has passed, and who was sent back a question; by name."""
    if on <= round_.due_on:
        return []
    waiting = [RoundCentre.Status.ASKED, RoundCentre.Status.SENT_BACK]
    return list(
        round_.centres.filter(status__in=waiting).select_related("centre", "respondent__user").order_by("centre__name")
    )


def version_in_force(rule_set: RuleSet, on: date) -> RuleSetVersion | None:
    return RuleSetVersion.objects.in_force(on).filter(rule_set=rule_set).first()


def version_of_year(rule_set: RuleSet, year: int) -> RuleSetVersion | None:
    """The version that was in force last in that year."""
    if (last := version_in_force(rule_set, date(year, 12, 31))) is not None:
        return last
    ended = RuleSetVersion.objects.filter(rule_set=rule_set, valid_to__year=year).order_by("-valid_to").first()
    return version_in_force(rule_set, ended.valid_to) if ended and ended.valid_to else None


def centres_by_name(rule_set: RuleSet) -> dict[str, AgreementCentre]:
    """The centres the agreement knows or has known, by `same_name`: a round of an earlier year names those of then."""
    rows = AgreementCentre.objects.filter(rule_set=rule_set).select_related("centre")
    return {same_name(row.centre.name): row for row in rows}
