"""Clocks that run. A new version of a clock moves none of these unless a person says so."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Assignment, CareUnit
from agreements.models import Clock, Round, RoundCentre
from cases.models import Case
from cases.models.base import Row
from workflows.models.process import about_one_thing
from workflows.models.step import PauseReason, Step
from workflows.models.task import Task


class Deadline(Row):
    """What shall be done by which unit before when, by which version of which clock.

    `task` is null while the clock runs ahead of its task: the meeting's runs from the consent. `due_at` is the
    moment from which it is late, pauses counted; `first_due_at` the same without them. In a round no unit shall do
    it: `told_when_late` is who leads the round.
    """

    step = models.CharField(max_length=24, choices=Step.choices)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    round_centre = models.ForeignKey(RoundCentre, models.PROTECT, null=True, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="deadlines")
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    # Who gets the work back when it is late, and the clock, in days, until its own manager is told too.
    returns_to = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    return_clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+", db_index=False)
    told_when_late = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    clock_key = models.SlugField(max_length=60, db_index=False)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    near_at = models.DateTimeField()
    remind_at = models.DateTimeField()
    paused_until = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["remind_at"], condition=Q(reminded_at=None, closed_at=None), name="deadline_to_remind"
            ),
            models.Index(
                fields=["due_at"], condition=Q(escalated_at=None, closed_at=None), name="deadline_to_escalate"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit"], condition=Q(closed_at=None), name="one_running_deadline_per_task_and_unit"
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(closed_at=None, unit=None), name="one_running_deadline_per_task_of_a_round"
            ),
            models.CheckConstraint(condition=Q(remind_at__lte=F("due_at")), name="reminded_before_due"),
            about_one_thing("deadline"),
            models.CheckConstraint(
                condition=Q(case=None, unit=None) | Q(case__isnull=False, unit__isnull=False),
                name="deadline_of_a_unit_in_a_case",
            ),
        ]

    @property
    def whose(self) -> tuple[UUID, CareUnit]:
        """Case and unit of a deadline in a case. Raises ValueError for one in a round."""
        if self.case_id is None or self.unit is None:
            raise ValueError(f"{self.pk} is not of a case")
        return self.case_id, self.unit

    @property
    def of_round(self) -> tuple[Round, UUID]:
        """Round and task of a deadline in a round. Raises ValueError for one in a case."""
        if self.round is None or self.task_id is None:
            raise ValueError(f"{self.pk} is not of a round")
        return self.round, self.task_id


class DeadlinePause(Row):
    """A clock stands still from one moment to another, for a coded reason. Ended early by a person, or by itself."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="pauses")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=16, choices=PauseReason.choices)
    paused_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    ended_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("begun_at")), name="pause_ends_after_it_begins")
        ]


class DeadlineMove(Row):
    """A person moved a deadline: by a newer version of its clock, or to the day of a follow-up. Append-only."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="moves")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    from_due_at = models.DateTimeField()
    to_due_at = models.DateTimeField()
    from_clock = models.ForeignKey(Clock, models.PROTECT, related_name="+", db_index=False)
    to_clock = models.ForeignKey(Clock, models.PROTECT, related_name="+", db_index=False)
    moved_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
