"""A contact of the nurse's clinic that somebody has been found in: data that could leak."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case, CasePerson, Finding, Instrument, InstrumentAnswers, Topic
from cases.services.finding import decide_finding, note_consequence
from cases.services.person import PersonFacts
from cases.services.referral import open_referral
from tests.cases.contact import done, enrolled_child, parent_in, step
from tests.cast import Cast, acting_as
from workflows.models import Outcome
from workflows.selectors.task import open_tasks_of
from workflows.services.health import record_step, save_answers
from workflows.services.process import start_process
from workflows.services.task import complete_task

LOW = dict.fromkeys(range(1, 11), 0) | dict.fromkeys(range(1, 8), 2)


@dataclass(frozen=True, slots=True)
class Visited:
    contact: Case
    parent: CasePerson
    finding: Finding
    answers: InstrumentAnswers


def visited(cast: Cast) -> Visited:
    """A child of six weeks, seen; the parent's EPDS led to a finding that waits."""
    by = cast.nurse
    contact = enrolled_child(by)
    parent = parent_in(contact, by)
    with acting_as(by):
        record_step(
            case=contact, step=step("visit-6-8-weeks"), done=done(text="Seen.", measures={"weight": 4760}), by=by
        )
        answers, [finding] = save_answers(
            case=contact,
            about=parent,
            instrument=Instrument.objects.get(slug="epds"),
            answers=LOW,
            taken_on=timezone.localdate(),
            by=by,
        )
    return Visited(contact, parent, finding, answers)


@dataclass(frozen=True, slots=True)
class Pursued:
    visited: Visited
    referral: Case


def pursued(cast: Cast) -> Pursued:
    """Another such child; a referral was decided about the finding, and is being written."""
    by, told = cast.nurse, visited(cast)
    decide(told.finding, Finding.Action.REFERRAL, by, text="Wants to meet a psychologist.")
    with acting_as(by):
        case = open_referral(
            kind=Case.Kind.REFERRAL,
            topic=Topic.MENTAL_HEALTH,
            subject=PersonFacts(given_name="Kim", birth_date=date(1994, 5, 4)),
            by=by,
        )
        start_process(case=case, by=by)
        note_consequence(finding=told.finding.case, led_to=case, by=by)
    return Pursued(told, case)


def decide(finding: Finding, action: Finding.Action, by: Assignment, text: str = "") -> Finding:
    """As the page of the task does."""
    with acting_as(by):
        [task] = open_tasks_of(finding.case)
        row = Finding.objects.get(pk=finding.pk)

        def do() -> Outcome:
            decide_finding(row=row, action=action, text=text, edition=row.edition, by=by)
            return Outcome.DECIDED

        complete_task(task=task, do=do, by=by)
        return Finding.objects.get(pk=finding.pk)
