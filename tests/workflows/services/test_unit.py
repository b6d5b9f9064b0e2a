"""A unit that closes down leaves its cases and its work to the successor, or leaves the cases of others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from cases.models import (
    Case,
    Consent,
    CoordinatedPlan,
    DisclosedSection,
    InterventionProgress,
    Need,
    Participation,
    Summons,
    Topic,
)
from cases.permissions import visible_to
from cases.selectors.case import subject_of
from tests.cast import Cast, acting_as
from tests.story import write_content
from tests.workflows.plan import Plan
from tests.workflows.units import administrator_of, at, new_unit
from workflows.models import Deadline, Notice, Outcome, Step, Task, WorkItem
from workflows.selectors.archive import archived_cases
from workflows.services.consent import record_consent
from workflows.services.unit import CannotEndUnit, end_unit


def close(unit: CareUnit, successor: CareUnit | None) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    end_unit(unit=unit, on=yesterday, successor=successor, by=administrator_of(unit))


def called_with_consent(cast: Cast, *called: Assignment, besides: CareUnit) -> Plan:
    """The family has named the called units, and `besides`; all have been called."""
    plan = Plan(cast)
    plan.obtain_consent()
    topics, today = {Topic.HEALTH, Topic.FAMILY}, timezone.localdate()
    with acting_as(cast.worker):
        record_consent(
            case=plan.case,
            person=plan.guardian,
            answer=Consent.Answer.YES,
            form=Consent.Form.ORAL,
            given_on=today,
            valid_to=today + timedelta(days=365),
            scopes=dict.fromkeys([*(each.unit for each in called), besides], topics),
            by=cast.worker,
        )
    plan.prepare(*called)
    return plan


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def test_successor_owns_the_case_and_has_its_open_work(cast: Cast, plan: Plan) -> None:
    write_content(plan.case, cast.worker)
    for each in plan.called:
        plan.reply(each)
    new = new_unit(cast.worker.unit)
    worker, manager = at(new, like=cast.worker), at(new, role=Role.UNIT_MANAGER)

    close(cast.worker.unit, new)

    for by in (worker, manager):
        with acting_as(by):
            case = visible_to(by).get()
            assert case.owner_unit == new
            subject = subject_of(case, by)
            assert subject is not None
            assert subject.given_name == "Elis"
            (item,) = WorkItem.objects.filter(unit=new)
            assert (item.step, item.taken_by_id) == (Step.MEET, worker.user_id)
            assert set(Deadline.objects.filter(case=case, closed_at=None).values_list("unit", flat=True)) == {new.pk}
            assert set(Need.objects.values_list("owner_unit", flat=True)) == {new.pk}
            assert Case.history.filter(id=case.pk).first().history_user.full_name == "Office"
    with acting_as(worker):
        assert Notice.objects.filter(kind=Notice.Kind.UNIT_CLOSED, to_unit=new).exists()


def test_plan_goes_on_to_its_end_at_the_successor(cast: Cast, plan: Plan) -> None:
    for each in plan.called:
        plan.reply(each)
    new = new_unit(cast.worker.unit)
    worker, manager = at(new, like=cast.worker), at(new, role=Role.UNIT_MANAGER)

    close(cast.worker.unit, new)
    cast.worker, cast.manager = worker, manager
    plan.meet()
    plan.write(cast.nurse)
    plan.confirm(cast.nurse)

    assert plan.open_steps() == ["follow_up"]


def test_case_by_name_stays_by_name(cast: Cast, plan: Plan) -> None:
    new = new_unit(cast.worker.unit)
    stranger_there = at(new)

    close(cast.worker.unit, new)

    with acting_as(stranger_there):
        assert not visible_to(stranger_there).exists()
        assert not Need.objects.exists()
    with acting_as(at(new, like=cast.worker)):
        # Was not at the successor when it took over: named there by nobody.
        assert not Case.objects.exists()


def test_nothing_is_left_at_the_closed_unit(cast: Cast, plan: Plan, as_owner) -> None:  # type: ignore[no-untyped-def]
    new = new_unit(cast.worker.unit)

    close(cast.worker.unit, new)

    unit = cast.worker.unit
    with as_owner():
        assert not WorkItem.objects.filter(unit=unit).exists()
        assert not Task.objects.filter(unit=unit, finished=None).exists()
        assert not Deadline.objects.filter(unit=unit, closed_at=None).exists()
        assert not Participation.objects.filter(unit=unit, valid_to=None).exists()


def test_called_unit_leaves_when_the_family_has_not_named_its_successor(cast: Cast, plan: Plan) -> None:
    new = new_unit(cast.nurse.unit)
    nurse = at(new, like=cast.nurse, role=Role.CHILD_HEALTH_NURSE)

    close(cast.nurse.unit, new)

    with acting_as(nurse):
        assert not Case.objects.exists()
        assert not DisclosedSection.objects.exists()
        assert [each.case for each in archived_cases(nurse)] == [plan.case.pk]
    with acting_as(cast.worker):
        assert Task.objects.get(unit=cast.nurse.unit).outcome == Outcome.UNIT_LEFT
        assert Summons.objects.get(unit=cast.nurse.unit).withdrawn_at is not None
        assert Notice.objects.get(kind=Notice.Kind.UNIT_CLOSED).to_unit == cast.worker.unit
    plan.reply(cast.teacher)
    assert plan.open_steps() == ["meet"]


def test_called_unit_is_followed_by_a_successor_that_the_family_has_named(cast: Cast) -> None:
    new = new_unit(cast.nurse.unit)
    nurse = at(new, like=cast.nurse, role=Role.CHILD_HEALTH_NURSE)
    plan = called_with_consent(cast, cast.nurse, cast.teacher, besides=new)
    write_content(plan.case, cast.worker)

    close(cast.nurse.unit, new)

    with acting_as(nurse):
        case = visible_to(nurse).get()
        subject = subject_of(case, nurse)
        assert subject is not None
        assert subject.given_name == "Elis"
        kinds = set(DisclosedSection.objects.values_list("kind", flat=True))
        assert {"identity", "need", "goal"} <= kinds
    plan.reply(nurse)
    plan.reply(cast.teacher)
    assert plan.open_steps() == ["meet"]


def test_successor_that_has_the_same_to_do_does_it_once(cast: Cast) -> None:
    new = new_unit(cast.nurse.unit)
    nurse = at(new, like=cast.nurse, role=Role.CHILD_HEALTH_NURSE)
    plan = called_with_consent(cast, cast.nurse, nurse, besides=new)

    close(cast.nurse.unit, new)
    plan.reply(nurse)

    assert plan.open_steps() == ["meet"]
    with acting_as(cast.worker):
        assert Summons.objects.filter(case=plan.case, withdrawn_at=None).count() == 1


def test_what_the_unit_had_promised_is_confirmed_by_the_successor(cast: Cast) -> None:
    new = new_unit(cast.nurse.unit)
    nurse = at(new, like=cast.nurse, role=Role.CHILD_HEALTH_NURSE)
    plan = called_with_consent(cast, cast.nurse, besides=new)
    plan.reply(cast.nurse)
    plan.meet()
    plan.write(cast.nurse)

    close(cast.nurse.unit, new)
    plan.confirm(nurse)

    with acting_as(cast.worker):
        progress = InterventionProgress.objects.get(case=plan.case)
        assert (progress.unit, progress.state) == (new, InterventionProgress.State.CONFIRMED)
        assert CoordinatedPlan.objects.get(case=plan.case).status == CoordinatedPlan.Status.ACTIVE


def test_unit_with_open_cases_needs_a_successor(cast: Cast, plan: Plan) -> None:
    with pytest.raises(CannotEndUnit):
        close(cast.worker.unit, None)

    assert CareUnit.objects.get(pk=cast.worker.unit_id).valid_to is None


def test_unit_without_cases_needs_none(cast: Cast) -> None:
    close(cast.stranger.unit, None)

    assert CareUnit.objects.get(pk=cast.stranger.unit_id).valid_to is not None


def test_cases_left_behind_are_moved_when_a_successor_is_named_later(cast: Cast, plan: Plan) -> None:
    new = new_unit(cast.worker.unit)
    manager = at(new, role=Role.UNIT_MANAGER)
    with act_as(None, reason="test"):
        cast.worker.unit.valid_to = timezone.localdate() - timedelta(days=30)
        cast.worker.unit.save()

    close(cast.worker.unit, new)

    with acting_as(manager):
        assert visible_to(manager).get() == plan.case


def test_refuses_a_successor_that_could_not_have_the_cases(cast: Cast, plan: Plan) -> None:
    open_one = new_unit(cast.worker.unit, is_closed=False)
    undocumented = new_unit(cast.nurse.unit)
    with act_as(None, reason="test"):
        undocumented.is_undocumented, undocumented.undocumented_decision = True, "The board, § 12"
        undocumented.save()

    for unit, successor in (
        (cast.worker.unit, open_one),
        (cast.worker.unit, cast.worker.unit),
        (cast.worker.unit, cast.teacher.unit),
        (cast.nurse.unit, undocumented),
    ):
        with pytest.raises(CannotEndUnit):
            close(unit, successor)


def test_only_an_administrator_closes_a_unit(cast: Cast) -> None:
    with pytest.raises(CannotEndUnit):
        end_unit(unit=cast.stranger.unit, on=timezone.localdate(), by=cast.worker)
