from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit, User
from accounts.roles import ROLES_OF_PEOPLE
from agreements.models import Round, RoundCentre
from cases.models import Case
from cases.models.base import Row
from workflows.models.process import about_one_thing
from workflows.models.step import Step
from workflows.models.task import Task


class Notice(Row):
    """Something a unit, its manager or one person of it is told. No name, no text: what it is about, and no more.

    `unit` is whose work it concerns (at an escalation: the unit that is late). It is told to `to_unit`: to
    everybody there, to those with `to_role`, or to `to_user`. What happens in a round is told to `to_assignment`.
    """

    class Kind(models.TextChoices):
        REMIND = "remind", _("Soon due")
        ESCALATE = "escalate", _("Late")
        WITHDRAWN = "withdrawn", _("No longer needed")
        NEED_STATED = "need_stated", _("A colleague stated a need and opened the case")
        HANDED_OVER = "handed_over", _("Handed over")
        MOVED = "moved", _("The meeting has been moved: see when and where")
        CANCELLED = "cancelled", _("The meeting has been cancelled")
        SILENT = "silent", _("No answer in time: it is back with your unit")
        RETURNED = "returned", _("Back with your unit")
        UNIT_CLOSED = "unit_closed", _("A unit closed down")
        TELL_PARTY = "tell_party", _("Tell the receiver outside Samplan that it no longer holds")
        ADDED = "added", _("Something was added to a consultation")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+", db_index=False)
    round_centre = models.ForeignKey(RoundCentre, models.PROTECT, null=True, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="+")
    step = models.CharField(max_length=24, choices=Step.choices, blank=True)
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    to_unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    to_role = models.CharField(max_length=24, choices=ROLES_OF_PEOPLE, blank=True)
    to_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    to_assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    # When the worker looked who wants an e-mail about it.
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_unit", "-created_at"], condition=Q(seen_at=None), name="notice_unseen"),
            models.Index(fields=["created_at"], condition=Q(mailed_at=None), name="notice_to_mail"),
            models.Index(
                fields=["to_assignment", "-created_at"],
                condition=Q(seen_at=None, to_assignment__isnull=False),
                name="notice_unseen_of_rounds",
            ),
        ]
        constraints = [
            about_one_thing("notice"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, unit__isnull=False, to_unit__isnull=False, to_assignment=None)
                | Q(case=None, unit=None, to_unit=None, to_user=None, to_assignment__isnull=False),
                name="told_to_a_unit_or_a_person",
            ),
        ]
