"""Parenthood in addiction care, one row per patient: the sixteen things that are asked (domain.md 4.3, HSL 5 kap. 7 §).

A question that nobody has asked is a state of its own, kept and shown as such, and never a no. All of it is the own
unit's, about the patient: a child is named here as the patient's relative alone, is no person of any register, and is
found by no search. What a record says of a child is on no page about the child, nor for the other guardian.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import ContentOfUnit
from cases.models.code import CareCode, CodeUse

NOT_ASKED = "not_asked"


class Asked(models.TextChoices):
    """How a question stands. The first three are three different things."""

    NOT_ASKED = NOT_ASKED, _("Not asked")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Does not know")
    DECLINED = "declined", _("Will not say")


class Given(models.TextChoices):
    """How far information, advice or support has come."""

    NOT_ASKED = NOT_ASKED, _("Not taken up")
    OFFERED = "offered", _("Offered, no answer yet")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Offered, does not want it")
    NO = "no", _("Not offered")


class FamilyHome(models.TextChoices):
    """A placed child: the contact with the family home, and whether it has been told why the child is there."""

    NOT_ASKED = NOT_ASKED, _("Not asked")
    NOT_PLACED = "not_placed", _("No child is placed")
    KNOWS = "knows", _("In contact, and it knows")
    KNOWS_NOT = "knows_not", _("In contact, and it does not know")
    NO_CONTACT = "no_contact", _("No contact")
    DECLINED = "declined", _("Will not say")


class Protection(models.TextChoices):
    """Whether a child may fare badly, and what follows (SoL 19 kap. 1 §). A report is written on its own page."""

    NOT_ASKED = NOT_ASKED, _("Not assessed")
    REPORT = "report", _("A report of concern is made")
    NO_REPORT = "no_report", _("No report, with the reason")


class ContactWith(models.TextChoices):
    """With whom the patient agrees to contact. It is noted here; a consent is asked for where something is told."""

    CHILD_HEALTH = "child_health", _("Child health care")
    MATERNITY = "maternity", _("Maternity care")
    SOCIAL_SERVICES = "social_services", _("Social services")
    SCHOOL = "school", _("Preschool or school")


class Parenthood(ContentOfUnit):
    """What is known of an adult patient as a parent. `children` are those under 18, also a partner's at home."""

    children = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    other_in_care = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    other_support = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    other_support_text = models.CharField(max_length=200, blank=True)
    child_is_carer = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    worried = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    worried_text = models.CharField(max_length=500, blank=True)
    wants_parenthood_talk = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    wants_needs_talk = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    child_knows = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    child_knows_text = models.CharField(max_length=500, blank=True)
    information = models.CharField(max_length=10, choices=Given.choices, default=NOT_ASKED)
    advice = models.CharField(max_length=10, choices=Given.choices, default=NOT_ASKED)
    child_support = models.CharField(max_length=10, choices=Given.choices, default=NOT_ASKED)
    parent_support = models.CharField(max_length=10, choices=Given.choices, default=NOT_ASKED)
    joint_support = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    relief = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    family_home = models.CharField(max_length=10, choices=FamilyHome.choices, default=NOT_ASKED)
    contact = models.CharField(max_length=10, choices=Asked.choices, default=NOT_ASKED)
    contact_with = ArrayField(models.CharField(max_length=16, choices=ContactWith.choices), default=list, blank=True)
    protection = models.CharField(max_length=10, choices=Protection.choices, default=NOT_ASKED)
    protection_text = models.TextField(blank=True)
    protection_on = models.DateField(null=True, blank=True)
    next_review = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_parenthood_per_contact"),
            models.CheckConstraint(
                condition=Q(protection=NOT_ASKED, protection_on=None)
                | ~Q(protection=NOT_ASKED) & Q(protection_on__isnull=False),
                name="protection_assessed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(protection="no_report") | ~Q(protection_text=""), name="no_report_with_a_reason"
            ),
            models.CheckConstraint(condition=Q(contact_with=[]) | Q(contact="yes"), name="contact_with_whom_after_yes"),
        ]


class PatientChild(ContentOfUnit):
    """A child as the patient tells of it: `age` in whole years on the day `told_on`, `name` as the patient says it.

    `is_gone`: written by mistake; the row stays for whoever asks what was written.
    """

    class Lives(models.TextChoices):
        NOT_ASKED = NOT_ASKED, _("Not asked")
        FULL = "full", _("With the patient, all the time")
        PART = "part", _("With the patient, part of the time")
        CONTACT = "contact", _("With somebody else, and they meet")
        NO_CONTACT = "no_contact", _("With somebody else, no contact")
        PLACED = "placed", _("Placed in a family home or an institution")
        UNKNOWN = "unknown", _("Does not know")

    name = models.CharField(max_length=60, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    told_on = models.DateField()
    lives = models.CharField(max_length=10, choices=Lives.choices, default=NOT_ASKED)
    is_gone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(age=None) | Q(age__lt=18), name="a_child_is_under_18")]

    def __str__(self) -> str:
        return self.name


class ParenthoodTalk(ContentOfUnit):
    """A talk about a child's need of support: with the patient, or with patient and child. `code` as of that day."""

    class With(models.TextChoices):
        PATIENT = CodeUse.TALK_PATIENT.value, _("With the patient")
        PATIENT_AND_CHILD = CodeUse.TALK_PATIENT_AND_CHILD.value, _("With the patient and the child")

    held_on = models.DateField()
    held_with = models.CharField(max_length=24, choices=With.choices)
    text = models.CharField(max_length=500, blank=True)
    code = models.ForeignKey(CareCode, models.PROTECT, null=True, blank=True, related_name="+")
