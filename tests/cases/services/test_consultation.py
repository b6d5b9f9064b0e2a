"""A question about nobody: to whom it can be put, what it may hold, who answers and who ends it."""

from typing import Any

import pytest
from django.db import IntegrityError

from accounts.acting import act_as
from cases.errors import CaseClosed, CaseError, MayNameSomebody
from cases.models import Case, CasePerson, Consultation, ConsultationPost, Fact, Topic
from cases.selectors.consultation import question_of
from cases.services.consultation import add_to_consultation, answer_consultation, ask_consultation, close_consultation
from tests.cast import Cast, acting_as
from tests.workflows.consultation import QUESTION, team_of

Ending = Case.ClosureReason


def asked(cast: Cast, question: str = QUESTION, **more: Any) -> Case:
    with acting_as(cast.worker):
        receiver = {} if "team" in more else {"unit": cast.nurse.unit}
        return ask_consultation(topic=Topic.FAMILY, question=question, by=cast.worker, **receiver, **more)


def test_question_is_kept_with_whom_it_was_put_to_and_without_a_person(cast: Cast) -> None:
    case = asked(cast)

    with acting_as(cast.nurse):
        row, post = Consultation.objects.get(case=case), ConsultationPost.objects.get(case=case)
        assert (case.kind, case.number[:4], row.asked_unit, row.team) == ("consultation", "KONS", cast.nurse.unit, None)
        assert (post.kind, post.text, post.owner_unit, post.warned_of) == ("question", QUESTION, cast.worker.unit, [])
        assert not CasePerson.objects.exists()


def test_no_person_can_be_recorded_in_it(cast: Cast) -> None:
    case = asked(cast)

    with pytest.raises(IntegrityError, match="a consultation has no person"), acting_as(cast.worker):
        CasePerson(case=case, provider=cast.worker.unit.provider, relation="subject", given_name="E").save(
            force_insert=True
        )


@pytest.mark.parametrize("text", ["Det gäller 18900101-9802.", "900101 9802?", "Hon har 1 8 9 0 0 1 0 1 9 8 0 2"])
def test_question_with_a_number_is_refused_whatever_the_writer_says(cast: Cast, text: str) -> None:
    with pytest.raises(CaseError, match="personnummer") as refused:
        asked(cast, text, names_nobody=True)

    assert refused.value.field == "question"
    assert "9802" not in str(refused.value.message)


def test_question_that_looks_like_somebody_is_refused_until_said_to_name_nobody(
    cast: Cast,
) -> None:
    text = "Anna Svensson bor på Storgatan 12."
    with pytest.raises(MayNameSomebody) as refused:
        asked(cast, text)

    case = asked(cast, text, names_nobody=True)

    assert refused.value.words == ["Anna Svensson", "Storgatan 12"]
    assert "Anna" not in str(refused.value)
    with acting_as(cast.nurse):
        assert ConsultationPost.objects.get(case=case).warned_of == ["name", "address"]


def test_to_nobody_to_both_or_to_the_own_unit_nothing_can_be_asked(cast: Cast) -> None:
    team = team_of(cast)
    for receiver in ({}, {"unit": cast.nurse.unit, "team": team}, {"unit": cast.worker.unit}):
        with pytest.raises(CaseError), acting_as(cast.worker):
            ask_consultation(topic=Topic.FAMILY, question=QUESTION, by=cast.worker, **receiver)


def test_a_unit_that_has_closed_down_is_not_asked(cast: Cast) -> None:
    with act_as(None, reason="test"):
        cast.nurse.unit.valid_to = cast.nurse.unit.valid_from
        cast.nurse.unit.save()

    with pytest.raises(CaseError, match="ingen att fråga"):
        asked(cast)


def test_a_unit_that_documents_nobody_asks_and_answers(cast: Cast) -> None:
    unit = cast.teacher.unit
    with act_as(None, reason="test"):
        unit.is_undocumented, unit.undocumented_decision = True, "Nämnden 2025-01-01"
        unit.save()

    with acting_as(cast.teacher):
        case = ask_consultation(topic=Topic.FAMILY, question=QUESTION, unit=cast.nurse.unit, by=cast.teacher)

    assert case.owner_unit == unit


@pytest.mark.parametrize("who", ["manager", "coordinator", "auditor", "administrator"])
def test_only_professionals_ask(cast: Cast, who: str) -> None:
    by = cast.everybody[who]

    with pytest.raises(CaseError, match="Din roll"), acting_as(by):
        ask_consultation(topic=Topic.FAMILY, question=QUESTION, unit=cast.teacher.unit, by=by)


def test_who_asked_does_not_answer(cast: Cast) -> None:
    case = asked(cast)

    with pytest.raises(CaseError, match="Bara en enhet som har fått frågan"), acting_as(cast.worker):
        answer_consultation(case=case, text="Mitt eget svar.", by=cast.worker)


def test_answer_and_addition_are_held_to_what_the_question_is(cast: Cast) -> None:
    case = asked(cast)

    for act in (answer_consultation, add_to_consultation):
        for text in ("Se 18900101-9802", "Fråga Anna Svensson", " "):
            with pytest.raises(CaseError), acting_as(cast.nurse):
                act(case=case, text=text, by=cast.nurse)


def test_only_who_asked_ends_it_and_with_a_reason_of_its_own(cast: Cast) -> None:
    case = asked(cast)

    with pytest.raises(CaseError), acting_as(cast.nurse):
        close_consultation(case=case, reason=Ending.HELPED, by=cast.nurse)
    with pytest.raises(CaseError), acting_as(cast.worker):
        close_consultation(case=case, reason=Ending.GOALS_MET, by=cast.worker)
    with acting_as(cast.worker):
        assert not close_consultation(case=case, reason=Ending.NOTHING_MORE, by=cast.worker).is_open


def test_nothing_is_added_after_the_end(cast: Cast) -> None:
    case = asked(cast)
    with acting_as(cast.worker):
        close_consultation(case=case, reason=Ending.HELPED, by=cast.worker)

    for act in (answer_consultation, add_to_consultation):
        with pytest.raises(CaseClosed), acting_as(cast.nurse):
            act(case=case, text="För sent.", by=cast.nurse)


def test_facts_say_who_was_asked_who_answered_and_how_it_ended(cast: Cast) -> None:
    case = asked(cast)
    with acting_as(cast.nurse):
        answer_consultation(case=case, text="Svar.", due_at=case.opened_at, by=cast.nurse)
    with acting_as(cast.worker):
        close_consultation(case=case, reason=Ending.HELPED, by=cast.worker)
        ended = list(Fact.objects.values_list("what", "code"))
    with acting_as(cast.nurse):
        rows = list(Fact.objects.order_by("registered_at").values_list("what", "code", "counterpart", "due_at"))

    asker = cast.worker.unit_id
    assert rows == [("consulted", "family", asker, None), ("advised", "family", asker, case.opened_at)]
    assert ended == [("consultation_closed", "helped")]


def test_question_goes_along_to_a_referral_of_the_unit_that_asked_alone(cast: Cast) -> None:
    case = asked(cast)

    found = {}
    for who in ("worker", "colleague", "nurse", "outsider", "auditor"):
        with acting_as(cast.everybody[who]):
            found[who] = question_of(case.pk, cast.everybody[who])

    assert found == {"worker": QUESTION, "colleague": QUESTION, "nurse": "", "outsider": "", "auditor": ""}
