"""How long something may take, from which day, by what source: numbers of law and agreements as dated records."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.periods import ENDS_AFTER_START, one_at_a_time
from agreements.models.rule_set import Clause, RuleSet
from agreements.working_days import LONGEST, Unit


class ClockQuerySet(models.QuerySet["Clock"]):
    def in_force(self, on: date) -> "ClockQuerySet":
        """The versions that hold that local day: per key at most one of each rule set, and one of none."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on, is_draft=False)


class Clock(models.Model):
    """One version of a clock. Versions of one `key` and rule set never overlap; `valid_to` is the last day in force.

    Of no rule set, a law or a guideline: what holds for everybody. Of an agreement: what its clause says for the
    cases it covers. A draft belongs to a version of its rule set that is being written, and counts nothing.

    `length` is in `unit`, 0 for immediately. `starts` says what starts it, `source` where it is written; both are
    shown as they stand. `near_days` before the due day it shows as near, `remind_before_days` before it the
    responsible person is reminded (calendar days).
    """

    class Certainty(models.TextChoices):
        STATUTE = "statute", _("Statute")
        GUIDELINE = "guideline", _("Guideline")
        AGREEMENT = "agreement", _("Agreement")
        LOCAL_ROUTINE = "local_routine", _("Local routine, not law")
        OWN_ASSUMPTION = "own_assumption", _("Our own assumption, not law")

    key = models.SlugField(max_length=60, db_index=False)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, blank=True, related_name="clocks")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="clocks")
    length = models.PositiveIntegerField()
    unit = models.CharField(max_length=16, choices=Unit.choices)
    roll_forward = models.BooleanField(default=False)
    starts = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=16, choices=Certainty.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_draft = models.BooleanField(default=False)
    remind_before_days = models.PositiveSmallIntegerField(default=2)
    near_days = models.PositiveSmallIntegerField(default=2)

    objects = ClockQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["key", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(*[Q(unit=unit, length__lte=longest) for unit, longest in LONGEST.items()], _connector=Q.OR),
                name="clock_is_forty_years_at_most",
            ),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="clock_ends_after_start"),
            models.CheckConstraint(
                condition=Q(clause=None) | Q(rule_set__isnull=False), name="a_clause_is_of_a_rule_set"
            ),
            models.CheckConstraint(
                condition=Q(is_draft=False) | Q(clause__isnull=False), name="a_draft_clock_is_of_a_clause"
            ),
            models.UniqueConstraint(
                fields=["rule_set", "key"], condition=Q(is_draft=True), name="one_draft_clock_per_key"
            ),
            one_at_a_time("clock_versions_apart", "key", Coalesce("rule_set", 0), condition=Q(is_draft=False)),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"

    @property
    def is_agreed(self) -> bool:
        """Of an agreement, and so not for everybody."""
        return self.rule_set is not None and self.rule_set.is_agreement
