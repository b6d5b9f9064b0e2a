"""Work that is no longer wanted ends with an outcome, and the plan goes on."""

import pytest

from accounts.models import Assignment, CareUnit
from cases.models import Case, Participation
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.models import Deadline, Notice, Outcome, Task, WorkItem
from workflows.services.case import close_case
from workflows.services.consent import withdraw_consent
from workflows.services.participation import end_participation
from workflows.services.process import withdraw_open_tasks


def withdraw(plan: Plan, *who: Assignment) -> int:
    units: list[CareUnit] = [each.unit for each in who]
    with acting_as(plan.cast.worker):
        return withdraw_open_tasks(case=plan.case, units=units, outcome=Outcome.CONSENT_WITHDRAWN, by=plan.cast.worker)


@pytest.mark.parametrize("replied", [[], ["nurse"], ["nurse", "teacher"]])
@pytest.mark.parametrize("withdrawn", [[], ["nurse"], ["teacher"], ["nurse", "teacher"]])
def test_withdraw_replies_some_all_or_none_and_the_meeting_opens_once(
    plan: Plan, replied: list[str], withdrawn: list[str]
) -> None:
    plan.to_replies()
    for name in replied:
        plan.reply(getattr(plan.cast, name))

    ended = withdraw(plan, *[getattr(plan.cast, name) for name in withdrawn])
    left = {"nurse", "teacher"} - set(replied) - set(withdrawn)

    assert ended == len(set(withdrawn) - set(replied))
    assert plan.open_steps() == (["reply"] * len(left) or ["meet"])
    for name in left:
        plan.reply(getattr(plan.cast, name))
    assert plan.open_steps() == ["meet"]


def test_withdraw_the_last_confirmation_and_the_plan_goes_on(plan: Plan) -> None:
    plan.to_replies()
    plan.reply(plan.cast.nurse)
    plan.reply(plan.cast.teacher)
    plan.meet()
    plan.write(plan.cast.nurse, plan.cast.teacher)
    plan.confirm(plan.cast.nurse)

    withdraw(plan, plan.cast.teacher)

    assert plan.open_steps() == ["follow_up"]


def test_withdrawn_work_leaves_inbox_and_clock_and_the_unit_is_told(plan: Plan) -> None:
    plan.to_replies()

    withdraw(plan, plan.cast.nurse)

    with acting_as(plan.cast.nurse):
        task = Task.objects.get(case=plan.case, unit=plan.cast.nurse.unit)
        assert (task.outcome, task.owner) == (Outcome.CONSENT_WITHDRAWN, plan.cast.worker.user)
        assert not WorkItem.objects.filter(task=task).exists()
        assert not Deadline.objects.filter(task=task, closed_at=None).exists()
        assert Notice.objects.get(task=task).kind == Notice.Kind.WITHDRAWN


def test_withdraw_consent_ends_the_other_providers_tasks(plan: Plan) -> None:
    with acting_as(plan.cast.worker):
        consent = plan.to_replies().guardian.consents.get()

    lost = withdraw_consent(consent=consent, by=plan.cast.worker)

    assert {unit.pk for unit in lost} == {plan.cast.nurse.unit_id, plan.cast.teacher.unit_id}
    assert plan.open_steps() == ["meet"]


def test_end_participation_of_a_unit_ends_its_tasks(plan: Plan) -> None:
    plan.to_replies()

    reason = Participation.EndReason.DONE
    end_participation(case=plan.case, unit=plan.cast.nurse.unit, reason=reason, by=plan.cast.worker)

    assert [task.unit for task in plan.open_tasks()] == [plan.cast.teacher.unit]


@pytest.mark.parametrize("reached", ["consent", "replies", "one_reply", "meeting", "active"])
def test_close_case_wherever_it_stands_ends_the_process(plan: Plan, reached: str) -> None:
    if reached == "active":
        plan.to_active()
    elif reached != "consent":
        plan.to_replies()
        for each in {"one_reply": plan.called[:1], "meeting": plan.called}.get(reached, []):
            plan.reply(each)

    close_case(case=plan.case, reason=Case.ClosureReason.MOVED, by=plan.cast.worker)

    assert plan.is_finished()
    with acting_as(plan.cast.manager):
        assert not Task.objects.filter(case=plan.case, finished=None).exists()
        assert not WorkItem.objects.filter(case=plan.case).exists()
        assert not Deadline.objects.filter(case=plan.case, closed_at=None).exists()
