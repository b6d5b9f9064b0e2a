"""Support in parenthood and activities that families are offered: what, where, when, how many came. Nobody is named.

An activity may be of a unit that documents nobody (SoL 2025:400 14 kap. 4–5 §§): there are numbers, and nothing else.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit
from accounts.periods import ENDS_AFTER_START
from agreements.models.place import AtPlace


class SupportActivity(AtPlace):
    """Something that families are offered from one day to another, held by one unit. `valid_to` is its last day."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Parental-support programme")
        GROUP = "group", _("Parents' group")
        OPEN = "open", _("Open activity")
        TALK = "talk", _("Talks with one family at a time")
        OTHER = "other", _("Something else")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    where = models.CharField(max_length=120)
    when = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            *AtPlace.Meta.constraints,
            models.CheckConstraint(condition=~Q(name="") & ~Q(where=""), name="activity_says_what_and_where"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="activity_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Occasion(models.Model):
    """One time it was held: to how many families it was offered, and how many of them took it up."""

    activity = models.ForeignKey(SupportActivity, models.PROTECT, related_name="occasions")
    held_on = models.DateField()
    offered = models.PositiveSmallIntegerField()
    taken_up = models.PositiveSmallIntegerField()
    history = History()

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "held_on"], name="occasion_counted_once"),
            models.CheckConstraint(condition=Q(taken_up__lte=F("offered")), name="no_more_took_up_than_were_offered"),
        ]

    def __str__(self) -> str:
        return f"{self.held_on}: {self.taken_up} of {self.offered}"
