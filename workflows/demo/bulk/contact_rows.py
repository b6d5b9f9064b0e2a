"""A contact on a programme and its steps as rows: as cases.services.health leaves them."""

from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case, HealthContact, HealthStep, Programme, ProgrammeStep
from cases.selectors.schedule import Planned, next_planned
from cases.services.enrolment import KINDS
from cases.services.fact import end_of
from cases.services.health import MEASURES, Done
from cases.services.person import PersonFacts
from workflows.demo.bulk.case_rows import Register, What, Written, change_content, write_case, write_content, write_fact
from workflows.demo.bulk.rows import Rows, Values

Outcome = HealthStep.Outcome


@dataclass(slots=True)
class Told:
    """A contact so far: `waiting` are the steps that nothing has come of, `steps` the rows of the others by key."""

    written: Written
    contact: Values
    waiting: list[Planned]
    steps: dict[str, Values] = field(default_factory=dict)

    @property
    def case(self) -> Values:
        return self.written.case

    @property
    def subject(self) -> Values:
        return self.written.subject


def write_contact(
    rows: Rows,
    register: Register,
    facts: PersonFacts,
    programme: Programme,
    schedule: list[Planned],
    by: Assignment,
    days_at_birth: int | None = None,
) -> Told:
    """As enrol does it. `schedule`: every planned step of whom it is about."""
    kind, on = KINDS[Programme.About(programme.about)], timezone.localdate(rows.at)
    written = write_case(rows, register, facts, kind, by)
    contact = rows.add(
        HealthContact,
        case_id=written.case["id"],
        unit_id=by.unit_id,
        programme_id=programme.pk,
        enrolled_on=on,
        days_at_birth=days_at_birth,
    )
    write_fact(rows, What.ENROLLED, written.case, by, code=kind.value, happened=on)
    told = Told(written, contact, list(schedule))
    _plan(rows, told, by)
    _renew_next(rows, told)
    return told


def write_step(rows: Rows, told: Told, planned: Planned, done: Done, by: Assignment) -> Values:
    """As record_step does it."""
    row = told.steps.get(planned.step.key)
    is_missed = done.outcome == Outcome.MISSED
    earlier = row["missed_on"] if row else []
    values: Values = {
        "outcome": done.outcome.value,
        "happened_on": done.happened_on,
        "ticked": list(done.ticked),
        "text": done.text,
        "missed_on": [*earlier, *([done.happened_on] if is_missed else [])],
    } | {name: done.measures.get(name) for name in MEASURES}
    if row is None:
        values |= {"step_id": planned.step.pk}
        row = write_content(rows, HealthStep, told.case, by, topic="health", about=told.subject, **values)
        told.steps[planned.step.key] = row
    else:
        change_content(rows, HealthStep, row, by, **values)
    write_fact(
        rows,
        What.STEP_RECORDED,
        told.case,
        by,
        code=done.outcome.value,
        origin=row["id"],
        happened=done.happened_on,
        due_at=end_of(planned.last),
        step=planned.step,
    )
    if not is_missed:
        told.waiting.remove(planned)
    _renew_next(rows, told)
    return row


def write_ending(rows: Rows, told: Told, ending: HealthContact.Ending, by: Assignment) -> None:
    """As end_contact does it."""
    on = timezone.localdate(rows.at)
    nothing = dict.fromkeys(("next_step_id", "next_from", "next_to"))
    rows.change(HealthContact, told.contact, ending=ending.value, ended_on=on, **nothing)
    closed = {"status": Case.Status.CLOSED.value, "closed_at": rows.at}
    rows.change(Case, told.case, closure_reason=Case.ClosureReason.CONTACT_ENDED.value, **closed)
    write_fact(rows, What.CONTACT_ENDED, told.case, by, code=ending.value, happened=on)


def _plan(rows: Rows, told: Told, by: Assignment) -> None:
    """As plan_steps does it, of a contact that begins with nothing done elsewhere."""
    today = timezone.localdate(rows.at)
    for each in told.waiting:
        if each.step.level == ProgrammeStep.Level.ALL and each.last >= today:
            write_fact(rows, What.STEP_PLANNED, told.case, by, due_at=end_of(each.last), step=each.step)


def _renew_next(rows: Rows, told: Told) -> None:
    planned = next_planned(told.waiting)
    rows.change(
        HealthContact,
        told.contact,
        next_step_id=planned.step.pk if planned else None,
        next_from=planned.first if planned else None,
        next_to=planned.last if planned else None,
    )
