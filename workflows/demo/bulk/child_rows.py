"""A child's contact as rows: what its story leaves when it is told through the services."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from cases.models import HealthStep, Instrument, InstrumentAnswers, Programme
from cases.scoring import Proposal, Scoring, score
from cases.selectors.schedule import Planned
from cases.services.person import PersonFacts
from workflows.demo.bulk.case_rows import (
    Register,
    Relation,
    Waiting,
    What,
    write_content,
    write_decision,
    write_fact,
    write_finding,
    write_person,
)
from workflows.demo.bulk.child import Asked, Child, Decision, Visit
from workflows.demo.bulk.contact_rows import Told, write_contact, write_ending, write_step
from workflows.demo.bulk.rows import Rows


@dataclass(frozen=True, slots=True)
class Definitions:
    """Read once for all children."""

    programme: Programme
    instruments: dict[str, Instrument]
    scorings: dict[str, Scoring]


@dataclass(slots=True)
class _Story:
    """What is carried from act to act while a child is written."""

    rows: Rows
    register: Register
    child: Child
    told: Told
    missed: int = 0
    found: set[tuple[UUID | None, str]] = field(default_factory=set)
    to_decide: list[tuple[Decision, Waiting]] = field(default_factory=list)


def write_child(rows: Rows, register: Register, child: Child, schedule: list[Planned], known: Definitions) -> None:
    """Everything of one child. `schedule`: every planned step, in the order of the programme."""
    by = child.by
    rows.begin(child.enrolled_at, by)
    register.persons.clear()
    told = write_contact(rows, register, child.facts, known.programme, schedule, by, child.days_at_birth)
    for facts in child.parents:
        told.written.people.append(write_person(rows, register, told.case, facts, Relation.PARENT, by))
    story = _Story(rows, register, child, told)
    for act in child.acts:
        rows.begin(act.at, by)
        if isinstance(act, Visit):
            _visit(story, act)
        else:
            _asked(story, act, known)
    if child.ended_at is not None:
        rows.begin(child.ended_at, by)
        write_ending(rows, told, child.ending, by)
    for decision, waiting in story.to_decide:
        rows.begin(decision.at, by)
        write_decision(rows, waiting, decision.action, decision.text, by)


def _visit(story: _Story, act: Visit) -> None:
    row = write_step(story.rows, story.told, act.planned, act.done, story.child.by)
    if act.done.outcome != HealthStep.Outcome.MISSED:
        return
    story.missed += 1
    if story.missed >= act.planned.step.version.missed_limit:
        _find(story, act, story.child.facts, Proposal.MISSED_VISITS, row["id"])


def _asked(story: _Story, act: Asked, known: Definitions) -> None:
    by, case, instrument = story.child.by, story.told.case, known.instruments[act.instrument]
    whose = story.told.subject if act.whose is None else story.told.written.people[act.whose]
    facts = story.child.facts if act.whose is None else story.child.parents[act.whose]
    result, on = score(known.scorings[act.instrument], act.answers), timezone.localdate(act.at)
    row = write_content(
        story.rows,
        InstrumentAnswers,
        case,
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
    write_fact(
        story.rows,
        What.ASKED,
        case,
        by,
        code=instrument.slug,
        origin=row["id"],
        happened=on,
        step=act.planned.step,
    )
    for proposal in result.proposes:
        _find(story, act, facts, Proposal(proposal), row["id"])


def _find(story: _Story, act: Visit | Asked, facts: PersonFacts, proposal: Proposal, origin: UUID) -> None:
    """Once from each row, and of missed visits once: the decision comes later."""
    key = (None if proposal == Proposal.MISSED_VISITS else origin, proposal)
    if key in story.found:
        return
    story.found.add(key)
    waiting = write_finding(
        story.rows,
        story.register,
        facts,
        proposal,
        story.child.by,
        origin_case=story.told.case["id"],
        origin=origin,
        found_on=timezone.localdate(act.at),
        waits=act.decision is None,
    )
    if act.decision is not None:
        story.to_decide.append((act.decision, waiting))
