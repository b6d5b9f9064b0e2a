"""A received report of concern on its way, and what its reporter asks or adds later: what their flows ask of it."""

from datetime import datetime
from typing import cast

from django.utils import timezone

from agreements.selectors.clock import clock_in_force
from agreements.working_days import add_length
from cases.models import Case, IntakeDecision, ReportReceipt
from workflows.models.process import Process


class IntakeProcess(Process):
    """All of them are about a received report, and are of the unit that owns it."""

    class Meta:
        proxy = True

    @property
    def of_case(self) -> Case:
        """The case, which a run of these flows always has."""
        return cast("Case", self.case)

    @property
    def receiving_unit_id(self) -> int:
        return self.of_case.owner_unit_id

    def decision(self, kind: IntakeDecision.Kind) -> IntakeDecision | None:
        return IntakeDecision.objects.filter(case_id=self.case_id, kind=kind).first()


class ConcernReportProcess(IntakeProcess):
    class Meta:
        proxy = True

    @property
    def received_at(self) -> datetime:
        """When the report itself came in, from which the law counts; not when a step of it was opened."""
        return self.of_case.opened_at

    @property
    def is_opened(self) -> bool:
        decision = self.decision(IntakeDecision.Kind.OPENING)
        return decision is not None and decision.code == IntakeDecision.Code.OPENED


class ReporterFeedbackProcess(IntakeProcess):
    """The reporter has asked, and there is a decision to tell of (SoL 2025:400 19 kap. 6 §)."""

    class Meta:
        proxy = True

    @property
    def opening(self) -> IntakeDecision:
        return IntakeDecision.objects.get(case_id=self.case_id, kind=IntakeDecision.Kind.OPENING)

    @property
    def requested_at(self) -> datetime:
        asked = ReportReceipt.objects.values_list("feedback_requested_at", flat=True)
        return cast("datetime", asked.get(intake_id=self.case_id))

    @property
    def is_at_once(self) -> bool:
        """Asked after the week that follows the decision, or an investigation was running already."""
        if self.opening.code == IntakeDecision.Code.ALREADY_RUNNING:
            return True
        week = clock_in_force("reporter_feedback", timezone.localdate(self.opening.decided_at))
        end = add_length(self.opening.decided_at, week.length, week.unit, roll_forward=week.roll_forward)
        return self.requested_at >= end.at

    @property
    def clock_key(self) -> str:
        return "reporter_feedback_late" if self.is_at_once else "reporter_feedback"

    @property
    def counts_from(self) -> datetime:
        """The decision; or where it is at once, what came last of decision and request."""
        decided = self.opening.decided_at
        return max(decided, self.requested_at) if self.is_at_once else decided


class AdditionProcess(IntakeProcess):
    """The reporter has corrected or added something, also where the case is closed by then."""

    class Meta:
        proxy = True
