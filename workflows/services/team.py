"""A unit leaves a team, with what that means for the team's consultations and for what waits there."""

from datetime import date

from accounts.acting import act, act_as
from accounts.models import Assignment, TeamMember
from accounts.selectors.administration import require_own
from accounts.selectors.team import own_members
from accounts.services import team as accounts
from cases.models import Case, Consultation
from cases.permissions import visible_to
from cases.services.participation import end_participation
from workflows.models import Outcome
from workflows.services.process import withdraw_open_tasks
from workflows.services.stand_in import manager_of


@act
def leave_team(*, member: TeamMember, last_day: date, by: Assignment) -> TeamMember:
    """Its part in what others asked the team ends, answered or not; what it asked itself stays its own.

    Raises as the act in accounts.
    """
    require_own(member, own_members(by))
    stand_in = manager_of(member.unit, by.user)
    with act_as(stand_in):
        for case in _asked_of(member, stand_in):
            withdraw_open_tasks(case=case, units=[member.unit], outcome=Outcome.UNIT_LEFT, by=stand_in)
            end_participation(case=case, unit=member.unit, by=stand_in)
    return accounts.leave_team(member=member, last_day=last_day, by=by)


def _asked_of(member: TeamMember, stand_in: Assignment) -> list[Case]:
    asked = Consultation.objects.filter(team=member.team_id).values("case")
    return list(visible_to(stand_in).filter(pk__in=asked).exclude(owner_unit=member.unit_id))
