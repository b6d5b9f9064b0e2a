"""Recording at a clinic, with what follows from it: a finding for somebody to decide about, never anything sent."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case, CasePerson, Finding, HealthStep, Instrument, InstrumentAnswers, ProgrammeStep
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.selectors.health import missed_days
from cases.services import health as cases
from cases.services import instrument as instruments
from cases.services.finding import open_finding
from workflows.services.process import start_process

# From the second on somebody has to decide what to do about missed visits (domain.md 3.4).
MISSED_TOO_OFTEN = 2


class Answered(TypedDict, total=False):
    """What else cases.services.instrument.save_answers takes."""

    step: ProgrammeStep | None
    row: InstrumentAnswers | None
    edition: int


@act
def record_step(*, case: Case, step: ProgrammeStep, done: cases.Done, by: Assignment) -> HealthStep:
    """As in cases; a visit missed for the second time is a finding. Raises as in cases."""
    row = cases.record_step(case=case, step=step, done=done, by=by)
    if row.outcome == HealthStep.Outcome.MISSED and len(missed_days(case, by)) >= MISSED_TOO_OFTEN:
        subject = subject_of(case, by)
        about = (subject.carried_by or subject) if subject and subject.is_unborn else subject
        if about is not None:
            find(case=case, about=about, proposal=Proposal.MISSED_VISITS, origin=row.pk, on=done.happened_on, by=by)
    return row


@act
def save_answers(
    *,
    case: Case,
    about: CasePerson,
    instrument: Instrument,
    answers: dict[int, int],
    taken_on: date,
    by: Assignment,
    **more: Unpack[Answered],
) -> tuple[InstrumentAnswers, list[Finding]]:
    """As in cases; each proposal opens a finding once, and a person decides. Raises as in cases."""
    row = instruments.save_answers(
        case=case, about=about, instrument=instrument, answers=answers, taken_on=taken_on, by=by, **more
    )
    found = [
        find(case=case, about=about, proposal=Proposal(each), origin=row.pk, on=taken_on, by=by)
        for each in row.proposes
    ]
    return row, [each for each in found if each is not None]


@act
def find(
    *, case: Case, about: CasePerson, proposal: Proposal, origin: UUID, on: date, by: Assignment
) -> Finding | None:
    """A finding with its task and clock; None where the same row has led to it before."""
    finding = open_finding(case=case, about=about, proposal=proposal, origin=origin, found_on=on, by=by)
    if finding is not None:
        start_process(case=finding.case, by=by)
    return finding
