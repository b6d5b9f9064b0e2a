"""How a pregnancy ended in a birth: one row for each child, the own unit's alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import ContentOfUnit
from cases.models.case import CasePerson


class Birth(ContentOfUnit):
    """One child of a birth, `number` in its order. `about` is who gave birth.

    `child` is the child as the pregnancy's case knows it: None where it was stillborn, or goes to other guardians, of
    whom nothing stands here. `handed_over_in`: the case in which child health is asked to take over.
    """

    class Outcome(models.TextChoices):
        LIVE = "live", _("Born alive")
        STILLBORN = "stillborn", _("Stillborn")

    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    born_on = models.DateField()
    days_at_birth = models.PositiveSmallIntegerField()
    child = models.ForeignKey(CasePerson, models.PROTECT, null=True, blank=True, related_name="+")
    goes_to_others = models.BooleanField(default=False)
    handed_over_in = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="births_are_numbered"),
            models.CheckConstraint(
                condition=Q(outcome="live", goes_to_others=False, child__isnull=False)
                | Q(child=None, handed_over_in=None),
                name="birth_names_the_own_child_alone",
            ),
        ]
