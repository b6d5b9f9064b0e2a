"""The coordinated individual plan (SoL 10 kap. 8–9 §§, HSL 16 kap. 4 §): its shell, its sections, its agreed copies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, Principal, Provider, User
from cases.models.base import CaseRow, Content


class CoordinatedPlan(CaseRow):
    """The shell all participating units share: no text, but the two shell fields of the four that the law requires.

    `measures_by_others` has to be answered ("none" is an answer); `lead_principal` has the overall responsibility.
    The other two, interventions and who answers for each, are checked by a trigger before `agreed`.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CONFIRMING = "confirming", _("Waiting for confirmation")
        ACTIVE = "active", _("In force")
        REVISING = "revising", _("Being changed")
        CLOSED = "closed", _("Closed")

    class Others(models.TextChoices):
        UNANSWERED = "", _("Not answered")
        NONE = "none", _("None")
        LISTED = "listed", _("Listed in the plan")

    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    lead_principal = models.ForeignKey(Principal, models.PROTECT, null=True, blank=True, related_name="+")
    lead_unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    lead = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    measures_by_others = models.CharField(max_length=8, choices=Others.choices, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_plan_per_case"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "revising", "closed"])
                | Q(lead_principal__isnull=False, lead__isnull=False) & ~Q(measures_by_others=""),
                name="plan_has_what_the_law_requires",
            ),
        ]

    @property
    def is_editable(self) -> bool:
        return self.status in (self.Status.DRAFT, self.Status.REVISING)


class Need(Content):
    """What the child or parent needs."""

    text = models.TextField()


class Goal(Content):
    """What shall become better, in the professionals' words and the person's own."""

    text = models.TextField()
    own_words = models.TextField(blank=True)
    own_words_by = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=1)


class GoalJudgement(CaseRow):
    """How one goal stands since its last follow-up, for all participating units: two codes, no text.

    `status` is what those who followed it up agreed on, `family_status` what the family itself says; each may differ
    from the other, and neither is written over by the other.
    """

    class Status(models.TextChoices):
        REACHED = "reached", _("Reached")
        ON_THE_WAY = "on_the_way", _("On the way")
        STANDING_STILL = "standing_still", _("Standing still")
        NO_LONGER = "no_longer", _("No longer relevant")

    # Plain key: the goal may be another provider's, seen by the judging unit as a disclosed copy.
    goal = models.UUIDField(unique=True)
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, choices=Status.choices, blank=True)
    family_status = models.CharField(max_length=16, choices=Status.choices, blank=True)
    judged_at = models.DateTimeField(auto_now=True)
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(status="") | ~Q(family_status=""), name="a_judgement_says_something"),
        ]


class Intervention(Content):
    """Something that will be done: by a principal's unit, by somebody else, or by the person (`Doer`)."""

    class Doer(models.TextChoices):
        PRINCIPAL = "principal", _("A principal")
        OTHER = "other", _("Somebody else")
        SELF = "self", _("The family")

    text = models.TextField()
    # Plain key: the goal may be another provider's, seen here as a disclosed copy.
    goal = models.UUIDField(null=True, blank=True)
    doer = models.CharField(max_length=10, choices=Doer.choices)
    principal = models.ForeignKey(Principal, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    who_else = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    evaluated_by = models.CharField(max_length=200, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(doer="principal", principal__isnull=False, unit__isnull=False) | ~Q(doer="principal"),
                name="an_intervention_has_a_principal",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(starts_on=None) | Q(due_on__gte=models.F("starts_on")),
                name="intervention_ends_after_start",
            ),
        ]


class InterventionProgress(CaseRow):
    """How one intervention stands, for all participating units: a code, and what its unit says of its own means."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Not confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Cannot be done")
        ONGOING = "ongoing", _("Going on")
        DONE = "done", _("Done")
        NOT_DONE = "not_done", _("Did not happen")

    intervention = models.UUIDField(unique=True)
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    note = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    history = History()


class PlanField(models.Model):
    """A heading of the plan's form. The locked ones carry the family's voice and cannot be switched off."""

    key = models.SlugField(primary_key=True)
    label = models.CharField(max_length=120)
    help_text = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    is_locked = models.BooleanField(default=False)
    is_used = models.BooleanField(default=True)
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_locked=False) | Q(is_used=True), name="a_locked_field_is_used")
        ]

    def __str__(self) -> str:
        return self.label


class Statement(Content):
    """What is said under one heading of the form: what matters to me, the child's voice, what we do ourselves."""

    field = models.ForeignKey(PlanField, models.PROTECT, related_name="+")
    text = models.TextField()
    said_by = models.CharField(max_length=120, blank=True)


class FollowUp(CaseRow):
    """A day on which the plan is followed up: a series, held one by one."""

    class Outcome(models.TextChoices):
        PLANNED = "", _("Planned")
        CONTINUE = "continue", _("The plan goes on")
        REVISE = "revise", _("The plan is changed")
        CLOSE = "close", _("The plan ends")

    planned_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "planned_on"], name="one_follow_up_a_day"),
            models.CheckConstraint(
                condition=Q(held_on=None, outcome="") | Q(held_on__isnull=False) & ~Q(outcome=""),
                name="a_held_follow_up_has_an_outcome",
            ),
        ]


class PlanVersion(CaseRow):
    """One provider's own frozen copy of an agreed version of the plan."""

    number = models.PositiveIntegerField()
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    content = models.JSONField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Set when the consent it rests on ends: from then on it is archive, opened with a stated reason.
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number", "unit"], name="one_copy_per_version_and_unit")]
