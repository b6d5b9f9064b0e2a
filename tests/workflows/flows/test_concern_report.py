"""The flows of a report of concern: the names under which their steps are stored, and where they end."""

from typing import Any

import pytest
from viewflow.workflow.fields import get_flow_ref

from cases.models import Case, IntakeDecision
from tests.cast import Cast, acting_as
from tests.workflows.concern import Code, Reported
from workflows.flows.concern_report import ConcernReportFlow
from workflows.flows.report_addition import ReportAdditionFlow
from workflows.flows.reporter_feedback import ReporterFeedbackFlow
from workflows.models import Deadline, Process, Step, Task, WorkItem
from workflows.models.step import BY_NAME

NODES: dict[Any, tuple[str, dict[str, str]]] = {
    ConcernReportFlow: (
        "workflows/flows.concern_report.ConcernReportFlow",
        {
            "received": "START",
            "assess_protection": "HUMAN",
            "decide_opening": "HUMAN",
            "is_opened": "EXCLUSIVE_GATEWAY",
            "investigate": "HUMAN",
            "closed": "END",
        },
    ),
    ReporterFeedbackFlow: (
        "workflows/flows.reporter_feedback.ReporterFeedbackFlow",
        {"asked": "START", "answer_reporter": "HUMAN", "answered": "END"},
    ),
    ReportAdditionFlow: (
        "workflows/flows.report_addition.ReportAdditionFlow",
        {"added": "START", "read_addition": "HUMAN", "read": "END"},
    ),
}


@pytest.mark.parametrize("flow", NODES, ids=lambda flow: flow.__name__)
def test_names_and_kinds_of_nodes_are_stored_data(flow: Any) -> None:
    assert {node.name: node.task_type for node in flow.instance.nodes()} == NODES[flow][1]
    assert get_flow_ref(flow) == NODES[flow][0]


def test_every_step_is_of_a_flow_and_its_clock_never_stands_still() -> None:
    human = [node for flow in NODES for node in flow.instance.nodes() if node.task_type == "HUMAN"]

    assert {node.name for node in human} == BY_NAME
    assert all(node.outcomes for node in human)


@pytest.mark.parametrize("code", [Code.NOT_OPENED, Code.ALREADY_RUNNING])
def test_what_is_not_opened_is_closed_by_the_decision(cast: Cast, code: IntakeDecision.Code) -> None:
    reported = Reported(cast).assess().decide(code)

    assert status(reported) == ("closed", code)
    assert left_open(reported) == 0


def test_what_is_opened_is_investigated_and_closed(cast: Cast) -> None:
    reported = Reported(cast).assess().decide(Code.OPENED)
    before = status(reported)

    reported.conclude()

    assert before == ("open", "")
    assert status(reported) == ("closed", "investigated")
    assert left_open(reported) == 0


def test_closing_leaves_the_answer_to_the_reporter_open(cast: Cast) -> None:
    reported = Reported(cast)
    reported.ask()

    reported.assess().decide(Code.NOT_OPENED)

    task = reported.open(Step.ANSWER_REPORTER)
    assert task is not None
    with acting_as(cast.worker):
        assert WorkItem.objects.filter(task=task).count() == 1
        assert Deadline.objects.filter(task=task, closed_at=None).count() == 1
    reported.answer()
    assert left_open(reported) == 0


def test_question_before_the_decision_opens_no_task_till_then(cast: Cast) -> None:
    reported = Reported(cast)

    reported.ask()

    assert reported.open(Step.ANSWER_REPORTER) is None


def test_two_additions_wait_as_one_task(cast: Cast) -> None:
    reported = Reported(cast)

    reported.add("More")
    reported.add("And more")

    with acting_as(cast.worker):
        open_now = Task.objects.filter(case=reported.intake, finished=None)
        assert sorted(task.step for task in open_now) == ["assess_protection", "read_addition"]


def status(reported: Reported) -> tuple[str, str]:
    with acting_as(reported.cast.worker):
        return Case.objects.values_list("status", "closure_reason").get(pk=reported.intake.pk)


def left_open(reported: Reported) -> int:
    """Tasks, work, clocks and processes that are not over."""
    with acting_as(reported.cast.worker):
        return (
            Task.objects.filter(case=reported.intake, finished=None).count()
            + WorkItem.objects.filter(case=reported.intake).count()
            + Deadline.objects.filter(case=reported.intake, closed_at=None).count()
            + Process.objects.filter(case=reported.intake, finished=None).count()
        )
