"""The rows of a case about one person, and of what is found there, as cases.services and the flow leave them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import Assignment
from cases.identity import NumberKind
from cases.models import Case, CasePerson, Fact, Finding, NameToken, Participation, Person, ProgrammeStep
from cases.names import name_tokens
from cases.scoring import Proposal
from cases.services.case import PREFIX
from cases.services.fact import moment_of
from cases.services.finding import TOPICS
from cases.services.person import PersonFacts, described
from workflows.demo.bulk.flow_rows import Opened, begin_process, end_process, end_task, open_task
from workflows.demo.bulk.rows import Rows, Values
from workflows.flows.finding import FindingFlow
from workflows.models import Outcome

What = Fact.What
Relation = CasePerson.Relation


@dataclass(slots=True)
class Written:
    """A case with what later acts in it need: the subject, everybody else, and the persons by number."""

    case: Values
    subject: Values
    people: list[Values] = field(default_factory=list)


@dataclass(slots=True)
class Register:
    """Running numbers of cases, as the database hands them out, and the persons of one family by number."""

    numbers: Any
    persons: dict[str, Values] = field(default_factory=dict)


def write_case(rows: Rows, register: Register, facts: PersonFacts, kind: Case.Kind, by: Assignment) -> Written:
    """As open_case does it."""
    number = f"{PREFIX[kind]} {timezone.localdate(rows.at).year}-{next(register.numbers):04d}"
    case = rows.add(Case, kind=kind.value, number=number, owner_unit_id=by.unit_id, opened_at=rows.at)
    for user in (by.user_id, None) if by.unit.is_closed else (None,):
        rows.add(
            Participation,
            case_id=case["id"],
            unit_id=by.unit_id,
            user_id=user,
            role=Participation.Role.OWNER.value,
            reason=Participation.Reason.OPENED.value,
            valid_from=rows.at,
        )
    subject = write_person(rows, register, case, facts, Relation.SUBJECT, by)
    write_fact(rows, What.CASE_OPENED, case, by, code=kind.value)
    return Written(case, subject)


def write_person(
    rows: Rows, register: Register, case: Values, facts: PersonFacts, relation: CasePerson.Relation, by: Assignment
) -> Values:
    """As add_case_person does it."""
    row = rows.add(
        CasePerson,
        case_id=case["id"],
        provider_id=by.unit.provider_id,
        person_id=_registered(rows, register, facts, by),
        relation=relation.value,
        **described(facts),
    )
    for token in name_tokens(facts.given_name, facts.family_name):
        rows.add(NameToken, case_id=case["id"], provider_id=by.unit.provider_id, case_person_id=row["id"], token=token)
    return row


def _registered(rows: Rows, register: Register, facts: PersonFacts, by: Assignment) -> UUID:
    """As register_person does it: one row of a number, and each time a row of history, of the moment it is written."""
    value, kind = (facts.number.value, NumberKind(facts.number.kind).value) if facts.number else ("", "")
    known = register.persons.get(value) if value else None
    if known is None:
        known = rows.add_untold(Person, provider_id=by.unit.provider_id, number=value, number_kind=kind)
        if value:
            register.persons[value] = known
    rows.remember(Person, known, "+", at=timezone.now())
    return known["id"]


def write_fact(  # as many as record_fact takes
    rows: Rows,
    what: Fact.What,
    case: Values,
    by: Assignment,
    *,
    code: str = "",
    origin: UUID | None = None,
    happened: date | None = None,
    due_at: datetime | None = None,
    step: ProgrammeStep | None = None,
) -> None:
    """As record_fact does it."""
    rows.add(
        Fact,
        what=what.value,
        code=code,
        case_id=case["id"],
        unit_id=by.unit_id,
        provider_id=by.unit.provider_id,
        origin=origin,
        due_at=due_at,
        step_id=step.pk if step else None,
        happened_at=moment_of(happened, rows.at),
        registered_at=rows.at,
    )


def write_content(
    rows: Rows, model: Any, case: Values, by: Assignment, *, topic: str, about: Values, **values: Any
) -> Values:
    """As new_content does it."""
    return rows.add(
        model,
        case_id=case["id"],
        owner_unit_id=by.unit_id,
        owner_provider_id=by.unit.provider_id,
        topic=topic,
        about_id=about["id"],
        written_by_id=by.user_id,
        **values,
    )


def change_content(rows: Rows, model: Any, row: Values, by: Assignment, **values: Any) -> None:
    """As the service of that name does it."""
    edition = row["edition"] + 1
    rows.change(model, row, edition=edition, written_by_id=by.user_id, written_at=rows.at, **values)


@dataclass(slots=True)
class Waiting:
    """A finding that somebody has to decide about, with the task that ends when it is."""

    case: Values
    finding: Values
    task: Opened


def write_finding(
    rows: Rows,
    register: Register,
    facts: PersonFacts,
    proposal: Proposal,
    by: Assignment,
    *,
    origin_case: UUID,
    origin: UUID,
    found_on: date,
    waits: bool,
) -> Waiting:
    """As open_finding does it, and the flow that begins with it; where it `waits` still today it is in an inbox."""
    own = write_case(rows, register, facts, Case.Kind.FINDING, by)
    topic = TOPICS.get(proposal, "health")
    finding = write_content(
        rows,
        Finding,
        own.case,
        by,
        topic=str(topic),
        about=own.subject,
        proposal=proposal.value,
        origin_case=origin_case,
        origin=origin,
        found_on=found_on,
    )
    write_fact(rows, What.FOUND, own.case, by, code=proposal.value, origin=finding["id"], happened=found_on)
    flow = FindingFlow.instance
    first = begin_process(rows, own.case, FindingFlow, flow.found, by)
    task = open_task(rows, first, flow.decide_finding, by, waits=waits)
    return Waiting(own.case, finding, task)


def write_decision(rows: Rows, waiting: Waiting, action: Finding.Action, text: str, by: Assignment) -> None:
    """As decide_finding does it within complete_task: the task, its flow and the case end."""
    case, due_at = waiting.case, waiting.task.deadline["due_at"]
    decided = {"action": action.value, "text": text, "decided_at": rows.at}
    change_content(rows, Finding, waiting.finding, by, **decided)
    closed = {"status": Case.Status.CLOSED.value, "closed_at": rows.at}
    rows.change(Case, case, closure_reason=Case.ClosureReason.DECIDED.value, **closed)
    write_fact(rows, What.FINDING_DECIDED, case, by, code=action.value, origin=waiting.finding["id"], due_at=due_at)
    end_task(rows, waiting.task, Outcome.DECIDED, by)
    end_process(rows, waiting.task, FindingFlow.instance.closed)
