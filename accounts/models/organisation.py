"""Who exists: principals, providers, units and the family centres where units are placed."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.periods import ENDS_AFTER_START


class Principal(models.Model):
    """A region or a municipality (huvudman): party to agreements, answers for interventions in a plan."""

    class Kind(models.TextChoices):
        REGION = "region", _("Region")
        MUNICIPALITY = "municipality", _("Municipality")

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    history = History()

    def __str__(self) -> str:
        return self.name


class Provider(models.Model):
    """A data controller (vårdgivare, omsorgsgivare or municipal board): the border of secrecy."""

    class Kind(models.TextChoices):
        REGION_OWN = "region_own", _("The region's own clinics")
        BOARD = "board", _("Municipal board")
        PRIVATE = "private", _("Private provider")

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    principal = models.ForeignKey(Principal, models.PROTECT, related_name="providers")
    history = History()

    def __str__(self) -> str:
        return self.name

    @property
    def is_authority(self) -> bool:
        """A private provider is under PSL, not OSL: grounds between authorities never reach it (law.md c)."""
        return self.kind != self.Kind.PRIVATE


class CareUnitQuerySet(models.QuerySet["CareUnit"]):
    def in_force(self, on: date | None = None) -> "CareUnitQuerySet":
        """Those that have begun by that day and have not closed down before it; today where nothing is said."""
        on = on or timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class CareUnit(models.Model):
    """A service that takes part in cases, with its own queue.

    Open: everyone there with the right role sees the unit's cases. Closed: only those named on the case,
    their substitutes and the unit's manager.
    """

    class Service(models.TextChoices):
        MATERNITY = "maternity", _("Maternity care")
        CHILD_HEALTH = "child_health", _("Child health care")
        OPEN_PRESCHOOL = "open_preschool", _("Open preschool")
        PRESCHOOL = "preschool", _("Preschool")
        SOCIAL_CHILDREN = "social_children", _("Social services, children and families")
        SOCIAL_ADULTS = "social_adults", _("Social services, adults")
        ADDICTION_CARE = "addiction_care", _("Addiction care")
        CHILD_PSYCHIATRY = "child_psychiatry", _("Child psychiatry")
        SCHOOL_HEALTH = "school_health", _("School health")
        OTHER = "other", _("Other service")

    CLOSED_BY_DEFAULT = (Service.SOCIAL_CHILDREN, Service.SOCIAL_ADULTS, Service.ADDICTION_CARE)

    name = models.CharField(max_length=120)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="units")
    service = models.CharField(max_length=20, choices=Service.choices)
    hsa_id = models.CharField("HSA-ID", max_length=40, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_closed = models.BooleanField()
    # SoL 2025:400 14 kap. 5 §: the board decided that no one is identified in an insats given without assessment; the
    # unit keeps counts only. Advice (14 kap. 4 §) needs no decision and no mark: it is simply not written down.
    is_undocumented = models.BooleanField(default=False)
    undocumented_decision = models.CharField(max_length=200, blank=True, default="", db_default="")
    # Reports of concern (SoL 19 kap.) to the unit's municipality come here, and outside its office hours (working days
    # between the two times) to the unit of the same municipality that answers then, where there is one.
    receives_reports = models.BooleanField(default=False, db_default=False)
    answers_out_of_hours = models.BooleanField(default=False, db_default=False)
    office_from = models.TimeField(null=True, blank=True)
    office_to = models.TimeField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = CareUnitQuerySet.as_manager()
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "name"], name="unit_name_in_provider"),
            models.UniqueConstraint(fields=["hsa_id"], condition=~Q(hsa_id=""), name="unit_hsa_id"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="unit_ends_after_start"),
            models.CheckConstraint(
                condition=Q(receives_reports=False) | Q(service="social_children"),
                name="social_services_receive_reports",
            ),
            models.CheckConstraint(
                condition=Q(answers_out_of_hours=False) | Q(receives_reports=True), name="on_call_receives_reports"
            ),
            models.CheckConstraint(
                condition=Q(office_from=None, office_to=None) | Q(office_from__lt=F("office_to")),
                name="office_hours_end_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_undocumented=False) | ~Q(undocumented_decision=""), name="undocumented_by_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FamilyCentre(models.Model):
    """A family centre (familjecentral): the units placed there, and their coordinator by a grant."""

    name = models.CharField(max_length=120, unique=True)
    units = models.ManyToManyField(CareUnit, through="Placement", related_name="centres")
    history = History()

    class Meta:
        permissions = [("coordinate_centre", "Coordinates the meetings, calls and rounds of the centre")]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """A unit is placed at a family centre from one day to another."""

    centre = models.ForeignKey(FamilyCentre, models.PROTECT, related_name="placements")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="placements")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="placement_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} at {self.centre}"
