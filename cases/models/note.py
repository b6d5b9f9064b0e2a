from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models.base import Content


class WorkingNote(Content):
    """A unit's own note. Once signed it is corrected only by a new note that names it."""

    text = models.TextField()
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    objection = models.TextField(blank=True)


class Evaluation(Content):
    """The person's own words at the end, and how it went: the family's short form."""

    class Grade(models.TextChoices):
        HELPED = "helped", _("It helped")
        PARTLY = "partly", _("It helped in part")
        NOT = "not", _("It did not help")
        NOT_ASKED = "not_asked", _("The family was not asked")

    grade = models.CharField(max_length=10, choices=Grade.choices)
    text = models.TextField(blank=True)
    said_by = models.CharField(max_length=120, blank=True)


class CopiedMark(Content):
    """That a text was copied to the unit's own record, so that nobody types twice or wonders whether it was."""

    source = models.UUIDField()
    what = models.CharField(max_length=60)
    copied_at = models.DateTimeField(auto_now_add=True)
