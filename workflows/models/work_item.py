"""The inbox as a table: one row per open task and unit, or person, that may act. Holds no name and no text."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Assignment, CareUnit, User
from agreements.models import Round, RoundCentre
from cases.models import Case
from cases.models.base import Row
from workflows.models.process import about_one_thing
from workflows.models.step import PauseReason, Step
from workflows.models.task import Task


class WorkItem(Row):
    """Open work, seen by everybody of its unit who may take it, also where the case itself is open by name only.

    Work of a round waits in no unit: it is of `assignment`, and there is a row for each who may do it.

    `due_at` is the moment from which it is late, `near_at` from when it shows as near. A sleeping item (`is_open`
    false) wakes at `opens_at`. Until `paused_until` its clock stands still.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="work_items")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+", db_index=False)
    round_centre = models.ForeignKey(RoundCentre, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    step = models.CharField(max_length=24, choices=Step.choices)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    near_at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=16, choices=PauseReason.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "due_at", "task"],
                include=["case", "step", "taken_by", "near_at"],
                condition=Q(is_open=True),
                name="work_by_unit",
            ),
            models.Index(
                fields=["due_at", "task", "unit"],
                include=["case", "step", "taken_by", "near_at"],
                condition=Q(is_open=True),
                name="work_by_day",
            ),
            models.Index(fields=["opens_at"], condition=Q(is_open=False), name="work_asleep"),
            models.Index(
                fields=["assignment", "due_at", "task"],
                condition=Q(is_open=True, assignment__isnull=False),
                name="work_of_rounds",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="one_work_item_per_task_and_unit"),
            models.UniqueConstraint(
                fields=["task", "assignment"],
                condition=Q(assignment__isnull=False),
                name="one_work_item_per_task_and_assignment",
            ),
            about_one_thing("work"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, unit__isnull=False, assignment=None, round_centre=None)
                | Q(case=None, unit=None, assignment__isnull=False),
                name="work_of_unit_or_person",
            ),
            models.CheckConstraint(condition=Q(is_open=True) | Q(opens_at__isnull=False), name="sleeping_work_wakes"),
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None) | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="taken_work_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None, pause_reason="") | Q(paused_until__isnull=False) & ~Q(pause_reason=""),
                name="paused_work_has_a_reason",
            ),
        ]

    @property
    def of_case(self) -> UUID:
        """The key of the case that the work of a unit is in. Raises ValueError for work of a round."""
        if self.case_id is None:
            raise ValueError(f"{self.pk} is not of a case")
        return self.case_id

    @property
    def step_label(self) -> str:
        return str(Step(self.step).label)

    @property
    def due_on(self) -> date:
        """The last local day that is in time."""
        return last_day(self.due_at)

    def is_paused(self, at: datetime) -> bool:
        return self.paused_until is not None and self.paused_until > at


def last_day(due_at: datetime) -> date:
    """The local day that ends at `due_at`, or in which it lies."""
    return timezone.localdate(due_at - timedelta(microseconds=1))
