from cases.models import ReceivedReport, ReportReceipt
from tests.cast import Cast, acting_as
from tests.workflows.concern import SEEN, Code, Reported
from workflows.models import Step


def test_report_counts_as_received_when_it_is_sent(cast: Cast) -> None:
    reported = Reported(cast)

    with acting_as(cast.teacher):
        receipt = ReportReceipt.objects.get(report=reported.report)
    assert receipt.received_at is not None
    assert receipt.feedback_requested_at is None


def test_receiver_has_the_frozen_copy(cast: Cast) -> None:
    reported = Reported(cast)

    with acting_as(cast.worker):
        received = ReceivedReport.objects.get(case=reported.intake)
    assert received.content["seen"] == SEEN
    assert received.content["people"][0]["name"] == "Elis Hidden"


def test_run_from_report_to_feedback(cast: Cast) -> None:
    reported = Reported(cast)
    reported.ask()
    reported.assess().decide(Code.OPENED).answer()
    reported.conclude()

    with acting_as(cast.teacher):
        receipt = ReportReceipt.objects.get(report=reported.report)
    assert receipt.answer == "opened"


def test_feedback_is_asked_after_the_case_is_closed(cast: Cast) -> None:
    reported = Reported(cast).assess().decide(Code.NOT_OPENED)

    reported.ask()

    assert reported.open(Step.ANSWER_REPORTER) is not None
    reported.answer()


def test_addition_reaches_a_closed_case(cast: Cast) -> None:
    reported = Reported(cast).assess().decide(Code.NOT_OPENED)

    reported.add("More")

    assert reported.open(Step.READ_ADDITION) is not None
    with acting_as(cast.worker):
        assert [each.content["seen"] for each in ReceivedReport.objects.order_by("edition")] == [SEEN, "More"]
