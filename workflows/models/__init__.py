from workflows.models.agreement_review import AgreementReviewProcess
from workflows.models.concern import AdditionProcess, ConcernReportProcess, ReporterFeedbackProcess
from workflows.models.consultation import ConsultationProcess
from workflows.models.coordinated_plan import CoordinatedPlanProcess
from workflows.models.deadline import Deadline, DeadlineMove, DeadlinePause
from workflows.models.draft import Draft
from workflows.models.finding import FindingProcess
from workflows.models.mail import Mail, MailSetting
from workflows.models.notice import Notice
from workflows.models.parenthood import ParenthoodProcess
from workflows.models.process import Process
from workflows.models.referral import ReferralProcess
from workflows.models.sent_form import SentForm
from workflows.models.step import Outcome, PauseReason, Step
from workflows.models.task import Task
from workflows.models.work_item import WorkItem

__all__ = [
    "AdditionProcess",
    "AgreementReviewProcess",
    "ConcernReportProcess",
    "ConsultationProcess",
    "CoordinatedPlanProcess",
    "Deadline",
    "DeadlineMove",
    "DeadlinePause",
    "Draft",
    "FindingProcess",
    "Mail",
    "MailSetting",
    "Notice",
    "Outcome",
    "ParenthoodProcess",
    "PauseReason",
    "Process",
    "ReferralProcess",
    "ReporterFeedbackProcess",
    "SentForm",
    "Step",
    "Task",
    "WorkItem",
]
