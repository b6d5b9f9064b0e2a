"""One run of a flow: the table that all flows share. Each flow has a proxy with the conditions it asks."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from viewflow.workflow.models import AbstractProcess

from agreements.models import Round
from cases.models import Case


def about_one_thing(name: str) -> models.CheckConstraint:
    """A row is about a case, or about a round: never both, never nothing."""
    one = Q(case__isnull=False, round=None) | Q(case=None, round__isnull=False)
    return models.CheckConstraint(condition=one, name=f"{name}_of_case_or_round")


class Process(AbstractProcess):
    """Who acts next in one case, or in one round of an agreement; what is true it reads from there.

    Either has one open run of each flow. `about` names the one that the flow's proxy is of.
    """

    about: ClassVar[str] = "case"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            about_one_thing("process"),
            models.UniqueConstraint(
                fields=["case", "flow_class"], condition=Q(finished=None), name="one_open_process_per_case"
            ),
            models.UniqueConstraint(
                fields=["round", "flow_class"], condition=Q(finished=None), name="one_open_process_per_round"
            ),
        ]

    @property
    def goes_on(self) -> bool:
        return Case.objects.filter(pk=self.case_id, status=Case.Status.OPEN).exists()

    def latest(self, node: str) -> Any:
        """The task of `node` that was opened last. Raises Task.DoesNotExist."""
        return self.task_set.filter(flow_task=self.flow_class.instance.node(node)).latest("created")
