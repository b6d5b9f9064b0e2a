"""One run of a flow: the table that all flows share. Each flow has a proxy with the conditions it asks."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from viewflow.workflow.models import AbstractProcess

from cases.models import Case


class Process(AbstractProcess):
    """Who acts next in one case; what is true it reads from the case. A case has one open run of each flow."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "flow_class"], condition=Q(finished=None), name="one_open_process_per_case"
            ),
        ]

    @property
    def goes_on(self) -> bool:
        return Case.objects.filter(pk=self.case_id, status=Case.Status.OPEN).exists()

    def latest(self, node: str) -> Any:
        """The task of `node` that was opened last. Raises Task.DoesNotExist."""
        return self.task_set.filter(flow_task=self.flow_class.instance.node(node)).latest("created")
