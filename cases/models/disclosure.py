"""Hand-overs to another provider: what, to whom, on which ground; and the frozen copy that is the receiver's own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit, Provider, User
from cases.models.base import CaseRow, Topic
from cases.models.ground import Ground, GroundGroup
from cases.models.party import PartyKind


class SectionKind(models.TextChoices):
    IDENTITY = "identity", _("Who the plan is about")
    NEED = "need", _("Need")
    GOAL = "goal", _("Goal")
    INTERVENTION = "intervention", _("Intervention")
    STATEMENT = "statement", _("The family's own words")
    REFERRAL = "referral", _("Referral")
    ANSWER = "answer", _("Answer to a referral")
    ATTACHMENT = "attachment", _("Attachment")
    OVERDUE = "overdue", _("That a health contact is overdue")


class Disclosure(CaseRow):
    """One hand-over to one unit of another provider. Working access ends with `ended_at` or after `valid_to`.

    To a party without account it goes on paper: no unit reads it here, and its end is told by the sender, by hand.
    """

    sender_unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    sender_provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    receiver_unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    receiver_provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    receiver_party = models.CharField(max_length=200, blank=True, default="", db_default="")
    receiver_kind = models.CharField(max_length=16, choices=PartyKind.choices, blank=True, default="", db_default="")
    # The case's owner answers to the family for the whole list of what was told to whom.
    case_provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40, choices=Ground.choices)
    # Where the ground is not consent: whom it is about, the section of law that demands it, and why it is needed.
    ground_group = models.CharField(max_length=16, choices=GroundGroup.choices, blank=True, default="", db_default="")
    ground_section = models.CharField(max_length=60, blank=True, default="", db_default="")
    ground_need = models.CharField(max_length=500, blank=True, default="", db_default="")
    # Passed on within a provider: on which ground it came there, and to which unit; with that one it ends.
    rests_on_ground = models.CharField(max_length=40, choices=Ground.choices, blank=True, default="", db_default="")
    rests_on_unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    topics = ArrayField(models.CharField(max_length=20, choices=Topic.choices))
    disclosed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    disclosed_at = models.DateTimeField()
    valid_to = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["valid_to"], condition=Q(ended_at=None), name="disclosure_running")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    receiver_unit__isnull=False, receiver_provider__isnull=False, receiver_party="", receiver_kind=""
                )
                | Q(receiver_unit=None, receiver_provider=None) & ~Q(receiver_party="") & ~Q(receiver_kind=""),
                name="disclosed_to_unit_or_party",
            )
        ]

    @property
    def to(self) -> str:
        return self.receiver_party or str(self.receiver_unit)

    @property
    def came_on(self) -> str:
        """The ground that it rests on, whichever unit of the receiver's provider was told first."""
        return self.rests_on_ground or self.ground

    @property
    def topic_words(self) -> str:
        return ", ".join(str(Topic(topic).label) for topic in self.topics)


class DisclosedSection(CaseRow):
    """One frozen section of a disclosure: the receiver's own document from that moment, never changed."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="sections")
    # None of what went on paper to a party without account: the sender's provider alone reads it.
    receiver_unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    receiver_provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    sender_provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=SectionKind.choices)
    topic = models.CharField(max_length=20, choices=Topic.choices)
    about = models.ForeignKey("cases.CasePerson", models.PROTECT, related_name="+")
    origin = models.UUIDField()
    edition = models.PositiveIntegerField()
    content = models.JSONField()
    valid_to = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "receiver_unit", "origin", "edition"], name="section_by_origin")]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "edition", "receiver_unit"],
                condition=Q(ended_at=None),
                name="an_edition_is_disclosed_once",
            )
        ]
