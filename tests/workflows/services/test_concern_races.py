"""Both sides of a report of concern at once: nothing is lost, and nothing is decided or answered twice."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction

from accounts.models import Assignment
from cases.models import Change, IntakeDecision, ReceivedReport
from cases.selectors.concern import current_receipt, receipts_of
from cases.services import intake as receiver
from cases.services.concern import Seen, name_colleague
from cases.services.intake import as_receiver
from tests.cast import Cast, acting_as, make_cast
from tests.workflows.concern import SEEN, Code, Reported, other_town
from tests.workflows.services.test_races import race
from workflows.models import Outcome, Step, Task
from workflows.services.concern import change_report, hand_on, open_feedback, request_feedback
from workflows.services.errors import TaskDone
from workflows.services.task import complete_task

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    return make_cast()


def deciding(reported: Reported, by: Assignment, code: Code, outcome: Outcome) -> Callable[[], object]:
    task = reported.open(Step.DECIDE_OPENING)
    assert task is not None

    def do() -> Outcome:
        receiver.decide_opening(case=reported.intake, code=code, text="Grounds", by=by)
        open_feedback(reported.intake)
        return outcome

    return lambda: complete_task(task=task, do=do, by=by)


def adding(reported: Reported) -> Callable[[], object]:
    row, by = reported.row, reported.cast.teacher
    words = {"change": Change.ADDITION, "words": Seen(seen="More"), "edition": row.edition}
    return lambda: change_report(row=row, by=by, **words)


def steps(reported: Reported) -> list[str]:
    with acting_as(reported.cast.worker):
        return sorted(task.step for task in Task.objects.filter(case=reported.intake) if task.unit_id)


def test_two_who_decide_at_once_decide_once(committed_cast: Cast, races: int) -> None:
    cast = committed_cast
    for _round in range(races):
        reported = Reported(cast).assess()
        name_colleague(case=reported.intake, colleague=cast.colleague, by=cast.worker)

        results = race(
            deciding(reported, cast.worker, Code.OPENED, Outcome.OPENED),
            deciding(reported, cast.colleague, Code.NOT_OPENED, Outcome.NOT_OPENED),
        )

        assert results == {"won": 1, TaskDone.__name__: 1}
        with acting_as(cast.worker):
            assert IntakeDecision.objects.filter(case=reported.intake, kind="opening").count() == 1


def test_question_and_decision_at_once_open_one_task_to_answer(committed_cast: Cast, races: int) -> None:
    cast = committed_cast
    for _round in range(races):
        reported = Reported(cast).assess()

        results = race(
            deciding(reported, cast.worker, Code.NOT_OPENED, Outcome.NOT_OPENED),
            partial(request_feedback, report=reported.report, by=cast.teacher),
        )

        assert results == {"won": 2}
        assert steps(reported).count("answer_reporter") == 1


def test_addition_and_handing_on_at_once_lose_nothing(committed_cast: Cast, races: int) -> None:
    cast, other = committed_cast, other_town()
    for _round in range(races):
        reported = Reported(cast)

        results = race(
            adding(reported), partial(hand_on, case=reported.intake, to=other.unit, text="There", by=cast.worker)
        )

        assert results == {"won": 2}
        with acting_as(cast.teacher):
            now = current_intake(reported)
        assert texts(now, other) == [SEEN, "More"]


def test_same_report_handed_on_twice_at_once_goes_to_one(committed_cast: Cast, races: int) -> None:
    cast, other = committed_cast, other_town()
    for _round in range(races):
        reported = Reported(cast)
        name_colleague(case=reported.intake, colleague=cast.colleague, by=cast.worker)
        words = {"case": reported.intake, "to": other.unit, "text": "There"}

        results = race(*[partial(hand_on, by=by, **words) for by in (cast.worker, cast.colleague)])

        assert results["won"] == 1
        with acting_as(cast.teacher):
            assert len(receipts_of(reported.report)) == 2


def current_intake(reported: Reported) -> object:
    return current_receipt(reported.report).intake_id


def texts(intake: object, by: Assignment) -> list[str]:
    """As the manager of that unit would read them: nobody has taken the task."""
    with as_receiver(by.unit, by), transaction.atomic():
        rows = ReceivedReport.objects.filter(case=intake).order_by("edition")
        return [row.content["seen"] for row in rows]
