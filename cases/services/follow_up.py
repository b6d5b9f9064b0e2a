from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, FollowUp, Goal
from cases.services.content import change_content
from cases.services.guards import lock_plan, require_open


@act
def hold_follow_up(
    *, case: Case, outcome: FollowUp.Outcome, held_on: date, by: Assignment, next_on: date | None = None
) -> FollowUp:
    """Notes that the nearest planned follow-up was held and what came of it.

    A plan that goes on needs its next day. Raises CaseError for a day to come, none planned, or a next in the past.
    """
    lock_plan(case)
    require_open(case)
    row = FollowUp.objects.filter(case=case, held_on=None).order_by("planned_on").first()
    if row is None:
        raise CaseError(_("No follow-up is planned."))
    if held_on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="held_on")
    row.held_on, row.outcome = held_on, outcome
    row.save(update_fields=["held_on", "outcome"])
    if outcome == FollowUp.Outcome.CONTINUE:
        _plan_next(case, next_on)
    return row


@act
def judge_goal(*, goal: Goal, status: Goal.Status, edition: int, by: Assignment) -> Goal:
    """How a goal stands at a follow-up; written by the unit that wrote the goal. Raises StaleText."""
    lock_plan(goal.case)
    require_open(goal.case)
    return change_content(goal, edition=edition, by=by, status=status)


def _plan_next(case: Case, next_on: date | None) -> None:
    planned = FollowUp.objects.filter(case=case, held_on=None)
    if next_on is None and not planned.exists():
        raise CaseError(_("Write the next day, or end the plan."), field="next_on")
    if next_on is not None and next_on <= timezone.localdate():
        raise CaseError(_("The next day must lie ahead."), field="next_on")
    if next_on is not None and not planned.filter(planned_on=next_on).exists():
        FollowUp(case=case, planned_on=next_on).save(force_insert=True)
