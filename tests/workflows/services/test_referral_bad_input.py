"""What comes too late, twice or from the wrong unit: each has an answer, and nothing is lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment, CareUnit
from cases.models import Referral, ReferralAnswer, Sending
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover
from tests.workflows.task_views.test_write_referral import filled, page_of, signed_in
from tests.workflows.units import administrator_of, at, new_unit
from workflows.models import Notice, Step
from workflows.selectors.referral import received
from workflows.services.referral import recall_referral
from workflows.services.unit import end_unit

Answer, State = Sending.Answer, Referral.State


def sendings(handover: Handover) -> list[str]:
    with acting_as(handover.sender):
        return list(Sending.objects.filter(case=handover.case).order_by("number").values_list("answer", flat=True))


def steps(handover: Handover, who: Assignment) -> list[str]:
    return [task.step for task in handover.open_tasks(who) if task.unit_id == who.unit_id]


@pytest.mark.parametrize("once", [str(uuid4()), ""], ids=["form-key", "without"])
def test_a_referral_is_sent_once_however_often_the_form_comes(cast: Cast, once: str) -> None:
    """With its key the second is told that it was sent; without, that the task is done."""
    handover = Handover(cast)
    client, page, data = signed_in(cast.nurse), page_of(handover), filled(handover, cast.teacher, once=once)

    answers = [client.post(page, data).status_code for _click in range(2)]

    assert answers == [302, 409]
    assert sendings(handover) == [Answer.NONE]


def test_a_reply_after_the_recall_is_refused_and_the_baton_stays_with_the_sender(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    page = reverse("task", args=[handover.task(Step.ANSWER_REFERRAL, cast.teacher).pk])
    client = signed_in(cast.teacher)
    assert client.get(page).status_code == 200
    recall_referral(case=handover.case, by=cast.nurse)

    answer = client.post(page, {"answer": "accepted", "text": "We phone tomorrow"})

    assert answer.status_code == 409
    assert "We phone tomorrow" in answer.content.decode()
    assert "Elis" not in answer.content.decode()
    assert signed_in(cast.counsellor).post(page, {"answer": "accepted"}).status_code == 404
    assert sendings(handover) == [Answer.RECALLED]
    assert handover.state(cast.nurse) == State.RETURNED
    assert steps(handover, cast.nurse) == [Step.WRITE_REFERRAL]
    with acting_as(cast.teacher):
        told = Notice.objects.filter(case=handover.case, kind=Notice.Kind.WITHDRAWN, to_unit=cast.teacher.unit)
        assert told.count() == 1


def merged(unit: CareUnit, successor: CareUnit) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    end_unit(unit=unit, on=yesterday, successor=successor, by=administrator_of(unit))


def words(handover: Handover, who: Assignment) -> list[str]:
    with acting_as(who):
        return [part.text for part in received(handover.case, who)]


def test_a_unit_that_was_merged_meanwhile_is_followed_by_its_successor_where_the_family_named_it(cast: Cast) -> None:
    handover, new = Handover(cast), at(new_unit(cast.teacher.unit), like=cast.teacher)
    kept = handover.write("Kept by the sender")
    handover.sections.remove(kept)
    handover.consent(cast.teacher.unit, new.unit)
    handover.send(cast.teacher)

    merged(cast.teacher.unit, new.unit)

    assert words(handover, new) == ["Support at home?"]
    handover.answer(Answer.ACCEPTED, new)
    assert sendings(handover) == [Answer.ACCEPTED]
    assert handover.state(cast.nurse) == State.ACCEPTED


def test_a_merged_unit_itself_accepts_nothing_any_more(cast: Cast) -> None:
    handover, new = Handover(cast), new_unit(cast.teacher.unit)
    page = reverse("task", args=[handover_task(handover, cast, new)])
    merged(cast.teacher.unit, new)

    answer = signed_in(cast.teacher).post(page, {"answer": "accepted"})

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("choose_assignment"))
    assert sendings(handover) == [Answer.NONE]


def handover_task(handover: Handover, cast: Cast, new: CareUnit) -> Any:
    handover.consent(cast.teacher.unit, new)
    handover.send(cast.teacher)
    return handover.task(Step.ANSWER_REFERRAL, cast.teacher).pk


def test_where_the_family_has_not_named_the_successor_the_baton_is_back_with_the_sender(cast: Cast) -> None:
    handover, new = Handover(cast).to_waiting(cast.teacher), at(new_unit(cast.teacher.unit), like=cast.teacher)

    merged(cast.teacher.unit, new.unit)

    assert sendings(handover) == [Answer.ENDED]
    assert handover.state(cast.nurse) == State.RETURNED
    assert steps(handover, cast.nurse) == [Step.WRITE_REFERRAL]
    assert words(handover, new) == []
    handover.consent(new.unit)
    handover.send(new)
    assert words(handover, new) == ["Support at home?"]


def test_a_merger_within_the_senders_provider_passes_on_what_was_told_and_no_more(cast: Cast) -> None:
    """Maternity is of the nurse's provider: its copies rest on the provider, piece by piece."""
    handover, new = Handover(cast), at(new_unit(cast.outsider.unit), like=cast.outsider)
    kept = handover.write("Kept by the sender")
    handover.sections.remove(kept)
    send_within(handover, cast.outsider)

    merged(cast.outsider.unit, new.unit)

    assert words(handover, new) == ["Support at home?"]
    handover.answer(Answer.ACCEPTED, new)
    assert handover.state(cast.nurse) == State.ACCEPTED


def send_within(handover: Handover, to: Assignment) -> None:
    data = filled(handover, to, ground="within_provider", text_background="Kept by the sender")
    data |= {"topic_background": "family", "edition_background": 1}
    assert signed_in(handover.sender).post(page_of(handover), data).status_code == 302


def test_an_answer_that_came_twice_keeps_the_first_words(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    page = reverse("task", args=[handover.task(Step.ANSWER_REFERRAL, cast.teacher).pk])
    client = signed_in(cast.teacher)

    answers = [
        client.post(page, {"answer": "more_asked", "text": words}).status_code for words in ("Since when?", "Who?")
    ]

    assert answers == [302, 409]
    with acting_as(cast.teacher):
        assert [row.text for row in ReferralAnswer.objects.filter(case=handover.case)] == ["Since when?"]
