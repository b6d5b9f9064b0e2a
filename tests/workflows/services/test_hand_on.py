"""Another unit answers for the child: it gets all that came in, and the report ends here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import CareUnit
from accounts.roles import Role
from accounts.services.organisation import add_unit
from accounts.services.user import assign
from cases.errors import CaseError
from cases.models import Case, ConcernText, ReceivedReport
from cases.selectors.concern import receipts_of
from tests.cast import LONG_AGO, Cast, acting_as
from tests.workflows.concern import SEEN, Reported, other_town
from workflows.models import Task, WorkItem
from workflows.services.concern import hand_on, request_feedback
from workflows.services.queue import take_task
from workflows.services.unit import end_unit


def test_handed_on_report_starts_anew_with_all_that_came_in(cast: Cast) -> None:
    reported, other = Reported(cast), other_town()
    reported.add("More")
    reported.ask()

    hand_on(case=reported.intake, to=other.unit, text="They live there", by=cast.worker)

    with acting_as(cast.worker):
        case = Case.objects.get(pk=reported.intake.pk)
        assert (case.status, case.closure_reason) == ("closed", "handed_on")
        assert not Task.objects.filter(case=case, finished=None).exists()
    with acting_as(cast.teacher):
        first, second = receipts_of(reported.report)
        assert first.handed_on_at is not None
        assert second.feedback_requested_at == first.feedback_requested_at
    with acting_as(other):
        item = WorkItem.objects.get()
    take_task(task=item.task_id, by=other)
    with acting_as(other):
        assert [each.content["seen"] for each in ReceivedReport.objects.order_by("edition")] == [SEEN, "More"]


def test_addition_after_handing_on_reaches_the_new_receiver(cast: Cast) -> None:
    reported, other = Reported(cast), other_town()
    hand_on(case=reported.intake, to=other.unit, text="They live there", by=cast.worker)

    reported.add("More")

    with acting_as(other):
        assert set(WorkItem.objects.values_list("step", flat=True)) == {"assess_protection", "read_addition"}


def test_decided_report_is_not_handed_on(cast: Cast) -> None:
    reported, other = Reported(cast).assess().decide(), other_town()

    with pytest.raises(CaseError):
        hand_on(case=reported.intake, to=other.unit, text="They live there", by=cast.worker)


def test_successor_of_a_closed_receiver_gets_what_the_reporter_asks_later(cast: Cast) -> None:
    reported = Reported(cast).assess()
    with act_as(None, reason="test"):
        words = {"provider": cast.worker.unit.provider, "service": CareUnit.Service.SOCIAL_CHILDREN}
        new = add_unit(name="New reception", valid_from=LONG_AGO, by=None, **words)
        there = assign(user=cast.worker.user, unit=new, role=Role.SOCIAL_WORKER, valid_from=LONG_AGO, by=None)

    end_unit(unit=cast.worker.unit, on=timezone.localdate() - timedelta(days=1), successor=new, by=cast.administrator)
    reported.ask()
    reported.add("More")

    with acting_as(there):
        assert set(WorkItem.objects.values_list("step", flat=True)) == {"decide_opening", "read_addition"}
        assert Case.objects.get(pk=reported.intake.pk).owner_unit_id == new.pk


def test_successor_of_the_reporters_unit_has_the_report(cast: Cast) -> None:
    reported = Reported(cast)
    with act_as(None, reason="test"):
        words = {"provider": cast.teacher.unit.provider, "service": CareUnit.Service.OPEN_PRESCHOOL}
        new = add_unit(name="New preschool", valid_from=LONG_AGO, by=None, **words)
        there = assign(user=cast.teacher.user, unit=new, role=Role.PRESCHOOL_TEACHER, valid_from=LONG_AGO, by=None)
        ended = timezone.localdate() - timedelta(days=1)

    end_unit(unit=cast.teacher.unit, on=ended, successor=new, by=cast.administrator)

    with acting_as(there):
        assert ConcernText.objects.get(case=reported.report).owner_unit_id == new.pk
    request_feedback(report=reported.report, by=there)
