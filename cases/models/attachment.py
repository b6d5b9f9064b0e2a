"""Files on a referral, a plan or the minutes of a meeting: each the own unit's until it is told, one by one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models.base import ContentOfUnit
from cases.models.meeting import PlanMeeting


def size_words(size: int) -> str:
    """As people say it: 840 kB, 1,2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f}".replace(".", ",").removesuffix(",0") + " MB"


class Attachment(ContentOfUnit):
    """One file. Its bytes lie in a file of their own with the random name `stored` (cases/files.py), never changed.

    Withdrawn, which is before anybody was told of it, the file goes and the row stays with the reason.
    """

    class Place(models.TextChoices):
        REFERRAL = "referral", _("Referral")
        PLAN = "plan", _("The plan")
        MINUTES = "minutes", _("Minutes")

    class MediaType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", _("Image (JPEG)")
        PNG = "image/png", _("Image (PNG)")
        GIF = "image/gif", _("Image (GIF)")
        WEBP = "image/webp", _("Image (WebP)")
        TEXT = "text/plain", _("Text")

    class Scan(models.TextChoices):
        CLEAN = "clean", _("Scanned for viruses")
        NOT_SCANNED = "not_scanned", _("Not scanned")

    class WithdrawalReason(models.TextChoices):
        NONE = "", _("Not removed")
        WRONG_FILE = "wrong_file", _("It was the wrong file")
        WRONG_PERSON = "wrong_person", _("It is about somebody else")
        NOT_NEEDED = "not_needed", _("It is not needed")
        REPLACED = "replaced", _("A newer one takes its place")

    place = models.CharField(max_length=10, choices=Place.choices)
    meeting = models.ForeignKey(PlanMeeting, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120)
    media_type = models.CharField(max_length=20, choices=MediaType.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=Scan.choices)
    stored = models.UUIDField(null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=14, choices=WithdrawalReason.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(place="minutes", meeting__isnull=False) | ~Q(place="minutes") & Q(meeting=None),
                name="minutes_are_of_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="", stored__isnull=False)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, stored=None) & ~Q(withdrawn_reason=""),
                name="withdrawn_attachment_has_no_file",
            ),
        ]

    @property
    def size_words(self) -> str:
        return size_words(self.size)

    @property
    def is_withdrawn(self) -> bool:
        return self.stored is None
