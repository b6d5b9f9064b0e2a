"""A patient of addiction care as a parent: a task that is done is the step of the programme too."""

from datetime import date

from accounts.acting import act
from accounts.models import Assignment
from cases.ages import CountsFrom
from cases.models import Case, HealthStep
from cases.selectors.health import schedule_of
from cases.services import health as cases
from cases.services.health import Done
from workflows.models.step import Step

# The programme's step that is done when a task is: nobody writes the same thing twice.
STEPS = {
    Step.ASK_PARENTHOOD: "children-asked",
    Step.ASSESS_CHILD: "parenthood-talk",
    Step.REVIEW_PARENTHOOD: "parenthood-review",
}


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
