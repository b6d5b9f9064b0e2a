"""Where something is arranged: by the parties of an agreement, or at a family centre."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from accounts.models import FamilyCentre
from agreements.models.rule_set import RuleSet


@dataclass(frozen=True, slots=True)
class Place:
    """One of the two; the other is None. `kind` and `key` are its address."""

    rule_set: RuleSet | None = None
    centre: FamilyCentre | None = None

    AGREEMENTS = "agreements"
    CENTRES = "centres"

    @property
    def kind(self) -> str:
        return self.CENTRES if self.rule_set is None else self.AGREEMENTS

    @property
    def key(self) -> str:
        return self.rule_set.slug if self.rule_set is not None else str(self.centre.pk if self.centre else "")

    @property
    def name(self) -> str:
        return str(self.rule_set or self.centre)


class AtPlace(models.Model):
    """Arranged at one place."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, blank=True, related_name="+")
    centre = models.ForeignKey(FamilyCentre, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(rule_set=None, centre__isnull=False) | Q(rule_set__isnull=False, centre=None),
                name="%(class)s_at_one_place",
            )
        ]

    @property
    def place(self) -> Place:
        return Place(self.rule_set, self.centre)
