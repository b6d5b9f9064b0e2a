"""The plan from need to closure, and the names under which its steps are stored."""

from viewflow.workflow.fields import get_flow_ref, get_task_ref

from cases.models import Case, Deviation, FollowUp
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.flows.coordinated_plan import CoordinatedPlanFlow
from workflows.models import Deadline, Outcome, Step, Task, WorkItem
from workflows.registry import FLOWS

NODES = {
    "need_identified": "START",
    "obtain_consent": "HUMAN",
    "is_agreed": "EXCLUSIVE_GATEWAY",
    "prepare": "HUMAN",
    "has_called_units": "EXCLUSIVE_GATEWAY",
    "summon": "PARALLEL_GATEWAY",
    "reply": "HUMAN",
    "all_replied": "JOIN",
    "meet": "HUMAN",
    "write_plan": "HUMAN",
    "has_confirming_units": "EXCLUSIVE_GATEWAY",
    "confirmation": "PARALLEL_GATEWAY",
    "confirm": "HUMAN",
    "all_confirmed": "JOIN",
    "is_confirmed": "EXCLUSIVE_GATEWAY",
    "follow_up": "HUMAN",
    "goes_on": "EXCLUSIVE_GATEWAY",
    "is_revised": "EXCLUSIVE_GATEWAY",
    "closed": "END",
}


def test_names_and_kinds_of_nodes_are_stored_data() -> None:
    nodes = {node.name: node.task_type for node in CoordinatedPlanFlow.instance.nodes()}

    assert nodes == NODES
    assert get_flow_ref(CoordinatedPlanFlow) == "workflows/flows.coordinated_plan.CoordinatedPlanFlow"
    assert get_task_ref(CoordinatedPlanFlow.reply) == "workflows/flows.coordinated_plan.CoordinatedPlanFlow.reply"


def test_every_step_a_person_does_has_its_word_its_clock_and_its_outcomes() -> None:
    human = [node for flow in FLOWS for node in flow.instance.nodes() if node.task_type == "HUMAN"]

    # What is silent is no step of a flow: it is the sender's side of one that waits.
    assert {node.name for node in human} == set(Step.values) - {Step.SILENT_REFERRAL}
    # A clock asked of the process has no key of its own.
    assert all((node.clock_key or node._clock_key) and node.outcomes for node in human)


def test_plan_goes_from_need_to_closure(plan: Plan) -> None:
    nurse, teacher = plan.cast.nurse, plan.cast.teacher
    seen = [plan.open_steps()]

    plan.obtain_consent()
    seen.append(plan.open_steps())
    plan.prepare(nurse, teacher)
    seen.append(plan.open_steps())
    plan.reply(nurse)
    plan.reply(teacher)
    seen.append(plan.open_steps())
    plan.meet()
    seen.append(plan.open_steps())
    plan.write(nurse, teacher)
    seen.append(plan.open_steps())
    plan.confirm(nurse)
    plan.confirm(teacher)
    seen.append(plan.open_steps())
    plan.follow_up(FollowUp.Outcome.CLOSE)

    assert seen == [
        ["obtain_consent"],
        ["prepare"],
        ["reply", "reply"],
        ["meet"],
        ["write_plan"],
        ["confirm", "confirm"],
        ["follow_up"],
    ]
    assert plan.is_finished()
    assert plan.open_steps() == []


def test_plan_that_ended_leaves_no_work_and_no_running_clock(plan: Plan) -> None:
    plan.to_active().follow_up(FollowUp.Outcome.CLOSE)

    with acting_as(plan.cast.manager):
        assert not WorkItem.objects.filter(case=plan.case).exists()
        assert not Deadline.objects.filter(case=plan.case, closed_at=None).exists()
        assert not Task.objects.filter(case=plan.case, finished=None).exists()


def test_consent_refused_ends_the_process(plan: Plan) -> None:
    plan.refuse()

    assert plan.is_finished()
    with acting_as(plan.cast.worker):
        assert Case.objects.get(pk=plan.case.pk).closure_reason == "consent_refused"


def test_plan_without_called_units_goes_straight_to_the_meeting(plan: Plan) -> None:
    plan.obtain_consent()

    plan.prepare()

    assert plan.open_steps() == ["meet"]


def test_follow_up_that_continues_opens_the_next_one(plan: Plan) -> None:
    plan.to_active()

    for _round in range(3):
        plan.follow_up(FollowUp.Outcome.CONTINUE)

    assert plan.open_steps() == ["follow_up"]


def test_follow_up_that_revises_leads_back_to_writing_and_confirming(plan: Plan) -> None:
    plan.to_active()

    plan.follow_up(FollowUp.Outcome.REVISE)
    plan.write()
    plan.confirm(plan.cast.nurse)

    assert plan.open_steps() == ["follow_up"]


def test_one_unit_declines_and_the_plan_is_written_anew(plan: Plan) -> None:
    plan.to_replies()
    plan.reply(plan.cast.nurse)
    plan.reply(plan.cast.teacher)
    plan.meet()
    plan.write(plan.cast.nurse, plan.cast.teacher)

    plan.confirm(plan.cast.nurse, declines=True)

    assert plan.open_steps() == ["write_plan"]
    with acting_as(plan.cast.teacher):
        other = Task.objects.get(case=plan.case, unit=plan.cast.teacher.unit, flow_task=CoordinatedPlanFlow.confirm)
        assert other.outcome == Outcome.PLAN_CHANGED
        assert not Deviation.objects.exists()


def test_second_round_of_confirmation_forgets_the_first_no(plan: Plan) -> None:
    plan.to_replies()
    plan.reply(plan.cast.nurse)
    plan.reply(plan.cast.teacher)
    plan.meet()
    plan.write(plan.cast.nurse)
    plan.confirm(plan.cast.nurse, declines=True)

    plan.write()
    plan.confirm(plan.cast.nurse)

    assert plan.open_steps() == ["follow_up"]


def test_clock_of_the_meeting_runs_from_the_consent(plan: Plan) -> None:
    consented = plan.obtain_consent().finished
    plan.prepare(plan.cast.nurse)
    plan.reply(plan.cast.nurse)

    with acting_as(plan.cast.worker):
        deadline = Deadline.objects.get(case=plan.case, step=Step.MEET)

    task = plan.open(Step.MEET)
    assert task is not None
    assert deadline.task_id == task.pk
    assert abs((deadline.started_at - consented).total_seconds()) < 5
    assert (deadline.due_at.date() - deadline.started_at.date()).days in (21, 22)
