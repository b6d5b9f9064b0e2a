"""The flows of Samplan. A new flow is one line here; the app imports it when it is ready."""

from viewflow.workflow.base import Flow

from workflows.flows.agreement_review import AgreementReviewFlow
from workflows.flows.consultation import ConsultationFlow
from workflows.flows.coordinated_plan import CoordinatedPlanFlow
from workflows.flows.referral import ReferralFlow

FLOWS: tuple[type[Flow], ...] = (CoordinatedPlanFlow, ReferralFlow, ConsultationFlow, AgreementReviewFlow)
