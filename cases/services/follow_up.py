from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CoordinatedPlan, DisclosedSection, FollowUp, Goal, GoalJudgement, SectionKind
from cases.permissions import readable_to
from cases.services.fact import What, end_of, record_fact
from cases.services.guards import lock_plan, require_open


@act
def hold_follow_up(
    *,
    case: Case,
    outcome: FollowUp.Outcome,
    held_on: date,
    by: Assignment,
    next_on: date | None = None,
    due_at: datetime | None = None,
) -> FollowUp:
    """Notes that the nearest planned follow-up was held and what came of it.

    A plan that goes on needs its next day. `due_at` is from when it was late.
    Raises CaseError for a day to come, none planned, or a next in the past.
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
    record_fact(
        What.FOLLOW_UP_HELD, case=case, unit=by.unit, origin=row.pk, code=outcome, happened=held_on, due_at=due_at
    )
    if outcome == FollowUp.Outcome.CONTINUE:
        _plan_next(case, next_on, by)
    return row


@act
def judge_goal(
    *,
    case: Case,
    goal: UUID,
    by: Assignment,
    status: GoalJudgement.Status | None = None,
    family_status: GoalJudgement.Status | None = None,
) -> GoalJudgement:
    """How a goal stands at a follow-up, and what the family says of it; what is None stays as it was.

    Judged by the unit that leads the plan, for all who met and whoever wrote the goal, or by the unit that wrote it.
    Raises CaseClosed; CaseError for any other unit, a goal that the unit has not been told of, or nothing said.
    """
    plan = lock_plan(case)
    require_open(case)
    if status is None and family_status is None:
        raise CaseError(_("Choose how the goal stands."))
    _require_judge(plan, goal, by)
    row = GoalJudgement.objects.filter(case=case, goal=goal).first() or GoalJudgement(case=case, goal=goal)
    row.unit = by.unit
    row.status = status or row.status
    row.family_status = family_status or row.family_status
    row.save()
    return row


def _require_judge(plan: CoordinatedPlan, goal: UUID, by: Assignment) -> None:
    own = readable_to(by, Goal.objects.filter(case=plan.case_id, pk=goal))
    if own.filter(owner_unit=by.unit_id).exists():
        return
    if by.unit_id != (plan.lead_unit_id or plan.case.owner_unit_id):
        raise CaseError(_("The unit that leads the plan notes how the goals stand."))
    told = readable_to(by, DisclosedSection.objects.filter(case=plan.case_id, kind=SectionKind.GOAL, origin=goal))
    if not own.exists() and not told.exists():
        raise CaseError(_("Your unit has not been told of this goal."))


def _plan_next(case: Case, next_on: date | None, by: Assignment) -> None:
    planned = FollowUp.objects.filter(case=case, held_on=None)
    if next_on is None and not planned.exists():
        raise CaseError(_("Write the next day, or end the plan."), field="next_on")
    if next_on is not None and next_on <= timezone.localdate():
        raise CaseError(_("The next day must lie ahead."), field="next_on")
    if next_on is not None and not planned.filter(planned_on=next_on).exists():
        row = FollowUp(case=case, planned_on=next_on)
        row.save(force_insert=True)
        record_fact(What.FOLLOW_UP_PLANNED, case=case, unit=by.unit, origin=row.pk, due_at=end_of(next_on))
