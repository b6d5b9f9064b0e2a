"""Why secrecy gives way, as dated data: what each ground says, where it reaches, and who has verified it (law.md c)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.periods import ENDS_AFTER_START


class Ground(models.TextChoices):
    """The key of a ground. What it says and where it reaches stands in `LegalGround`."""

    CONSENT = "consent_12_2", _("Consent (OSL 10 kap. 1 § and 12 kap. 2 §)")
    WITHIN_PROVIDER = "within_provider", _("Within the same provider, to who takes part in the care or the support")
    OWN_ACTIVITY = "necessary_own_activity_10_2", _("Necessary for the own activity (OSL 10 kap. 2 §)")
    DUTY = "duty_by_law_10_28", _("A duty in law (OSL 10 kap. 28 §)")
    HEALTH_25_12 = "child_or_misuse_or_compulsory_care_25_12", _("From health care, for support (OSL 25 kap. 12 §)")
    SOCIAL_26_9 = "child_or_misuse_or_compulsory_care_26_9", _("From social services, for support (OSL 26 kap. 9 §)")
    EXPECTED_25_12 = "expected_child_25_12_2nd", _("From health care, for an expected child (OSL 25 kap. 12 §)")
    EXPECTED_26_9 = "expected_child_26_9_2nd", _("From social services, for an expected child (OSL 26 kap. 9 §)")
    CRIME_10_15A = "crime_or_payment_10_15a", _("Crime or wrongful payments (OSL 10 kap. 15 a §)")


class GroundGroup(models.TextChoices):
    """Whom a ground is about, where it holds for some only."""

    UNDER_18 = "under_18", _("The person is under 18")
    MISUSE = "misuse", _("The person persistently misuses alcohol, narcotics or volatile solvents")
    COMPULSORY_CARE = "compulsory_care", _("The person is in compulsory psychiatric or forensic psychiatric care")
    EXPECTED_CHILD = "expected_child", _("The person, or somebody close, is pregnant, and the expected child needs it")


class Sector(models.TextChoices):
    """What kind of secrecy a unit is under; the database says which (`unit_sector`)."""

    HEALTH = "health", _("Health care")
    SOCIAL = "social", _("Social services")
    SCHOOL = "school", _("School and preschool")
    OTHER = "other", _("Other")


class Certainty(models.TextChoices):
    """How sure it is that the text says so (law.md)."""

    HIGH = "high", _("Sure")
    MEDIUM = "medium", _("Quite sure")
    LOW = "low", _("Not sure")


class LegalGround(models.Model):
    """One ground from one day to another. Without a name and a day of who verified it, it is switched off.

    Empty `from_sectors` or `to_sectors` mean all. `groups`: one of them must be named. `is_suggested` false: it is
    there to choose, never among the first. The texts are the customer's own data, in Swedish, shown as they stand.
    """

    key = models.CharField(max_length=40, choices=Ground.choices)
    name = models.CharField(max_length=120)
    sentence = models.CharField(max_length=300)
    conditions = ArrayField(models.CharField(max_length=200), default=list)
    source = models.CharField(max_length=200)
    certainty = models.CharField(max_length=8, choices=Certainty.choices, default="low", db_default="low")
    from_sectors = ArrayField(models.CharField(max_length=8, choices=Sector.choices), default=list, blank=True)
    to_sectors = ArrayField(models.CharField(max_length=8, choices=Sector.choices), default=list, blank=True)
    between_authorities = models.BooleanField(default=False)
    needs_reason = models.BooleanField(default=True)
    needs_section = models.BooleanField(default=False)
    groups = ArrayField(models.CharField(max_length=16, choices=GroundGroup.choices), default=list, blank=True)
    is_suggested = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    # What was read: which text, in which edition.
    verified_source = models.CharField(max_length=200, blank=True, default="", db_default="")
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on=None, verified_by="") | Q(verified_on__isnull=False) & ~Q(verified_by=""),
                name="ground_verified_by_somebody",
            ),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="ground_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        return self.verified_on is not None


class DutyToTell(models.Model):
    """A section of law that says that something is to be told: what the ground `DUTY` may rest on, as dated data.

    Empty `from_sectors` or `to_sectors` mean all. The texts are the customer's own data, in Swedish.
    """

    section = models.CharField(max_length=60)
    sentence = models.CharField(max_length=300)
    source = models.CharField(max_length=200)
    certainty = models.CharField(max_length=8, choices=Certainty.choices)
    from_sectors = ArrayField(models.CharField(max_length=8, choices=Sector.choices), default=list, blank=True)
    to_sectors = ArrayField(models.CharField(max_length=8, choices=Sector.choices), default=list, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="duty_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.section
