import pytest

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
