"""A patient of addiction care: enrolled with the questions that are then asked, and the contact's end with them."""

from datetime import date
from typing import TypedDict, Unpack

from accounts.acting import act
from accounts.models import Assignment
from cases.ages import CountsFrom
from cases.models import Case, HealthContact, HealthStep, Programme
from cases.selectors.health import schedule_of
from cases.services import health as cases
from cases.services.health import Done
from cases.services.person import PersonFacts
from workflows.models.step import Step
from workflows.services.process import end_plan_process, holding_process, start_process

# The programme's step that is done when a task is: nobody writes the same thing twice.
STEPS = {
    Step.ASK_PARENTHOOD: "children-asked",
    Step.ASSESS_CHILD: "parenthood-talk",
    Step.REVIEW_PARENTHOOD: "parenthood-review",
}


class More(TypedDict, total=False):
    """What else cases.services.health.enrol takes."""

    carried_by: PersonFacts | None
    days_at_birth: int | None
    enrolled_on: date | None
    follows: HealthContact | None


@act
def enrol(*, programme: Programme, subject: PersonFacts, by: Assignment, **more: Unpack[More]) -> Case:
    """As in cases; an adult patient is then asked about children, within its clock. Raises as in cases."""
    case = cases.enrol(programme=programme, subject=subject, by=by, **more)
    if case.kind == Case.Kind.ADDICTION_CARE:
        start_process(case=case, by=by)
    return case


@act
def end_contact(*, case: Case, ending: HealthContact.Ending, ended_on: date, by: Assignment) -> HealthContact:
    """As in cases; what was still to be asked of a patient is not any more. Raises as in cases."""
    with holding_process(case, by=by, what="end_contact"):
        contact = cases.end_contact(case=case, ending=ending, ended_on=ended_on, by=by)
        end_plan_process(case=case, by=by)
    return contact


@act
def record_programme_step(*, case: Case, task: Step, on: date, by: Assignment) -> HealthStep | None:
    """The step of the programme that the task is; None where it is recorded, or not on the patient's schedule."""
    planned = next((each for each in schedule_of(case, by) if each.step.key == STEPS[task]), None)
    if planned is None or planned.step.counts_from != CountsFrom.ENROLMENT:
        return None
    if planned.row is not None and planned.row.outcome != HealthStep.Outcome.MISSED:
        return None
    done = Done(outcome=HealthStep.Outcome.DONE, happened_on=on)
    return cases.record_step(case=case, step=planned.step, done=done, by=by)
