"""A round from its start to the followed-up action plan, and the names under which its steps are stored."""

import pytest
from viewflow.workflow.fields import get_flow_ref, get_task_ref

from tests.cast import Cast, acting_as
from tests.workflows.review import Review
from workflows.flows.agreement_review import AgreementReviewFlow
from workflows.models import AgreementReviewProcess, Deadline, Task, WorkItem
from workflows.models.step import ROUND_STEPS
from workflows.services.review import close_collecting

pytestmark = pytest.mark.django_db

NODES = {
    "started": "START",
    "imported": "START",
    "asks_centres": "EXCLUSIVE_GATEWAY",
    "collect": "HUMAN",
    "ask": "PARALLEL_GATEWAY",
    "answer": "HUMAN",
    "all_answered": "JOIN",
    "check": "HUMAN",
    "is_checked": "EXCLUSIVE_GATEWAY",
    "compile": "HUMAN",
    "assess": "HUMAN",
    "adopt": "HUMAN",
    "plan_measures": "HUMAN",
    "follow_up_measures": "HUMAN",
    "closed": "END",
}


@pytest.fixture
def review(cast: Cast) -> Review:
    return Review(cast)


def test_names_and_kinds_of_nodes_are_stored_data() -> None:
    nodes = {node.name: node.task_type for node in AgreementReviewFlow.instance.nodes()}

    assert nodes == NODES
    assert get_flow_ref(AgreementReviewFlow) == "workflows/flows.agreement_review.AgreementReviewFlow"
    assert get_task_ref(AgreementReviewFlow.answer) == "workflows/flows.agreement_review.AgreementReviewFlow.answer"


def test_every_step_a_person_does_has_its_word_its_clock_its_right_and_its_outcomes() -> None:
    human = [node for node in AgreementReviewFlow.instance.nodes() if node.task_type == "HUMAN"]

    assert {node.name for node in human} == ROUND_STEPS
    assert all(node.clock_key and node.outcomes and node.rights for node in human)


def test_round_goes_from_start_to_followed_up(review: Review) -> None:
    review.start().name_respondents()
    seen = [(review.open_steps(), review.status())]
    review.answer_all()
    seen.append((review.open_steps(), review.status()))
    review.check_all()
    seen.append((review.open_steps(), review.status()))
    review.compile()
    seen.append((review.open_steps(), review.status()))
    review.assess()
    seen.append((review.open_steps(), review.status()))
    review.adopt()
    seen.append((review.open_steps(), review.status()))
    measure = review.plan()
    seen.append((review.open_steps(), review.status()))
    review.follow_up(measure)

    assert seen == [
        (["answer"] * 3, "collecting"),
        (["check"], "checking"),
        (["compile"], "compiling"),
        (["assess"], "assessing"),
        (["adopt"], "assessing"),
        (["plan_measures"], "adopted"),
        (["follow_up_measures"], "adopted"),
    ]
    assert (review.open_steps(), review.status()) == ([], "followed_up")
    with acting_as(review.leader):
        assert AgreementReviewProcess.objects.get().finished
        assert not WorkItem.objects.exists()
        assert not Deadline.objects.filter(closed_at=None).exists()


def test_send_back_opens_the_centres_task_anew_and_checking_waits(review: Review) -> None:
    review.start().name_respondents().answer_all()

    review.send_back("Boken")

    assert review.open_steps() == ["answer"]
    with acting_as(review.cast.teacher):
        [item] = WorkItem.objects.filter(assignment=review.cast.teacher)
        assert item.round_centre == review.centre("Boken")
    review.answer("Boken", review.cast.teacher)
    assert review.open_steps() == ["check"]


def test_two_sent_back_are_both_waited_for(review: Review) -> None:
    review.start().name_respondents().answer_all()

    review.send_back("Boken")
    review.send_back("Almen")

    assert review.open_steps() == ["answer", "answer"]
    review.answer("Boken", review.cast.teacher)
    assert review.open_steps() == ["answer"]
    review.answer("Almen", review.cast.nurse)
    assert review.open_steps() == ["check"]


def test_send_back_while_others_have_not_answered(review: Review) -> None:
    review.start().name_respondents()
    review.answer("Almen", review.cast.nurse)

    review.send_back("Almen")

    assert review.open_steps() == ["answer"] * 3


def test_close_collecting_ends_what_is_not_answered(review: Review) -> None:
    review.start().name_respondents()
    review.answer("Almen", review.cast.nurse)
    with acting_as(review.leader):
        close_collecting(round_=review.round, by=review.leader)

    assert (review.open_steps(), review.status()) == (["check"], "checking")
    with acting_as(review.leader):
        assert Task.objects.filter(outcome="not_waited_for").count() == 2


def test_centre_without_respondent_waits_for_who_leads(review: Review) -> None:
    review.start().name_respondents()

    with acting_as(review.leader):
        waiting = {item.round_centre.centre.name: item.assignment for item in WorkItem.objects.all()}

    assert waiting == {"Almen": review.cast.nurse, "Boken": review.cast.teacher, "Cedern": review.leader}


def test_survey_of_parents_is_collected_by_who_leads(review: Review) -> None:
    review.start("parents-2012")
    assert review.open_steps() == ["collect"]

    with acting_as(review.leader):
        close_collecting(round_=review.round, by=review.leader)

    assert (review.open_steps(), review.status()) == (["check"], "checking")
