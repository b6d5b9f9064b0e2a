"""A consultation on its way from question to answer: the case without a person, and whom its flow asks."""

from typing import cast

from cases.models import Case
from cases.selectors.consultation import asked_units
from workflows.models.process import Process


class ConsultationProcess(Process):
    """All of it is read from tables that every unit in the case sees."""

    class Meta:
        proxy = True

    @property
    def of_case(self) -> Case:
        """The case, which a run of this flow always has."""
        return cast("Case", self.case)

    @property
    def asking_unit_id(self) -> int:
        return self.of_case.owner_unit_id

    @property
    def asked_units(self) -> list[int]:
        """Keys of the units that were asked and still are in the case."""
        return asked_units(self.of_case)
