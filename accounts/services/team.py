"""Setting up a child-health team: the system administrator's acts, each principal for its own units."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from accounts.acting import act
from accounts.errors import AlreadyEnded, AlreadyInTeam, LeavesLater
from accounts.models import Assignment, CareUnit, Team, TeamMember
from accounts.selectors.administration import own_units, require_own
from accounts.selectors.team import own_members, shared_teams
from accounts.services.words import said_in_words


@act
def open_team(
    *, name: str, clinic: CareUnit, valid_from: date, by: Assignment | None, units: list[CareUnit] | None = None
) -> Team:
    """A team around `clinic`, which is in it from the first day, with more `units` where they are one's own.

    Raises NotAdministered, TeamNameTaken.
    """
    members = [clinic, *(unit for unit in units or [] if unit != clinic)]
    if by is not None:
        for unit in members:
            require_own(unit, own_units(by))
    with said_in_words():
        team = Team.objects.create(name=name, clinic=clinic)
    for unit in members:
        TeamMember.objects.create(team=team, unit=unit, valid_from=valid_from)
    return team


@act
def rename_team(*, team: Team, name: str, by: Assignment | None) -> Team:
    """By a principal that has a unit in it. Raises NotAdministered, TeamNameTaken."""
    if by is not None:
        require_own(team, shared_teams(by))
    team.name = name
    with said_in_words():
        team.save(update_fields=["name"])
    return team


@act
def join_team(*, team: Team, unit: CareUnit, valid_from: date, by: Assignment | None) -> TeamMember:
    """From that day the unit gets the team's questions. Raises NotAdministered, AlreadyInTeam."""
    if by is not None:
        require_own(unit, own_units(by))
    # Two who add the same unit meet at its lock.
    CareUnit.objects.select_for_update().get(pk=unit.pk)
    if team.members.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), unit=unit).exists():
        raise AlreadyInTeam
    return TeamMember.objects.create(team=team, unit=unit, valid_from=valid_from)


@act
def leave_team(*, member: TeamMember, last_day: date, by: Assignment | None) -> TeamMember:
    """After a day that has come the unit reads the team's consultations no more.

    What it still has to answer ends by the verb of the same name in workflows/services/team.py. Raises
    NotAdministered, AlreadyEnded, LeavesLater, EndsBeforeStart.
    """
    if by is not None:
        require_own(member, own_members(by))
    if member.valid_to is not None:
        raise AlreadyEnded
    if last_day > timezone.localdate():
        raise LeavesLater
    member.valid_to = last_day
    with said_in_words():
        member.save(update_fields=["valid_to"])
    return member
