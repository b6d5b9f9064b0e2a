"""What a day ends of a referral on paper: its consent, or the unit that sent it."""

from datetime import timedelta

from django.utils import timezone

from accounts.roles import Role
from cases.models import Disclosure, Referral, Sending
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.on_paper import PaperHandover
from tests.workflows.units import administrator_of, at, new_unit
from workflows.models import Notice, Step, WorkItem
from workflows.services.clocks import run_clocks
from workflows.services.unit import end_unit


def test_a_consent_that_has_run_out_gives_the_task_back_the_day_after(
    cast: Cast, as_owner: Acting, as_worker: Acting
) -> None:
    paper = PaperHandover(cast).to_posted()
    last = timezone.localdate() - timedelta(days=1)
    with as_owner() as cursor:
        cursor.execute("UPDATE cases_consent SET given_on = given_on - 400, valid_to = %s", [last])
        cursor.execute("UPDATE cases_disclosedsection SET valid_to = %s", [last])
        cursor.execute("UPDATE cases_disclosure SET valid_to = %s", [last])

    with as_worker():
        for _again in range(2):
            run_clocks(timezone.now())

    assert paper.steps() == [Step.WRITE_REFERRAL]
    with acting_as(cast.nurse):
        assert Disclosure.objects.get(case=paper.case).ended_at is not None
        assert Referral.objects.get(case=paper.case).state == Referral.State.RETURNED
        assert Notice.objects.filter(case=paper.case, kind=Notice.Kind.TELL_PARTY).count() == 1


def test_who_takes_over_after_the_sender_records_the_answer(cast: Cast) -> None:
    paper, unit = PaperHandover(cast).to_posted(), cast.nurse.unit
    successor = new_unit(unit)
    manager = at(successor, role=Role.UNIT_MANAGER)

    end_unit(unit=unit, on=timezone.localdate(), successor=successor, by=administrator_of(unit))

    with acting_as(manager):
        assert [each.step for each in WorkItem.objects.filter(case=paper.case)] == [Step.RECORD_ANSWER]
        assert Sending.objects.get(case=paper.case).party
