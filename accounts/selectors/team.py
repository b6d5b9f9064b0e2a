"""Which units are in a team, which teams a unit is in, and which an administrator has units in."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Assignment, CareUnit, Team, TeamMember
from accounts.models.team import dated
from accounts.selectors.administration import own_units


def units_of(team: Team, on: date | None = None) -> list[CareUnit]:
    """The units that are in the team that day, by name."""
    members = TeamMember.objects.filter(dated(on), team=team, unit=OuterRef("pk"))
    return list(CareUnit.objects.in_force(on).filter(Exists(members)).select_related("provider").order_by("name", "pk"))


def teams_of(unit: CareUnit) -> QuerySet[Team]:
    """The teams that the unit is in today, by name."""
    members = TeamMember.objects.filter(dated(), unit=unit, team=OuterRef("pk"))
    return Team.objects.filter(Exists(members)).select_related("clinic").order_by("name")


def teams_in_force() -> QuerySet[Team]:
    """Those with a unit today, by name."""
    return Team.objects.filter(Exists(TeamMember.objects.filter(dated(), team=OuterRef("pk")))).order_by("name")


def own_members(by: Assignment) -> QuerySet[TeamMember]:
    """Of the units under the own principal."""
    return TeamMember.objects.filter(unit__in=own_units(by).order_by()).select_related("unit", "team")


def shared_teams(by: Assignment) -> QuerySet[Team]:
    """The teams that a unit of the own principal is in, today or later: several principals share one."""
    still = Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())
    return Team.objects.filter(Exists(own_members(by).filter(still, team=OuterRef("pk")))).order_by("name")
