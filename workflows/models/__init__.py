from workflows.models.deadline import Deadline, DeadlineMove, DeadlinePause
from workflows.models.draft import Draft
from workflows.models.notice import Notice
from workflows.models.process import CoordinatedPlanProcess
from workflows.models.sent_form import SentForm
from workflows.models.step import Outcome, PauseReason, Step
from workflows.models.task import Task
from workflows.models.work_item import WorkItem

__all__ = [
    "CoordinatedPlanProcess",
    "Deadline",
    "DeadlineMove",
    "DeadlinePause",
    "Draft",
    "Notice",
    "Outcome",
    "PauseReason",
    "SentForm",
    "Step",
    "Task",
    "WorkItem",
]
