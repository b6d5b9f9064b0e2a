"""The flows of Samplan. A new flow is one line here; the app imports it when it is ready."""

from viewflow.workflow.base import Flow

from workflows.flows.agreement_review import AgreementReviewFlow
from workflows.flows.concern_report import ConcernReportFlow
from workflows.flows.consultation import ConsultationFlow
from workflows.flows.coordinated_plan import CoordinatedPlanFlow
from workflows.flows.finding import FindingFlow
from workflows.flows.parenthood import ParenthoodFlow
from workflows.flows.referral import ReferralFlow
from workflows.flows.report_addition import ReportAdditionFlow
from workflows.flows.reporter_feedback import ReporterFeedbackFlow

FLOWS: tuple[type[Flow], ...] = (
    CoordinatedPlanFlow,
    ReferralFlow,
    ConsultationFlow,
    ConcernReportFlow,
    ReporterFeedbackFlow,
    ReportAdditionFlow,
    FindingFlow,
    ParenthoodFlow,
    AgreementReviewFlow,
)
