"""A finding on its way to a decision: what its flow asks."""

from typing import cast

from cases.models import Case
from workflows.models.process import Process


class FindingProcess(Process):
    class Meta:
        proxy = True

    @property
    def finding_unit_id(self) -> int:
        return cast("Case", self.case).owner_unit_id
