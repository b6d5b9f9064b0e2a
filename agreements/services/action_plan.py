"""The action plan of an adopted report: what is done about a clause, by whom, until when, and what came of it."""

from datetime import date

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from agreements.errors.agreement import (
    DueTooEarly,
    MeasureDone,
    NotAdopted,
    NotOfThisReport,
    NotYours,
    NoWords,
    OwnerNotInForce,
)
from agreements.models import Clause, Measure, Report, Round
from agreements.permissions import Right, may
from agreements.services.report import lock_report

PLANNED_BY = (Right.LEAD, Right.ASSESS)


@act
def add_measure(
    *, report: Report, clause: Clause, text: str, owner: Assignment, due_on: date, by: Assignment
) -> Measure:
    """A line of the plan. Raises NotYours, NotAdopted, NotOfThisReport, NoWords, OwnerNotInForce, DueTooEarly."""
    report = lock_report(report)
    if not any(may(by, right, report.rule_set) for right in PLANNED_BY):
        raise NotYours
    if report.status != Report.Status.ADOPTED:
        raise NotAdopted
    if clause.version_id != report.version_id:
        raise NotOfThisReport
    if not text.strip():
        raise NoWords
    if not owner.is_in_force:
        raise OwnerNotInForce
    if due_on < timezone.localdate():
        raise DueTooEarly
    return Measure.objects.create(report=report, clause=clause, text=text.strip(), owner=owner, due_on=due_on)


@act
def follow_up_measure(*, measure: Measure, outcome: str, by: Assignment) -> Measure:
    """What came of it, today, said by its owner or who leads the agreement. The last one follows the round up.

    Raises NotYours, MeasureDone, NoWords.
    """
    report = lock_report(measure.report)
    measure = Measure.objects.select_for_update(of=["self"]).get(pk=measure.pk)
    if measure.owner_id != by.pk and not any(may(by, right, report.rule_set) for right in PLANNED_BY):
        raise NotYours
    if measure.done_on is not None:
        raise MeasureDone
    if not outcome.strip():
        raise NoWords(field="outcome")
    measure.done_on, measure.outcome = timezone.localdate(), outcome.strip()
    measure.save(update_fields=["done_on", "outcome"])
    if report.round is not None and not report.measures.filter(done_on=None).exists():
        report.round.status = Round.Status.FOLLOWED_UP
        report.round.save(update_fields=["status"])
    return measure
