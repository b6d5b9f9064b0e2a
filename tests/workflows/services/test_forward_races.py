"""A referral that is passed on: raced against a withdrawal, a recall, another passing on, and who reads it."""

import pytest

from accounts.models import Assignment
from accounts.roles import Role
from cases.models import Ground, Sending
from cases.services.disclosure import Basis
from tests.cast import Cast, acting_as, make_cast
from tests.racing import race
from tests.workflows.handover import Handover
from tests.workflows.reader import Reader, consent_is_over, read_while, readable, told_to, with_file
from tests.workflows.units import at, new_unit
from workflows.models import Step
from workflows.services.consent import withdraw_consent
from workflows.services.referral import recall_referral

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WITHIN = Basis(Ground.WITHIN_PROVIDER)


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def sister(committed: Cast) -> Assignment:
    return at(new_unit(committed.teacher.unit), role=Role.PRESCHOOL_TEACHER)


@pytest.fixture
def rounds(races: int) -> range:
    return range(max(races // 10, 2))


def test_passing_on_and_withdrawal_at_once_leave_nothing_to_read(
    committed: Cast, sister: Assignment, races: int
) -> None:
    by = committed.teacher
    for _round in range(races):
        handover = with_file(committed)
        consent = handover.consent(by.unit)
        handover.send(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        race(
            lambda h=handover, t=task: h.forward(by, sister.unit, WITHIN, task=t),  # type: ignore[misc]
            lambda c=consent: withdraw_consent(consent=c, by=committed.nurse),  # type: ignore[misc]
        )

        assert [task.step for task in handover.open_tasks(committed.nurse)] == [Step.WRITE_REFERRAL]
        assert told_to(handover, by) == told_to(handover, sister) == 0


def test_who_passed_it_on_is_shown_nothing_after_that_has_committed(
    committed: Cast, sister: Assignment, rounds: range
) -> None:
    by = committed.teacher
    for _round in rounds:
        handover = with_file(committed).to_waiting(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        def is_over(handover: Handover = handover) -> bool:
            with acting_as(committed.nurse):
                return Sending.objects.filter(case=handover.case, answer=Sending.Answer.FORWARDED).exists()

        read_while(
            Reader(handover, by, is_over),
            lambda h=handover, t=task: h.forward(by, sister.unit, WITHIN, task=t),  # type: ignore[misc]
        )


def test_what_was_passed_on_is_shown_by_no_page_after_the_withdrawal(
    committed: Cast, sister: Assignment, rounds: range
) -> None:
    by = committed.teacher
    for _round in rounds:
        handover = with_file(committed)
        consent = handover.consent(by.unit)
        handover.send(by)
        handover.forward(by, sister.unit, WITHIN)
        reader = Reader(handover, sister, consent_is_over(handover, by))

        read_while(reader, lambda c=consent: withdraw_consent(consent=c, by=committed.nurse))  # type: ignore[misc]

        assert readable(handover, sister) == []


def test_passing_on_and_recall_at_once_agree_on_who_has_it(committed: Cast, sister: Assignment, races: int) -> None:
    by = committed.teacher
    for _round in range(races):
        handover = with_file(committed).to_waiting(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        race(
            lambda h=handover, t=task: h.forward(by, sister.unit, WITHIN, task=t),  # type: ignore[misc]
            lambda h=handover: recall_referral(case=h.case, by=committed.nurse),  # type: ignore[misc]
        )

        # A recall that came second took it back from the new receiver.
        assert [task.step for task in handover.open_tasks(committed.nurse)] == [Step.WRITE_REFERRAL]
        assert told_to(handover, by) == told_to(handover, sister) == 0


def test_it_is_passed_on_once_when_two_do_at_once(committed: Cast, sister: Assignment, races: int) -> None:
    by = committed.teacher
    third = at(new_unit(sister.unit), role=Role.PRESCHOOL_TEACHER)
    for _round in range(races):
        handover = with_file(committed).to_waiting(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        results = race(
            lambda h=handover, t=task: h.forward(by, sister.unit, WITHIN, task=t),  # type: ignore[misc]
            lambda h=handover, t=task: h.forward(by, third.unit, WITHIN, task=t),  # type: ignore[misc]
        )

        assert results["won"] == 1
        assert sorted([told_to(handover, sister) > 0, told_to(handover, third) > 0]) == [False, True]
