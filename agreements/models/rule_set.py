"""What was promised: laws, guidelines and agreements as rule sets, in dated versions, clause by clause."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import FamilyCentre, Principal
from accounts.periods import ENDS_AFTER_START, one_at_a_time
from cases.models import CaseTargetGroup


class RuleSet(models.Model):
    """A law, a national guideline or an agreement. A local agreement has the framework agreement it fills as parent.

    The grants `coordinate_agreement` and `audit_agreement` on it are what no role gives.
    """

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        GUIDELINE = "guideline", _("National guideline")
        PRINCIPLE = "principle", _("Principle agreement")
        FRAMEWORK = "framework", _("Framework agreement")
        LOCAL = "local", _("Local agreement")

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    # In whole years, because that is how the sources say it; None where nobody has agreed on an interval.
    review_interval_years = models.PositiveSmallIntegerField(null=True, blank=True)
    # When the next KAFO round starts by itself; None: whoever leads the agreement starts it.
    next_round_on = models.DateField(null=True, blank=True)
    review_owner = models.CharField(max_length=120, blank=True)
    quality_method = models.CharField(max_length=60, blank=True)
    history = History()

    class Meta:
        ordering = ["title"]
        permissions = [
            ("coordinate_agreement", "Leads the rounds of the agreement"),
            ("check_round", "Checks the quality of a round's answers"),
            ("audit_agreement", "Reads the agreement's figures, never a person"),
            ("adopt_report", "Assesses clauses and adopts reports for a party"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_agreement(self) -> bool:
        return self.kind in {self.Kind.PRINCIPLE, self.Kind.FRAMEWORK, self.Kind.LOCAL}


class DatedQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "DatedQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class RuleSetParty(models.Model):
    """A principal that has signed, from one day to another.

    The grant `release_counts` on it names the principal's manager: who lets the counts of its boards, or of the
    region's own clinics, go to the agreement (agreements/permissions.py).
    """

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="parties")
    principal = models.ForeignKey(Principal, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()
    objects = DatedQuerySet.as_manager()

    class Meta:
        permissions = [("release_counts", "Lets the counts of the principal's own providers go to the agreement")]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "principal", "valid_from"], name="party_signs_once"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="party_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.principal}: {self.rule_set}"


class AgreementCentre(models.Model):
    """A family centre the agreement knows: its rounds ask it."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="centres")
    centre = models.ForeignKey(FamilyCentre, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "centre"], name="centre_once_per_agreement"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="agreement_centre_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.centre}: {self.rule_set}"


class VersionQuerySet(DatedQuerySet):
    def in_force(self, on: date) -> "VersionQuerySet":
        return super().in_force(on).filter(is_draft=False)  # type: ignore[return-value]


class RuleSetVersion(models.Model):
    """The wording that holds from one day to another; `valid_to` is its last day. Versions never overlap.

    A draft is being written: it holds for nothing, whatever its day says. A rule set has at most one.
    """

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    adopted = models.CharField(max_length=40, blank=True, help_text=_("The day or month, as the source writes it"))
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_draft = models.BooleanField(default=False)
    history = History()
    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["rule_set", "number"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "number"], name="rule_set_version_number"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="version_ends_after_start"),
            models.UniqueConstraint(fields=["rule_set"], condition=Q(is_draft=True), name="one_draft_per_rule_set"),
            one_at_a_time("rule_set_versions_apart", "rule_set", condition=Q(is_draft=False)),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.number}"


class Clause(models.Model):
    """One promise of a version. `code` is how the agreement's people name it (P1, A1, R2); it lives on in new versions.

    Without target groups it holds for every family, else only where the case concerns one of them.
    """

    class Kind(models.TextChoices):
        PURPOSE = "purpose", _("Purpose")
        AIM = "aim", _("Aim")
        COMMITMENT = "commitment", _("Commitment")

    class Party(models.TextChoices):
        JOINT = "joint", _("The parties together")
        REGION = "region", _("The region")
        MUNICIPALITY = "municipality", _("The municipalities")

    version = models.ForeignKey(RuleSetVersion, models.PROTECT, related_name="clauses")
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    party = models.CharField(max_length=12, choices=Party.choices)
    text = models.TextField()
    source_reference = models.CharField(max_length=200, blank=True)
    target_groups = ArrayField(
        models.CharField(max_length=20, choices=CaseTargetGroup.Group.choices), default=list, blank=True
    )
    position = models.PositiveSmallIntegerField()
    history = History()

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="clause_code_in_version")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class ClauseIndicator(models.Model):
    """By what a clause is measured, and what its parties have agreed to call met.

    `key` is the indicator's name in the registry. `target`, `met_from` and `partly_from` are shares 0–1; below
    `partly_from` it is not met. All three are empty where nobody has agreed on a cut-off: then nothing is proposed.
    Where less is better the cut-offs are read from above.
    """

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="indicators")
    key = models.SlugField(max_length=60)
    target = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    met_from = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    partly_from = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    more_is_better = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    history = History()

    class Meta:
        ordering = ["clause", "position"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "key"], name="indicator_once_per_clause"),
            models.CheckConstraint(
                condition=Q(met_from=None, partly_from=None) | Q(met_from__isnull=False, partly_from__isnull=False),
                name="both_cut_offs_or_none",
            ),
            models.CheckConstraint(
                condition=Q(met_from=None)
                | Q(more_is_better=True, met_from__gte=F("partly_from"))
                | Q(more_is_better=False, met_from__lte=F("partly_from")),
                name="cut_offs_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.clause.code}"
