"""Each side's own reading of a report of concern. What is shared is the receipt, and nothing else."""

from django.db import connection

from accounts.models import CareUnit
from cases.models import Case, ConcernText, IntakeDecision, ReceivedReport, ReportReceipt


def text_of(report: Case) -> ConcernText:
    """The reporter's text as it stands now, with its child."""
    rows = ConcernText.objects.select_related("about__carried_by", "receiver", "municipality", "written_by")
    return rows.get(case=report)


def receipts_of(report: Case) -> list[ReportReceipt]:
    """From the first receiver to the one who has the report now."""
    return list(ReportReceipt.objects.filter(report=report).order_by("received_at", "handed_on_at", "pk"))


def current_receipt(report: Case) -> ReportReceipt:
    """That of the receiver who has the report now."""
    return ReportReceipt.objects.get(report=report, handed_on_at=None)


def receipt_of(intake: Case) -> ReportReceipt:
    return ReportReceipt.objects.get(intake=intake)


def received_reports(intake: Case) -> list[ReceivedReport]:
    """What came in, edition by edition."""
    return list(ReceivedReport.objects.filter(case=intake).order_by("edition"))


def decisions_of(intake: Case) -> list[IntakeDecision]:
    return list(IntakeDecision.objects.filter(case=intake).select_related("written_by").order_by("decided_at", "pk"))


def opening_of(intake: Case) -> IntakeDecision | None:
    return IntakeDecision.objects.filter(case=intake, kind=IntakeDecision.Kind.OPENING).first()


def receiver_now(receipt: ReportReceipt) -> CareUnit:
    """The unit that has the intake now, asked by its reporter. Raises CareUnit.DoesNotExist to anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT intake_unit(%s)", [receipt.intake_id])
        key = cursor.fetchone()[0]
    return CareUnit.objects.select_related("provider__principal").get(pk=key)


def is_feedback_waited_for(receipt: ReportReceipt) -> bool:
    """The reporter has asked and has got neither an answer nor a no."""
    return bool(receipt.feedback_requested_at) and not (receipt.answered_at or receipt.refused_at)
