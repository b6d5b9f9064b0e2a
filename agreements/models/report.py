"""A compliance report: words and assessments that people gave, what each provider released, and the frozen whole."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import Assignment, Provider
from agreements.models.round import Round
from agreements.models.rule_set import Clause, ClauseIndicator, RuleSet, RuleSetVersion


class Report(models.Model):
    """Of an agreement, for a round or for a period of whole quarters. A draft is computed whenever it is read.

    Adopted: `content` holds rules, figures, words and assessments as they were, `sha256` is over its canonical JSON.
    A digest, no signature.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("Adopted, locked")

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="reports")
    version = models.ForeignKey(RuleSetVersion, models.PROTECT, related_name="+")
    round = models.OneToOneField(Round, models.PROTECT, null=True, blank=True, related_name="report")
    period_from = models.DateField()
    period_to = models.DateField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    content = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="+")
    history = History(excluded_fields=["content"])

    class Meta:
        ordering = ["-period_to", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "period_from", "period_to"],
                condition=Q(round=None),
                name="one_report_per_period",
            ),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="report_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status="draft", content=None, sha256="", adopted_at=None, adopted_by=None)
                | Q(status="adopted", content__isnull=False, adopted_at__isnull=False, adopted_by__isnull=False)
                & ~Q(sha256=""),
                name="adopted_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.period_from} {self.period_to}"


class IndicatorWords(models.Model):
    """What the compilation says of an indicator in words, beside a figure or in place of one."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="words")
    indicator = models.ForeignKey(ClauseIndicator, models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="words_once_per_indicator"),
            models.CheckConstraint(condition=~Q(text=""), name="words_say_something"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.text}"


class ClauseAssessment(models.Model):
    """A person's judgement of a clause. `proposed` is what the agreed cut-offs gave, kept beside what was decided."""

    class Level(models.TextChoices):
        MET = "met", _("Met")
        PARTLY = "partly", _("Partly met")
        NOT_MET = "not_met", _("Not met")
        NOT_ASSESSED = "not_assessed", _("Not assessed")

    report = models.ForeignKey(Report, models.PROTECT, related_name="assessments")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    proposed = models.CharField(max_length=12, choices=Level.choices, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices)
    text = models.CharField(max_length=1000, blank=True)
    why = models.CharField(max_length=1000)
    # The digest of the figures that were judged (agreements/reports/judged.py).
    judged_on = models.CharField(max_length=64, blank=True, default="", db_default="")
    assessed_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "clause"], name="assessment_once_per_clause"),
            models.CheckConstraint(condition=~Q(why=""), name="assessment_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.clause.code}: {self.level}"


class Release(models.Model):
    """A provider's counts for a report, suppressed, as its named manager let them go to the agreement. No person."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="releases")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    counts = models.JSONField()
    released_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    history = History(excluded_fields=["counts"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "provider"], name="one_release_per_provider")]

    def __str__(self) -> str:
        return f"{self.provider}: {self.report}"


class Measure(models.Model):
    """A line of the action plan: what is done about a clause, by whom, until when, and what came of it."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="measures")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    owner = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=1000, blank=True)
    history = History()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_measure_says_what"),
            models.CheckConstraint(
                condition=Q(done_on=None, outcome="") | Q(done_on__isnull=False) & ~Q(outcome=""),
                name="a_done_measure_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause.code}: {self.text}"
