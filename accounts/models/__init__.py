from accounts.models.assignment import Assignment
from accounts.models.grant import Grant
from accounts.models.organisation import CareUnit, FamilyCentre, Placement, Principal, Provider
from accounts.models.session import Session
from accounts.models.team import Team, TeamMember
from accounts.models.user import User

__all__ = [
    "Assignment",
    "CareUnit",
    "FamilyCentre",
    "Grant",
    "Placement",
    "Principal",
    "Provider",
    "Session",
    "Team",
    "TeamMember",
    "User",
]
