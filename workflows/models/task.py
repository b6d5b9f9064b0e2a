"""A step of a process: who was asked, who did it, under which assignment, and how it ended. No name, no text."""

import uuid
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from viewflow.workflow.models import AbstractTask
from viewflow.workflow.status import STATUS

from accounts.models import Assignment, CareUnit, User
from agreements.models import Round, RoundCentre
from cases.models import Case
from workflows.models.process import Process, about_one_thing
from workflows.models.step import WITHDRAWN, Outcome, Step


class Task(AbstractTask):
    """`unit` is whose task it is; gateways and the tasks of rounds have none: those are of people with a right.

    `case` or `round` stands here too, because the row policy reads it; `round_centre` where a round asks one centre.

    Columns of the engine that the flows do not use are left out. What the engine calls `data` is never stored: it
    would be a place for text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", db_index=False)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    round_centre = models.ForeignKey(RoundCentre, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(choices=STATUS.choices, default=STATUS.NEW, max_length=10)
    created = models.DateTimeField(default=timezone.now)
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    # The engine's generic key to a permission's object cannot be left out; it stays empty.
    owner_permission_content_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, related_name="+", db_index=False
    )

    assigned = None
    scheduled = None
    external_task_id = None
    owner_permission = None
    data: ClassVar[Any] = None

    class Meta:
        indexes = [models.Index(fields=["case", "created"], name="task_by_case")]
        constraints = [about_one_thing("task")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.case_id, self.round_id = self.process.case_id, self.process.round_id
        super().save(*args, **kwargs)

    @property
    def step(self) -> str:
        """The name of its node; a Step when a person does it."""
        return str(self.flow_task.name)

    @property
    def step_label(self) -> str:
        return str(Step(self.step).label)

    @property
    def is_open(self) -> bool:
        return self.finished is None

    @property
    def is_withdrawn(self) -> bool:
        return self.outcome in WITHDRAWN
