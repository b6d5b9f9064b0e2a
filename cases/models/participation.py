"""Who takes part in a case, and the plain table that every row policy rests on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, User
from cases.models.base import CaseRow, Row, Topic


class Participation(CaseRow):
    """A unit, or one person of it, takes part: as what, why, in which topics, from when to when.

    `topics` narrows what is read on the owner's side; empty means all. A closed unit takes part by name, and in a
    report of concern any unit does: its row without user says that the unit is in the case, its rows with users who
    there may open it.
    """

    class Role(models.TextChoices):
        OWNER = "owner", _("Owns the case")
        CALLED = "called", _("Called")
        INVITED = "invited", _("Invited")
        COORDINATOR = "coordinator", _("Coordinates")
        RECEIVER = "receiver", _("Receives the referral")
        REPORTER = "reporter", _("Reported the concern")

    class Reason(models.TextChoices):
        OPENED = "opened", _("Opened the case")
        SUMMONED = "summoned", _("Was called to the plan")
        TOOK_TASK = "took_task", _("Took a task in the case")
        HANDED_OVER = "handed_over", _("Was handed a task in the case")
        STATED_NEED = "stated_need", _("Stated why the case had to be opened")
        NAMED = "named", _("Was named by a colleague")
        TOOK_OVER = "took_over", _("Took over from a unit that closed down")
        WAS_SENT = "was_sent", _("Was sent the referral")
        ASKED = "asked", _("Was asked for advice")
        IN_TEAM = "in_team", _("Is in the team that was asked")
        REPORTED = "reported", _("Reported a concern, or received the report")

    class EndReason(models.TextChoices):
        """Why a part in the case ends: a code, kept as the reason of the change in the history."""

        DONE = "done", _("Has done its part")
        FAMILY_ASKED = "family_asked", _("The family asked for it")
        OTHER_DUTIES = "other_duties", _("Has other duties now")
        ADDED_BY_MISTAKE = "added_by_mistake", _("Was added by mistake")

    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="participations")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="participations")
    role = models.CharField(max_length=12, choices=Role.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    topics = ArrayField(models.CharField(max_length=20, choices=Topic.choices), default=list, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    history = History()

    class Meta:
        indexes = [
            models.Index(fields=["case"], condition=Q(role="coordinator", valid_to=None), name="coordinator_named")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "unit"], condition=Q(user=None, valid_to=None), name="unit_takes_part_once"
            ),
            models.UniqueConstraint(
                fields=["case", "unit", "user"], condition=Q(valid_to=None), name="person_takes_part_once"
            ),
        ]


class CaseAccess(Row):
    """Which unit, and in a closed unit which user, a case is open to: one row per participation, kept by a trigger.

    The row policies of every table about a person rest on it; pages never read it but through `visible_to`.
    `is_closed`: without `user` the row then opens the case to the unit's manager only.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="access")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    is_closed = models.BooleanField()
    topics = ArrayField(models.CharField(max_length=20), default=list)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "unit"], name="access_by_case"),
            models.Index(fields=["unit", "case"], name="access_by_unit"),
        ]
