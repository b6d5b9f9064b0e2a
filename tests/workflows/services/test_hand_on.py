"""Another unit answers for the child: it gets all that came in, and the report ends here."""

import pytest

from cases.errors import CaseError
from cases.models import Case, ReceivedReport
from cases.selectors.concern import receipts_of
from tests.cast import Cast, acting_as
from tests.workflows.concern import SEEN, Reported, other_town
from workflows.models import Task, WorkItem
from workflows.services.concern import hand_on
from workflows.services.queue import take_task


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
