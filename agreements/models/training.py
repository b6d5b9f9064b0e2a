"""Joint training days: when, about what, and how many of each unit and profession took part. Nobody is named."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit
from agreements.models.place import AtPlace


class Profession(models.TextChoices):
    """By what people work as, not by their role in Samplan: most who train have no assignment here."""

    MIDWIFE = "midwife", _("Midwife")
    CHILD_HEALTH_NURSE = "child_health_nurse", _("Child-health nurse")
    PRESCHOOL_TEACHER = "preschool_teacher", _("Preschool teacher")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    ADDICTION_COUNSELLOR = "addiction_counsellor", _("Addiction counsellor")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    DOCTOR = "doctor", _("Doctor")
    MANAGER = "manager", _("Manager")
    COORDINATOR = "coordinator", _("Coordinator")
    OTHER = "other", _("Another profession")


class TrainingDay(AtPlace):
    """A day of training, arranged by whoever `arranged_by` says: a unit, a group or an organisation, never a person."""

    held_on = models.DateField()
    subject = models.CharField(max_length=200)
    arranged_by = models.CharField(max_length=120)
    history = History()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            *AtPlace.Meta.constraints,
            models.CheckConstraint(condition=~Q(subject="") & ~Q(arranged_by=""), name="training_says_what_and_who"),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.subject}"


class TrainingAttendance(models.Model):
    """How many of one profession came from a unit. Staff and no clients, but few enough to be known all the same."""

    training = models.ForeignKey(TrainingDay, models.PROTECT, related_name="attendance")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    profession = models.CharField(max_length=24, choices=Profession.choices)
    number = models.PositiveSmallIntegerField()
    history = History()

    class Meta:
        ordering = ["unit__name", "profession"]
        constraints = [
            models.UniqueConstraint(fields=["training", "unit", "profession"], name="profession_of_unit_counted_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="somebody_took_part"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.profession}: {self.number}"
