"""Who is let in, for how long, and out."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import AccessLogEntry, Case, Participation
from cases.permissions import visible_to
from cases.services.participation import NEED_LASTS, admit, end_participation, name_on_case, state_need
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan

Role, Reason = Participation.Role, Participation.Reason


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def sees(by: Assignment, case: Case) -> bool:
    with acting_as(by):
        return visible_to(by).filter(pk=case.pk).exists() and Case.objects.filter(pk=case.pk).exists()


def test_stated_need_opens_for_a_day_and_is_logged(cast: Cast, plan: Plan) -> None:
    by = cast.colleague
    with acting_as(by):
        state_need(case_id=plan.case.pk, need="Kim calls and the worker is away", by=by)

    assert sees(by, plan.case)
    with acting_as(by):
        row = Participation.objects.get(user=by.user)
        entry = AccessLogEntry.objects.get(user=by.user, what="state_need")
        assert (row.reason, (row.valid_to - row.valid_from).days) == (Reason.STATED_NEED, NEED_LASTS.days)
        assert entry.ground == "Kim calls and the worker is away"


def test_stated_need_is_over_after_its_time(cast: Cast, plan: Plan, as_owner: Acting) -> None:
    by, hour = cast.colleague, timedelta(hours=1)
    with acting_as(by):
        state_need(case_id=plan.case.pk, need="Kim calls", by=by)
    with as_owner(), acting_as(cast.worker):
        row = Participation.objects.get(user=by.user)
        row.valid_from, row.valid_to = row.valid_from - NEED_LASTS - hour, row.valid_to - NEED_LASTS - hour
        row.save()

    assert not sees(by, plan.case)


@pytest.mark.parametrize("who", ["outsider", "stranger", "neighbour", "coordinator"])
def test_stated_need_opens_nothing_to_another_unit(cast: Cast, plan: Plan, who: str) -> None:
    by = cast.everybody[who]

    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(by):
        state_need(case_id=plan.case.pk, need="Curious", by=by)


def test_stated_need_without_a_need(cast: Cast, plan: Plan) -> None:
    with pytest.raises(CaseError), acting_as(cast.colleague):
        state_need(case_id=plan.case.pk, need=" ", by=cast.colleague)


def test_end_participation_ends_all_of_the_unit(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        end_participation(case=plan.case, unit=cast.nurse.unit, by=cast.worker)

    assert not sees(cast.nurse, plan.case)
    assert not sees(cast.second_nurse, plan.case)
    assert sees(cast.teacher, plan.case)


def test_end_participation_ends_what_was_let_in_for_a_time(cast: Cast, plan: Plan) -> None:
    by, unit = cast.worker, cast.counsellor.unit
    with acting_as(by):
        called = {"case": plan.case, "unit": unit, "role": Role.CALLED, "by": by}
        admit(**called, reason=Reason.SUMMONED)
        admit(**called, reason=Reason.STATED_NEED, user=cast.counsellor.user, valid_to=timezone.now() + NEED_LASTS)
    assert sees(cast.counsellor, plan.case)

    with acting_as(by):
        end_participation(case=plan.case, unit=unit, by=by)

    assert not sees(cast.counsellor, plan.case)


def test_end_participation_never_ends_the_owners(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        end_participation(case=plan.case, unit=cast.worker.unit, by=cast.worker)

    assert sees(cast.worker, plan.case)


def test_name_on_case_twice_keeps_the_first(cast: Cast, plan: Plan) -> None:
    named = {"case": plan.case, "user": cast.colleague.user, "unit": cast.colleague.unit, "by": cast.worker}
    with acting_as(cast.worker):
        first = name_on_case(**named, reason=Reason.NAMED)
        second = name_on_case(**named, reason=Reason.TOOK_TASK)

    assert first == second
    assert sees(cast.colleague, plan.case)


def test_unit_that_was_called_cannot_let_in_before_it_sees_the_case(cast: Cast, plan: Plan) -> None:
    by = cast.outsider

    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(by):
        admit(case=plan.case, unit=by.unit, role=Role.CALLED, reason=Reason.SUMMONED, by=by)
