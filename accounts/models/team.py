"""Who works together around one clinic: the child-health team (barnhälsoteam), a unit at a time."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import History
from accounts.models.organisation import CareUnit
from accounts.periods import ENDS_AFTER_START


def dated(on: date | None = None) -> Q:
    """Rows whose first and last day hold the day, today where nothing is said."""
    on = on or timezone.localdate()
    return Q(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class Team(models.Model):
    """A team around one clinic: midwife, nurse, preschool teacher, social worker, psychologist.

    Units take part, never persons: who works in a unit is said by assignments.
    """

    name = models.CharField(max_length=120, unique=True)
    clinic = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    units = models.ManyToManyField(CareUnit, through="TeamMember", related_name="teams")
    history = History()

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A unit is in a team from one day to another."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="team_members")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="team_member_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} in {self.team}"
