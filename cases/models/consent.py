"""Consent: who said what, about which topics, to which units, until when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, Provider
from cases.models.base import CaseRow, Topic


class OwnedByProvider(CaseRow):
    """A row that only its owner's side reads, without topic."""

    owner_unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    owner_provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    history = History(inherit=True)

    class Meta:
        abstract = True


class ConsentAge(models.Model):
    """From which age a child consents, by the kind of intervention: dated data, with its source (law.md a)."""

    class Kind(models.TextChoices):
        DISCLOSURE = "disclosure", _("Sharing information about the child")
        ASSESSED = "assessed", _("Interventions with a needs assessment")
        OPEN = "open", _("Interventions without a needs assessment")

    class Effect(models.TextChoices):
        MAY_CONSENT = "may", _("May consent alone where suitable")
        MUST_CONSENT = "must", _("Must consent")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    effect = models.CharField(max_length=4, choices=Effect.choices)
    from_age = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()

    def __str__(self) -> str:
        return f"{self.kind}: {self.effect} from {self.from_age}"


class Consent(OwnedByProvider):
    """One consenting person's answer. It holds only while all who must consent do: `consent_covers` in the database.

    What may be told to whom are its scopes; `not_shared` is what the person asked to keep, told to nobody.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        LATER = "later", _("Later")

    class Form(models.TextChoices):
        WRITTEN = "written", _("In writing")
        ORAL = "oral", _("Orally, recorded here")

    person = models.ForeignKey("cases.CasePerson", models.PROTECT, related_name="consents")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    form = models.CharField(max_length=8, choices=Form.choices)
    not_shared = ArrayField(models.CharField(max_length=20, choices=Topic.choices), default=list, blank=True)
    not_shared_words = models.CharField(max_length=500, blank=True)
    given_on = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    childs_view = models.TextField(blank=True)
    # Which kinds of intervention to the child the answer is about too. Disclosures do not rest on it.
    interventions = ArrayField(
        models.CharField(max_length=12, choices=ConsentAge.Kind.choices), default=list, db_default=[], blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("given_on")), name="consent_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(answer="yes") | Q(valid_to__isnull=False), name="a_yes_has_a_last_day"),
        ]

    @property
    def intervention_labels(self) -> str:
        return ", ".join(str(ConsentAge.Kind(kind).label).lower() for kind in self.interventions)

    @property
    def not_shared_labels(self) -> str:
        return ", ".join(str(Topic(topic).label).lower() for topic in self.not_shared)


class ConsentScope(OwnedByProvider):
    """One topic may be told to one unit, or to one party without account by its name, by this consent."""

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="scopes")
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    party = models.CharField(max_length=200, blank=True, default="", db_default="")
    topic = models.CharField(max_length=20, choices=Topic.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "unit", "topic"], name="consent_scope_once"),
            models.UniqueConstraint(
                fields=["consent", "party", "topic"], condition=~Q(party=""), name="consent_party_scope_once"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, party="") | Q(unit=None) & ~Q(party=""),
                name="consent_names_unit_or_party",
            ),
        ]

    @property
    def to(self) -> str:
        return self.party or str(self.unit)


class ConsentException(OwnedByProvider):
    """Why somebody who must consent is not asked: a recorded reason of its own, never an assumption."""

    class Reason(models.TextChoices):
        SOLE_CUSTODY = "sole_custody", _("The other guardian has sole custody")
        NOT_REACHED = "not_reached", _("The guardian cannot be reached")
        BY_LAW = "by_law", _("An exception in law")

    person = models.ForeignKey("cases.CasePerson", models.PROTECT, related_name="consent_exceptions")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    explanation = models.TextField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(explanation=""), name="consent_exception_is_explained"),
        ]
