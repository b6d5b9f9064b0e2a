"""The one role table: role → what it may do. People get assignments, never loose permissions."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SOCIAL_WORKER = "social_worker", _("Social worker")
    CHILD_HEALTH_NURSE = "child_health_nurse", _("Child-health nurse")
    MIDWIFE = "midwife", _("Midwife")
    PRESCHOOL_TEACHER = "preschool_teacher", _("Preschool teacher")
    ADDICTION_COUNSELLOR = "addiction_counsellor", _("Addiction counsellor")
    UNIT_MANAGER = "unit_manager", _("Unit manager")
    CENTRE_COORDINATOR = "centre_coordinator", _("Centre coordinator")
    COMPLIANCE_AUDITOR = "compliance_auditor", _("Compliance auditor")
    LOG_REVIEWER = "log_reviewer", _("Log reviewer")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administrator")
    SERVICE_ACCOUNT = "service_account", _("Service account")


class Action(models.TextChoices):
    """What can be done in a case; the words of `may(assignment, action, case)`."""

    SEE = "see", _("See the case")
    READ = "read", _("Read its content")
    WRITE = "write", _("Write content")
    CONSENT = "consent", _("Record consent")
    CALL = "call", _("Call to meetings")
    DISCLOSE = "disclose", _("Disclose to another provider")
    HAND_OVER = "hand_over", _("Hand over work")
    CLOSE = "close", _("Close the case")


@dataclass(frozen=True, slots=True)
class RoleRights:
    """`opens_cases`: sees the cases of its unit at all. `manages`: also those of a closed unit's named people."""

    actions: frozenset[Action] = frozenset()
    opens_cases: bool = False
    manages: bool = False
    opens_new: bool = False
    administers: bool = False
    reviews_log: bool = False
    sees_figures: bool = False
    coordinates: bool = False


PROFESSIONAL = RoleRights(actions=frozenset(Action), opens_cases=True, opens_new=True)

RIGHTS: dict[Role, RoleRights] = {
    Role.SOCIAL_WORKER: PROFESSIONAL,
    Role.CHILD_HEALTH_NURSE: PROFESSIONAL,
    Role.MIDWIFE: PROFESSIONAL,
    Role.PRESCHOOL_TEACHER: PROFESSIONAL,
    Role.ADDICTION_COUNSELLOR: PROFESSIONAL,
    Role.UNIT_MANAGER: RoleRights(
        actions=frozenset({Action.SEE, Action.READ, Action.HAND_OVER}),
        opens_cases=True,
        manages=True,
        sees_figures=True,
    ),
    # Content only as a named participant: a participation of the user, never of the unit.
    Role.CENTRE_COORDINATOR: RoleRights(
        actions=frozenset({Action.SEE, Action.READ, Action.CALL}), opens_cases=True, coordinates=True
    ),
    Role.COMPLIANCE_AUDITOR: RoleRights(sees_figures=True),
    Role.LOG_REVIEWER: RoleRights(reviews_log=True),
    Role.SYSTEM_ADMINISTRATOR: RoleRights(administers=True),
    # Commands act as it. Nobody signs in under it, and what it may do comes from grants alone.
    Role.SERVICE_ACCOUNT: RoleRights(),
}

# What a person can be given.
ROLES_OF_PEOPLE = [(role.value, role.label) for role in Role if role != Role.SERVICE_ACCOUNT]


def rights_of(role: Role) -> RoleRights:
    return RIGHTS[role]
