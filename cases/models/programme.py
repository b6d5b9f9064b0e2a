"""What families are offered and when: programmes as dated data. Definitions, no row about a person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.periods import ENDS_AFTER_START, one_at_a_time
from cases.ages import AgeUnit, CountsFrom, Window
from cases.models.ground import Certainty


class Programme(models.Model):
    """Child health, maternity, the parenthood perspective of addiction care; more by an administrator."""

    class About(models.TextChoices):
        CHILD = "child", _("A child")
        PREGNANCY = "pregnancy", _("A pregnancy")
        ADULT = "adult", _("An adult patient")

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=10, choices=About.choices)
    history = History()

    def __str__(self) -> str:
        return self.name


class ProgrammeVersion(models.Model):
    """A programme as it is from `valid_from` up to and including `valid_to`, None while no end is known.

    A step is taken from the version in force on the day that its window opens. A draft is being written: it holds for
    nobody, whatever its day says, and a programme has at most one. What is no draft has its steps for good.

    `is_carried_out`: the schedules of those who are on the programme have been made anew since its days changed.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=12, choices=Certainty.choices)
    is_draft = models.BooleanField(default=False, db_default=False)
    is_carried_out = models.BooleanField(default=True, db_default=True)
    # From so many missed visits on somebody decides what to do about them.
    missed_limit = models.PositiveSmallIntegerField(default=2, db_default=2)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme"], condition=Q(is_draft=True), name="one_draft_per_programme"),
            one_at_a_time("programme_versions_apart", "programme", condition=Q(is_draft=False)),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="programme_version_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.name}"


class ProgrammeStep(models.Model):
    """One visit or contact: the window, where, by whom, what is taken up, and which instruments belong to it.

    `key` is the step's name across versions: what was done under one is not asked for again under the next. Ages are
    whole `unit`, `closes` the first that is too late.
    """

    class Place(models.TextChoices):
        CLINIC = "clinic", _("Clinic")
        HOME = "home", _("Home visit")
        TEAM = "team", _("Team visit")
        GROUP = "group", _("Group")
        CALL = "call", _("By telephone or video")

    class Level(models.TextChoices):
        ALL = "all", _("For all")
        AT_NEED = "at_need", _("At need")
        FURTHER = "further", _("Further")

    version = models.ForeignKey(ProgrammeVersion, models.PROTECT, related_name="steps")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    counts_from = models.CharField(max_length=16, choices=CountsFrom.choices)
    unit = models.CharField(max_length=8, choices=AgeUnit.choices)
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=8, choices=Place.choices)
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.ALL)
    held_by = models.CharField(max_length=80)
    content = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    instruments = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    measures = ArrayField(models.SlugField(max_length=20), default=list, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_step_of_a_key"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="step_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def window(self) -> Window:
        return Window(self.counts_from, self.unit, self.opens, self.closes)

    @property
    def age_words(self) -> str:
        """The window in short: «6–8 v», «8 mån», «vecka 25–26»."""
        last = self.closes - 1
        span = str(self.opens) if last <= self.opens else f"{self.opens}–{last}"
        if self.counts_from == CountsFrom.CONCEPTION:
            return str(_("week %(span)s") % {"span": span})
        if self.unit == AgeUnit.MONTHS and self.opens >= 24 and self.opens % 6 == 0:
            return str(_("%(years)s y") % {"years": f"{self.opens / 12:g}".replace(".", ",")})
        short = {AgeUnit.DAYS: _("%(span)s d"), AgeUnit.WEEKS: _("%(span)s w"), AgeUnit.MONTHS: _("%(span)s mon")}
        return str(short.get(AgeUnit(self.unit), _("%(span)s y")) % {"span": span})
