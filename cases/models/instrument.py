"""Instruments as dated data: items, points, bands, source, and whether the wording may be shipped."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import Provider
from cases.models.base import Topic
from cases.models.ground import Certainty
from cases.scoring import Alarm, Band, Item, Proposal, Scoring


class Instrument(models.Model):
    """EPDS, Whooley, AUDIT and others. `about` says whose answers they are."""

    class About(models.TextChoices):
        PARENT = "parent", _("A parent")
        CHILD = "child", _("The child")
        PATIENT = "patient", _("The patient")

    class Licence(models.TextChoices):
        FREE = "free", _("The wording is shipped")
        CLINIC = "clinic", _("The wording is the clinic's to add")

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=8, choices=About.choices)
    topic = models.CharField(max_length=20, choices=Topic.choices)
    licence = models.CharField(max_length=8, choices=Licence.choices)
    has_sum = models.BooleanField(default=True)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=12, choices=Certainty.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()

    def __str__(self) -> str:
        return self.name

    @property
    def scoring(self) -> Scoring:
        """Reads items and bands: prefetch them for a list."""
        items = tuple(Item(each.number, tuple(each.points)) for each in self.items.all())
        bands = tuple(Band(each.lowest, each.highest, each.proposes) for each in self.bands.all())
        alarms = tuple(
            Alarm(each.number, each.alarms_at, each.proposes) for each in self.items.all() if each.alarms_at is not None
        )
        return Scoring(items, bands, alarms)


class InstrumentItem(models.Model):
    """One question. `text` is empty where the wording may not be shipped: the clinic adds it. `points` in the order of
    the answers, `labels` beside them where they may be shipped.

    Answered with `alarms_at` points or more it proposes something by itself, whatever the sum.
    """

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300, blank=True)
    points = ArrayField(models.SmallIntegerField())
    labels = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    alarms_at = models.SmallIntegerField(null=True, blank=True)
    proposes = models.CharField(max_length=16, choices=Proposal.choices, blank=True)
    history = History()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="one_item_of_a_number"),
            models.CheckConstraint(
                condition=Q(alarms_at=None, proposes="") | Q(alarms_at__isnull=False) & ~Q(proposes=""),
                name="item_alarms_with_a_proposal",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.number)

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Points and the words of the answer; the points alone where the words may not be shipped."""
        words: list[Any] = self.labels or [str(each) for each in self.points]
        return list(zip(self.points, words, strict=True))


class ItemWording(models.Model):
    """The wording of a question as one provider has the right to print it, with the words of its answers.

    Where nothing may be shipped. It is that provider's alone: to all others the item shows by its number.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    item = models.ForeignKey(InstrumentItem, models.PROTECT, related_name="wordings")
    text = models.CharField(max_length=300)
    labels = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "item"], name="one_wording_of_a_provider"),
            models.CheckConstraint(condition=~Q(text=""), name="a_wording_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class InstrumentBand(models.Model):
    """Sums from `lowest` to `highest`, both included. `advice` is what the source says is offered then."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="bands")
    lowest = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()
    proposes = models.CharField(max_length=16, choices=Proposal.choices, blank=True)
    advice = models.CharField(max_length=300, blank=True)
    history = History()

    class Meta:
        ordering = ["lowest"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "lowest"], name="one_band_begins_at_a_sum"),
        ]

    def __str__(self) -> str:
        return f"{self.lowest}–{self.highest}" if self.lowest < self.highest else str(self.lowest)
