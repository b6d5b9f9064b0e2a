from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Principal
from accounts.services.service_account import service_assignment
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.task_views.consent import units_to_tell

pytestmark = pytest.mark.django_db


def test_units_to_tell_leave_out_the_systems_own(plan: Plan) -> None:
    with act_as(None, reason="test"):
        region = Principal.objects.get(kind=Principal.Kind.REGION)
        account = service_assignment(account="import", full_name="Import", principal=region, by=None)

    with acting_as(plan.cast.worker):
        units = list(units_to_tell(plan.case))

    assert plan.cast.nurse.unit in units
    assert account.unit not in units


@pytest.mark.parametrize(("days", "is_there"), [(30, True), (0, True), (-1, False)])
def test_unit_can_be_told_until_its_last_day(plan: Plan, days: int, is_there: bool) -> None:
    unit = plan.cast.nurse.unit
    with act_as(None, reason="test"):
        unit.valid_to = timezone.localdate() + timedelta(days=days)
        unit.save()

    with acting_as(plan.cast.worker):
        assert (unit in units_to_tell(plan.case)) == is_there
