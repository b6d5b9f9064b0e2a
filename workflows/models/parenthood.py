"""A patient as a parent, asked again and again until the contact ends: what its flow asks."""

from datetime import date
from typing import cast

from django.utils import timezone

from cases.models import Case, Parenthood
from cases.models.parenthood import Asked
from workflows.models.process import Process


class ParenthoodProcess(Process):
    class Meta:
        proxy = True

    @property
    def clinic_unit_id(self) -> int:
        return cast("Case", self.case).owner_unit_id

    @property
    def record(self) -> Parenthood:
        """As the acting unit reads it, which is the clinic's own."""
        return Parenthood.objects.get(case_id=self.case_id)

    @property
    def is_to_be_assessed(self) -> bool:
        """There are children, and it has not been assessed together with the questions that were just asked."""
        record = self.record
        return record.children == Asked.YES and record.protection_on != timezone.localdate()

    @property
    def next_review(self) -> date | None:
        """The chosen day; None where none is, or it has been used up: then the clock counts."""
        chosen = self.record.next_review
        return chosen if chosen and chosen > timezone.localdate() else None
