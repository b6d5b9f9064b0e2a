"""What stands beside a clock, for whom, and what pressing it does."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from agreements.models import Clock
from agreements.services.clock import change_clock
from agreements.working_days import Unit
from cases.selectors.plan import plan_document
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in
from workflows.models import Deadline, DeadlinePause, PauseReason, Step
from workflows.selectors.case_page import now_and_next
from workflows.selectors.task import open_tasks_of
from workflows.services.deadline import pause_deadline


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def clocks(plan: Plan, by: Assignment) -> list[dict[str, Any]]:
    return signed_in(by).get(f"/cases/{plan.case.pk}/").context["clocks"]


def address(plan: Plan, what: str, who: Assignment) -> str:
    task = plan.open(Step.REPLY, who)
    assert task is not None
    return f"/tasks/{task.pk}/{what}/"


def pause(plan: Plan, who: Assignment, days: int = 4) -> Any:
    until = timezone.localdate() + timedelta(days=days)
    data = {"until": until.isoformat(), "reason": PauseReason.FAMILY_ILL}
    return signed_in(who).post(address(plan, "pause", who), data)


def newer_clock(days: int) -> Clock:
    with act_as(None, reason="test"):
        terms = {"unit": Unit.CALENDAR_DAYS, "source": "A newer rule", "certainty": Clock.Certainty.LOCAL_ROUTINE}
        return change_clock(key="summons_reply", length=days, valid_from=timezone.localdate(), by=None, **terms)


def test_pause_is_seen_from_and_to_by_all_and_its_reason_by_the_own_side_alone(cast: Cast, plan: Plan) -> None:
    answer = pause(plan, cast.nurse)

    assert answer["Location"] == f"/cases/{plan.case.pk}/"
    for by, why in ((cast.second_nurse, str(PauseReason.FAMILY_ILL.label)), (cast.worker, ""), (cast.teacher, "")):
        [row] = [each for each in clocks(plan, by) if each["unit"] == cast.nurse.unit.name]
        [seen] = row["pauses"]
        assert timezone.localdate(seen["begun_at"]) == timezone.localdate()
        assert timezone.localdate(seen["ends_at"]) == timezone.localdate() + timedelta(days=4)
        assert (seen["why"], row["is_mine"]) == (why, by == cast.second_nurse)
    page = signed_in(cast.worker).get(f"/cases/{plan.case.pk}/").content.decode()
    assert str(PauseReason.FAMILY_ILL.label) not in page


def test_pause_to_a_day_that_is_not_ahead_is_asked_again(cast: Cast, plan: Plan) -> None:
    answer = pause(plan, cast.nurse, days=0)

    assert answer.status_code == 422
    assert "until" in answer.context["form"].errors


@pytest.mark.parametrize("what", ["pause", "resume", "follow-clock"])
def test_other_units_clock_is_not_ones_to_touch(cast: Cast, plan: Plan, what: str) -> None:
    newer_clock(3)

    assert signed_in(cast.worker).post(address(plan, what, cast.nurse)).status_code == 404


def test_resume_gives_the_day_back_and_twice_does_nothing_more(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.nurse):
        before = Deadline.objects.get(task=plan.open(Step.REPLY, cast.nurse)).due_at
    pause(plan, cast.nurse)
    client, page = signed_in(cast.nurse), address(plan, "resume", cast.nurse)

    answers = [client.post(page), client.post(page)]

    assert {answer.status_code for answer in answers} == {302}
    with acting_as(cast.nurse):
        assert Deadline.objects.get(task=plan.open(Step.REPLY, cast.nurse)).due_at == before


def test_pause_that_is_over_is_no_longer_said_to_last(cast: Cast, plan: Plan) -> None:
    task = plan.open(Step.REPLY, cast.nurse)
    assert task is not None
    until = timezone.localdate() + timedelta(days=2)
    pause_deadline(task=task, until=until, reason=PauseReason.FAMILY_AWAY, by=cast.nurse)
    back = timedelta(days=3)
    with acting_as(cast.nurse):
        for row in DeadlinePause.objects.all():
            row.begun_at, row.ends_at = row.begun_at - back, row.ends_at - back
            row.save()
        Deadline.objects.filter(task=task).update(paused_until=timezone.now() - timedelta(days=1))

        now, _next = now_and_next(plan.case, open_tasks_of(plan.case), plan_document(plan.case, cast.nurse), cast.nurse)

    assert now is not None
    assert now.clock is not None
    assert now.clock.state != "paused"


def test_newer_version_is_shown_with_both_days_and_moves_only_when_said(cast: Cast, plan: Plan) -> None:
    assert clocks(plan, cast.nurse)[0]["newer"] is None
    newer = newer_clock(40)
    page = address(plan, "follow-clock", cast.nurse)
    client = signed_in(cast.nurse)

    [shown] = clocks(plan, cast.nurse)
    asked = client.get(page).content.decode()

    assert shown["new_day"] == timezone.localdate() + timedelta(days=40)
    assert shown["old_day"] < shown["new_day"]
    assert "A newer rule" in asked
    with acting_as(cast.nurse):
        assert Deadline.objects.get(task=shown["task"]).clock != newer

    client.post(page, {"clock": newer.pk})

    with acting_as(cast.nurse):
        deadline = Deadline.objects.get(task=shown["task"])
        assert deadline.clock == newer
    [moved] = clocks(plan, cast.nurse)
    assert (moved["newer"], moved["old_day"]) == (None, shown["new_day"])


def test_day_by_the_newer_version_counts_the_days_it_stood_still(cast: Cast, plan: Plan) -> None:
    newer = newer_clock(40)
    pause(plan, cast.nurse)
    [shown] = clocks(plan, cast.nurse)

    signed_in(cast.nurse).post(address(plan, "follow-clock", cast.nurse), {"clock": newer.pk})

    [moved] = clocks(plan, cast.nurse)
    assert shown["new_day"] == moved["old_day"] == timezone.localdate() + timedelta(days=44)


def test_version_other_than_the_one_shown_moves_nothing(cast: Cast, plan: Plan) -> None:
    newer = newer_clock(40)

    answer = signed_in(cast.nurse).post(address(plan, "follow-clock", cast.nurse), {"clock": newer.pk - 1})

    assert answer.status_code == 409
    assert clocks(plan, cast.nurse)[0]["newer"] == newer


def test_agreed_day_of_follow_up_is_moved_by_no_clock(cast: Cast) -> None:
    plan = Plan(cast).to_active()
    with act_as(None, reason="test"):
        terms = {"unit": Unit.CALENDAR_DAYS, "source": "test", "certainty": Clock.Certainty.LOCAL_ROUTINE}
        change_clock(key="first_follow_up", length=5, valid_from=timezone.localdate(), by=None, **terms)

    task = plan.open(Step.FOLLOW_UP)

    assert task is not None
    assert clocks(plan, cast.worker)[0]["newer"] is None
    assert signed_in(cast.worker).get(f"/tasks/{task.pk}/follow-clock/").status_code == 404


def test_receiver_pauses_the_clock_of_a_referral_again_and_both_sides_see_from_when_to_when(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    task = handover.task(Step.ANSWER_REFERRAL, cast.teacher)
    page, today = f"/referrals/{handover.case.pk}/", timezone.localdate()
    client = signed_in(cast.teacher)
    for days in (2, 5):
        until = (today + timedelta(days=days)).isoformat()
        client.post(f"/tasks/{task.pk}/pause/", {"until": until, "reason": PauseReason.FAMILY_AWAY})
        client.post(f"/tasks/{task.pk}/resume/")
    client.post(f"/tasks/{task.pk}/pause/", {"until": until, "reason": PauseReason.FAMILY_AWAY})

    for by, why in ((cast.teacher, str(PauseReason.FAMILY_AWAY.label)), (cast.nurse, "")):
        shown = signed_in(by).get(page)
        [row] = [each for each in shown.context["clocks"] if each["unit"] == cast.teacher.unit.name]
        assert (row["is_mine"], row["pauses"][-1]["why"]) == (by == cast.teacher, why)
        assert timezone.localdate(row["pauses"][-1]["ends_at"]) == today + timedelta(days=5)
        assert (f"/tasks/{task.pk}/pause/" in shown.content.decode()) == (by == cast.teacher)
