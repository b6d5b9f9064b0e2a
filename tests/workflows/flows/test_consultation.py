"""A consultation from question to end, and the names under which its steps are stored."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from viewflow.workflow.fields import get_flow_ref, get_task_ref

from agreements.working_days import add_length
from cases.models import Case
from tests.agreements.folding import differences, fold
from tests.agreements.services.test_rollup import stored
from tests.cast import Cast, acting_as
from tests.workflows.consultation import answer, ask, open_steps, read, team_of
from tests.workflows.plan import Plan
from workflows.flows.consultation import ConsultationFlow
from workflows.models import Deadline, Notice, Outcome, Step, Task, WorkItem
from workflows.models.step import CONSULTATION_STEPS

NODES = {
    "asked": "START",
    "ask": "PARALLEL_GATEWAY",
    "advise": "HUMAN",
    "answered": "JOIN",
    "read_answer": "HUMAN",
    "closed": "END",
}


def test_names_and_kinds_of_nodes_are_stored_data() -> None:
    nodes = {node.name: node.task_type for node in ConsultationFlow.instance.nodes()}

    assert nodes == NODES
    assert get_flow_ref(ConsultationFlow) == "workflows/flows.consultation.ConsultationFlow"
    assert get_task_ref(ConsultationFlow.advise) == "workflows/flows.consultation.ConsultationFlow.advise"


def test_every_step_a_person_does_has_its_clock_and_its_outcomes() -> None:
    human = [node for node in ConsultationFlow.instance.nodes() if node.task_type == "HUMAN"]

    assert {node.name for node in human} == CONSULTATION_STEPS
    assert all(node.clock_key and node.outcomes for node in human)


def test_consultation_goes_from_question_to_end(cast: Cast) -> None:
    worker, nurse = cast.worker, cast.nurse
    case = ask(worker, nurse)
    seen = [open_steps(case, worker)]

    answer(case, nurse)
    seen.append(open_steps(case, worker))
    read(case, worker)
    seen.append(open_steps(case, worker))

    assert seen == [[(Step.ADVISE, nurse.unit_id)], [(Step.READ_ANSWER, worker.unit_id)], []]
    with acting_as(worker):
        row = Case.objects.get(pk=case.pk)
        assert (row.status, row.closure_reason) == ("closed", "helped")
        assert not WorkItem.objects.filter(case=case).exists()
        assert not Deadline.objects.filter(case=case, closed_at=None).exists()


def test_the_receivers_clock_runs_five_working_days_by_a_local_routine(cast: Cast) -> None:
    case = ask(cast.worker, cast.nurse)

    with acting_as(cast.nurse):
        [deadline] = Deadline.objects.select_related("clock").filter(case=case)
        clock = deadline.clock
        assert (deadline.unit, clock.key, clock.length, clock.unit) == (
            cast.nurse.unit,
            "consultation_answer",
            5,
            "working_days",
        )
        assert clock.certainty == "local_routine"
        assert deadline.due_at == add_length(deadline.started_at, 5, clock.unit).at > timezone.now() + timedelta(days=5)


def test_first_answer_of_a_team_ends_it_for_all(cast: Cast) -> None:
    case = ask(cast.worker, team_of(cast))
    asked = open_steps(case, cast.worker)

    answer(case, cast.counsellor)

    units = {each.unit_id for each in (cast.nurse, cast.teacher, cast.counsellor)}
    assert {unit for _step, unit in asked} == units
    assert open_steps(case, cast.worker) == [(Step.READ_ANSWER, cast.worker.unit_id)]
    with acting_as(cast.worker):
        ended = Task.objects.filter(case=case, finished__isnull=False, unit__isnull=False)
        outcomes = {task.unit_id: task.outcome for task in ended if task.step == Step.ADVISE}
        told = set(Notice.objects.filter(case=case, kind=Notice.Kind.WITHDRAWN).values_list("to_unit", flat=True))
    others = dict.fromkeys(units - {cast.counsellor.unit_id}, Outcome.ANSWERED_BY_OTHER)
    assert outcomes == others | {cast.counsellor.unit_id: Outcome.ANSWERED}
    assert told == units - {cast.counsellor.unit_id}


def test_a_team_that_the_asker_is_in_asks_the_others(cast: Cast) -> None:
    case = ask(cast.nurse, team_of(cast))

    units = {unit for _step, unit in open_steps(case, cast.nurse)}

    assert units == {cast.teacher.unit_id, cast.counsellor.unit_id}


@pytest.mark.django_db(transaction=True)
def test_consultation_is_in_none_of_the_figures_of_plans(committed_plan: Callable[[], Plan]) -> None:
    cast = committed_plan().to_active().cast
    fold()
    before = of_plans()
    case = ask(cast.worker, cast.nurse)
    answer(case, cast.nurse)
    read(case, cast.worker)

    fold()

    assert before != ([], [])
    assert of_plans() == before
    assert differences() == []


def of_plans() -> tuple[list[object], list[object]]:
    """Both sums, without those of consultations."""
    rows, persons = stored()
    return [row for row in rows if not is_of_consultation(row)], [row for row in persons if not is_of_consultation(row)]


def is_of_consultation(row: Any) -> bool:
    return str(row[0]).startswith("consultation_")
