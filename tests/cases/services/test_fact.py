"""One fact per act: in its transaction, without name or text, on the unit whose figure it is."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from django.db.models import CharField, TextField
from django.utils import timezone

from cases.models import Fact, FollowUp
from cases.services.fact import record_fact
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.story import told_plan
from tests.workflows.plan import Plan

What = Fact.What


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast)


def told(as_worker: Acting) -> list[str]:
    with as_worker():
        return list(Fact.objects.order_by("registered_at", "pk").values_list("what", flat=True))


def test_a_whole_plan_is_told_act_by_act(plan: Plan, as_worker: Acting) -> None:
    plan.to_active().follow_up(FollowUp.Outcome.CLOSE)

    done = told(as_worker)

    acts = [What.CASE_OPENED, What.CONSENT_ANSWERED, What.CONSENT_COMPLETE, What.MEETING_PLANNED, What.CALLED]
    acts += [What.CALLED, What.REPLIED, What.REPLIED, What.MEETING_HELD, What.ATTENDED, What.ATTENDED]
    acts += [What.INTERVENTION, What.FOLLOW_UP_PLANNED, What.INTERVENTION, What.PLAN_AGREED, What.FOLLOW_UP_HELD]
    assert done == [*acts, What.CASE_CLOSED, What.EVALUATED]


def test_attendance_tells_the_role_of_who_answered(plan: Plan, as_worker: Acting) -> None:
    plan.to_active()

    with as_worker():
        roles = set(Fact.objects.filter(what=What.ATTENDED).values_list("code", flat=True))
    assert roles == {"child_health_nurse", "preschool_teacher"}


def test_a_day_that_passed_is_told_as_its_beginning(plan: Plan, as_worker: Acting) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)

    with acting_as(plan.cast.worker):
        record_fact(What.CONSENT_COMPLETE, case=plan.case, unit=plan.cast.worker.unit, happened=yesterday)

    with as_worker():
        fact = Fact.objects.get(what=What.CONSENT_COMPLETE)
    local = timezone.localtime(fact.happened_at)
    assert (local.date(), local.hour) == (yesterday, 0)
    assert fact.registered_at > fact.happened_at


def test_a_fact_has_room_for_no_text() -> None:
    texts = [f for f in Fact._meta.get_fields() if isinstance(f, CharField | TextField)]

    assert {(f.name, f.max_length) for f in texts} == {("what", 20), ("code", 24)}


def test_codes_are_never_what_somebody_wrote(cast: Cast, as_worker: Acting) -> None:
    told_plan(cast, "189001019802")

    with as_worker():
        codes = set(Fact.objects.values_list("code", flat=True))
    assert all(code == "" or (code.replace("_", "").isalnum() and code.islower()) or code.isdigit() for code in codes)


def test_only_who_is_in_the_case_tells_of_it(plan: Plan) -> None:
    outsider = plan.cast.outsider

    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(outsider):
        record_fact(What.CALLED, case=plan.case, unit=outsider.unit)


def test_the_called_unit_reads_no_fact_of_the_caller(plan: Plan) -> None:
    plan.to_replies()

    with acting_as(plan.cast.nurse):
        seen = set(Fact.objects.values_list("what", "provider"))

    assert seen == {(What.CALLED, plan.cast.nurse.unit.provider_id)}


def test_the_writing_transaction_stands_in_the_row(plan: Plan, as_worker: Acting) -> None:
    with as_worker():
        cursor = connection.cursor()
        cursor.execute("SELECT bool_and(xid = pg_current_xact_id()) FROM cases_fact")
        assert cursor.fetchone() == (True,)
