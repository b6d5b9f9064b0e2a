"""A referral that two act on at once: one wins, and nothing is told after a consent was withdrawn."""

import pytest

from accounts.models import Assignment
from cases.models import DisclosedSection, Referral, Sending
from cases.permissions import readable_to
from cases.services.disclosure import Basis
from tests.cast import Cast, acting_as, make_cast
from tests.racing import race
from tests.workflows.handover import Handover
from workflows.models import Step, Task
from workflows.services.consent import withdraw_consent
from workflows.services.referral import recall_referral

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return make_cast()


def reads(handover: Handover, by: Assignment) -> int:
    """How much of the referral `by` may read."""
    with acting_as(by):
        return readable_to(by, DisclosedSection.objects.filter(case=handover.case)).count()


def test_two_answers_at_once_are_one(committed: Cast, races: int) -> None:
    by = committed.teacher
    for _round in range(races):
        handover = Handover(committed).to_waiting(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        def answer(answer: Sending.Answer, handover: Handover = handover, task: Task = task) -> None:
            handover.answer(answer, by, task=task, reason=Sending.Reason.NO_CAPACITY)

        results = race(lambda: answer(Sending.Answer.ACCEPTED), lambda: answer(Sending.Answer.TURNED_DOWN))

        assert results["won"] == 1
        with acting_as(committed.nurse):
            assert Sending.objects.exclude(answer="").filter(case=handover.case).count() == 1
            assert Task.objects.filter(case=handover.case, finished=None, unit__isnull=False).count() == 1


def test_recall_and_acceptance_at_once_agree_on_who_has_the_baton(committed: Cast, races: int) -> None:
    by = committed.teacher
    for _round in range(races):
        handover = Handover(committed).to_waiting(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        results = race(
            lambda h=handover, t=task: h.answer(Sending.Answer.ACCEPTED, by, task=t),  # type: ignore[misc]
            lambda h=handover: recall_referral(case=h.case, by=committed.nurse),  # type: ignore[misc]
        )

        assert results["won"] == 1
        state, told = handover.state(committed.nurse), reads(handover, by)
        assert (state, told > 0) in {(Referral.State.ACCEPTED, True), (Referral.State.RETURNED, False)}


def test_withdrawal_and_sending_at_once_leave_nothing_to_read(committed: Cast, races: int) -> None:
    by = committed.teacher
    for _round in range(races):
        handover = Handover(committed)
        consent = handover.consent(by.unit)

        race(
            lambda h=handover: h.send(by, Basis()),  # type: ignore[misc]
            lambda c=consent: withdraw_consent(consent=c, by=committed.nurse),  # type: ignore[misc]
        )

        assert reads(handover, by) == 0
        assert [task.step for task in handover.open_tasks(committed.nurse)] == [Step.WRITE_REFERRAL]


def test_nothing_is_read_after_the_withdrawal_has_committed(committed: Cast, races: int) -> None:
    by = committed.teacher
    for _round in range(races):
        handover = Handover(committed)
        consent = handover.consent(by.unit)
        handover.send(by)
        seen: list[tuple[bool, int]] = []

        def read(handover: Handover = handover, seen: list[tuple[bool, int]] = seen) -> None:
            for _time in range(5):
                with acting_as(committed.nurse):
                    is_over = handover.case.consent_set.filter(withdrawn_at__isnull=False).exists()
                seen.append((is_over, reads(handover, by)))

        race(read, lambda c=consent: withdraw_consent(consent=c, by=committed.nurse))  # type: ignore[misc]

        assert [told for is_over, told in seen if is_over and told] == []
        assert reads(handover, by) == 0
