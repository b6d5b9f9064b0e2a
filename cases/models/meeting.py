"""Meetings about the plan: who must come, who may, what was said, and what went wrong."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, User
from cases.models.base import CaseRow, Content


class PlanMeeting(CaseRow):
    """When and where the plan is made or followed up. No text about the family: every called unit sees it."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    class CancelReason(models.TextChoices):
        """Why a meeting does not take place: a code, kept as the reason of the change in the history."""

        FAMILY = "family", _("The family cannot come")
        ILLNESS = "illness", _("Illness")
        TOO_FEW = "too_few", _("Too few can come")
        NO_INTERPRETER = "no_interpreter", _("No interpreter")
        NOT_NEEDED = "not_needed", _("It is no longer needed")

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    secretary = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    interpreter = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(condition=~Q(place="") | ~Q(link=""), name="meeting_has_a_place_or_link"),
        ]


class Summons(CaseRow):
    """A summons (must attend) or an invitation (may attend), to a unit or to a party without account."""

    class Kind(models.TextChoices):
        SUMMONS = "summons", _("Called")
        INVITATION = "invitation", _("Invited")

    class Reply(models.TextChoices):
        NONE = "", _("Not answered")
        YES = "yes", _("Said yes")
        NO = "no", _("Said no")
        SUBSTITUTE = "substitute", _("Sends a substitute")

    class Attendance(models.TextChoices):
        UNKNOWN = "", _("Not noted")
        HERE = "here", _("Here")
        LINK = "link", _("On link")
        ABSENT = "absent", _("Did not come")

    meeting = models.ForeignKey(PlanMeeting, models.PROTECT, related_name="summonses")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    party = models.CharField(max_length=200, blank=True)
    reply = models.CharField(max_length=12, choices=Reply.choices, blank=True)
    reply_note = models.CharField(max_length=500, blank=True)
    who_comes = models.CharField(max_length=120, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    attendance = models.CharField(max_length=8, choices=Attendance.choices, blank=True)
    letter_printed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, party="") | Q(unit=None) & ~Q(party=""),
                name="a_summons_goes_to_one_party",
            ),
            models.UniqueConstraint(
                fields=["meeting", "unit"],
                condition=Q(unit__isnull=False, withdrawn_at=None),
                name="a_unit_is_called_once",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None) | ~Q(reply="") & Q(replied_at__isnull=False),
                name="a_reply_has_a_time",
            ),
        ]


class FamilyAttendance(CaseRow):
    """Whether somebody of the family was at the meeting, and how."""

    meeting = models.ForeignKey(PlanMeeting, models.PROTECT, related_name="+")
    person = models.ForeignKey("cases.CasePerson", models.PROTECT, related_name="+")
    attendance = models.CharField(max_length=8, choices=Summons.Attendance.choices, blank=True)
    owner_provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    history = History()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_per_person")]


class MeetingNote(Content):
    """What was said under one point of the agenda; `agenda_item` is a goal's key, or None for the rest."""

    meeting = models.ForeignKey(PlanMeeting, models.PROTECT, related_name="+")
    agenda_item = models.UUIDField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "agenda_item", "owner_unit"], name="one_note_per_point", nulls_distinct=False
            )
        ]


class Deviation(Content):
    """A called party did not come, or did not deliver."""

    class Kind(models.TextChoices):
        NOT_COME = "not_come", _("Did not come")
        NOT_DELIVERED = "not_delivered", _("Did not deliver")

    kind = models.CharField(max_length=14, choices=Kind.choices)
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    party = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
