from typing import TypedDict, Unpack

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case, Evaluation
from cases.services import case as cases
from workflows.services.process import end_plan_process, holding_process


class OwnWords(TypedDict, total=False):
    """The person's own evaluation, as cases.services.case.close_case takes it."""

    grade: Evaluation.Grade
    own_words: str
    said_by: str


@act
def close_case(*, case: Case, reason: Case.ClosureReason, by: Assignment, **evaluation: Unpack[OwnWords]) -> Case:
    """Closes the case wherever its flow stands: every open task ends as no longer needed. Raises CaseClosed."""
    with holding_process(case, by=by, what="close_case"):
        closed = cases.close_case(case=case, reason=reason, by=by, **evaluation)
        end_plan_process(case=case, by=by)
    return closed
