"""Groups that meet again and again: user councils of a centre, steering and management groups; their meetings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import Assignment, CareUnit
from accounts.periods import ENDS_AFTER_START
from agreements.models.place import AtPlace
from agreements.models.rule_set import DatedQuerySet


class StandingGroup(AtPlace):
    """From one day to another. `meets_every_months` is what was agreed; None where no interval was.

    A user council (brukarråd) is of a centre: the users in it are never named here, its members are the units.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", _("User council")
        STEERING = "steering", _("Steering group")
        MANAGEMENT = "management", _("Management group")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    meets_every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()
    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            *AtPlace.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="a_group_has_a_name"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="group_ends_after_start"),
            models.CheckConstraint(condition=~Q(kind="council") | Q(rule_set=None), name="council_is_of_a_centre"),
            models.CheckConstraint(
                condition=Q(meets_every_months=None) | Q(meets_every_months__gte=1), name="group_meets_at_some_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_council(self) -> bool:
        return self.kind == self.Kind.COUNCIL


class GroupMember(models.Model):
    """Who sits in a group for a unit: somebody by assignment, or whoever has a named post there. From–to."""

    group = models.ForeignKey(StandingGroup, models.PROTECT, related_name="members")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()
    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["unit__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(assignment=None) & ~Q(post="") | Q(assignment__isnull=False, post=""),
                name="member_by_assignment_or_post",
            ),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="member_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.group}"


class GroupMeeting(models.Model):
    """What was raised, and what was answered (a council) or decided. No user is named.

    Planned as long as nothing is written down: it counts as held once it says what was raised.
    """

    group = models.ForeignKey(StandingGroup, models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    raised = models.CharField(max_length=2000, blank=True)
    outcome = models.CharField(max_length=2000, blank=True)
    history = History()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "held_on"], name="group_meets_once_a_day"),
            models.CheckConstraint(condition=~Q(raised="") | Q(outcome=""), name="outcome_of_what_was_raised"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.held_on}"

    @property
    def is_held(self) -> bool:
        return bool(self.raised)
