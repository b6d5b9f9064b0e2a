"""A child's contact as rows: what its story leaves when it is told through the services."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from cases.models import Case, HealthContact, HealthStep, Instrument, InstrumentAnswers, Programme
from cases.scoring import Proposal, Scoring, score
from cases.selectors.schedule import Planned, next_planned
from cases.services.fact import end_of
from cases.services.person import PersonFacts
from workflows.demo.bulk.case_rows import (
    Register,
    Relation,
    Waiting,
    What,
    Written,
    change_content,
    write_case,
    write_content,
    write_decision,
    write_fact,
    write_finding,
    write_person,
)
from workflows.demo.bulk.child import Asked, Child, Decision, Visit
from workflows.demo.bulk.rows import Rows, Values
from workflows.services.health import MISSED_TOO_OFTEN

Outcome = HealthStep.Outcome


@dataclass(slots=True)
class Definitions:
    """Read once for all children."""

    programme: Programme
    instruments: dict[str, Instrument]
    scorings: dict[str, Scoring]


@dataclass(slots=True)
class _Told:
    written: Written
    contact: Values
    waiting: list[Planned]
    steps: dict[str, Values] = field(default_factory=dict)
    missed: int = 0
    found: set[tuple[UUID, str]] = field(default_factory=set)
    to_decide: list[tuple[Decision, Waiting]] = field(default_factory=list)


def write_child(rows: Rows, register: Register, child: Child, schedule: list[Planned], known: Definitions) -> None:
    """Everything of one child. `schedule`: every planned step, in the order of the programme."""
    by = child.by
    rows.begin(child.enrolled_at, by)
    register.persons.clear()
    told = _enrolled(rows, register, child, schedule, known)
    for facts in child.parents:
        told.written.people.append(write_person(rows, register, told.written.case, facts, Relation.PARENT, by))
    for act in child.acts:
        rows.begin(act.at, by)
        if isinstance(act, Visit):
            _visit(rows, register, act, child, told)
        else:
            _asked(rows, register, act, child, told, known)
    if child.ended_at is not None:
        rows.begin(child.ended_at, by)
        _end(rows, child, told)
    for decision, waiting in told.to_decide:
        rows.begin(decision.at, by)
        write_decision(rows, waiting, decision.action, decision.text, by)


def _enrolled(rows: Rows, register: Register, child: Child, schedule: list[Planned], known: Definitions) -> _Told:
    by, enrolled_on = child.by, timezone.localdate(child.enrolled_at)
    written = write_case(rows, register, child.facts, Case.Kind.CHILD_HEALTH, by)
    contact = rows.add(
        HealthContact,
        case_id=written.case["id"],
        unit_id=by.unit_id,
        programme_id=known.programme.pk,
        enrolled_on=enrolled_on,
        days_at_birth=child.days_at_birth,
    )
    write_fact(rows, What.ENROLLED, written.case, by, code=Case.Kind.CHILD_HEALTH.value, happened=enrolled_on)
    told = _Told(written, contact, list(schedule))
    _renew_next(rows, told)
    return told


def _renew_next(rows: Rows, told: _Told) -> None:
    planned = next_planned(told.waiting)
    rows.change(
        HealthContact,
        told.contact,
        next_step_id=planned.step.pk if planned else None,
        next_from=planned.first if planned else None,
        next_to=planned.last if planned else None,
    )


def _visit(rows: Rows, register: Register, act: Visit, child: Child, told: _Told) -> None:
    by, done, step = child.by, act.done, act.planned.step
    row = told.steps.get(step.key)
    is_missed = done.outcome == Outcome.MISSED
    earlier = row["missed_on"] if row else []
    values = {
        "outcome": done.outcome.value,
        "happened_on": done.happened_on,
        "ticked": list(done.ticked),
        "text": done.text,
        "weight": done.measures.get("weight"),
        "length": done.measures.get("length"),
        "head": done.measures.get("head"),
        "missed_on": [*earlier, *([done.happened_on] if is_missed else [])],
    }
    case, subject = told.written.case, told.written.subject
    if row is None:
        row = write_content(rows, HealthStep, case, by, topic="health", about=subject, step_id=step.pk, **values)
        told.steps[step.key] = row
    else:
        change_content(rows, HealthStep, row, by, **values)
    write_fact(
        rows,
        What.STEP_RECORDED,
        case,
        by,
        code=done.outcome.value,
        origin=row["id"],
        happened=done.happened_on,
        due_at=end_of(act.planned.last),
    )
    if is_missed:
        told.missed += 1
    else:
        told.waiting.remove(act.planned)
    _renew_next(rows, told)
    if is_missed and told.missed >= MISSED_TOO_OFTEN:
        _find(rows, register, act, child.facts, Proposal.MISSED_VISITS, row["id"], child, told)


def _asked(
    rows: Rows, register: Register, act: Asked, child: Child, told: _Told, known: Definitions
) -> None:
    by, instrument = child.by, known.instruments[act.instrument]
    whose = told.written.subject if act.whose is None else told.written.people[act.whose]
    facts = child.facts if act.whose is None else child.parents[act.whose]
    result, on = score(known.scorings[act.instrument], act.answers), timezone.localdate(act.at)
    row = write_content(
        rows,
        InstrumentAnswers,
        told.written.case,
        by,
        topic=instrument.topic,
        about=whose,
        instrument_id=instrument.pk,
        step_id=act.planned.step.pk,
        taken_on=on,
        answers={str(number): points for number, points in sorted(act.answers.items())},
        total=result.total if instrument.has_sum else None,
        proposes=list(result.proposes),
    )
    write_fact(rows, What.ASKED, told.written.case, by, code=instrument.slug, origin=row["id"], happened=on)
    for proposal in result.proposes:
        _find(rows, register, act, facts, Proposal(proposal), row["id"], child, told)


def _find(
    rows: Rows,
    register: Register,
    act: Visit | Asked,
    facts: PersonFacts,
    proposal: Proposal,
    origin: UUID,
    child: Child,
    told: _Told,
) -> None:
    """Once from each row; the decision comes later."""
    if (origin, proposal) in told.found:
        return
    told.found.add((origin, proposal))
    waiting = write_finding(
        rows,
        register,
        facts,
        proposal,
        child.by,
        origin_case=told.written.case["id"],
        origin=origin,
        found_on=timezone.localdate(act.at),
        waits=act.decision is None,
    )
    if act.decision is not None:
        told.to_decide.append((act.decision, waiting))


def _end(rows: Rows, child: Child, told: _Told) -> None:
    """As end_contact does it."""
    on, by = timezone.localdate(rows.at), child.by
    nothing = dict.fromkeys(("next_step_id", "next_from", "next_to"))
    rows.change(HealthContact, told.contact, ending=child.ending.value, ended_on=on, **nothing)
    rows.change(
        Case,
        told.written.case,
        status=Case.Status.CLOSED.value,
        closed_at=rows.at,
        closure_reason=Case.ClosureReason.CONTACT_ENDED.value,
    )
    write_fact(rows, What.CONTACT_ENDED, told.written.case, by, code=child.ending.value, happened=on)


