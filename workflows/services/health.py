"""Recording at a clinic, with what follows from it: a finding for somebody to decide about, never anything sent."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case, CasePerson, Finding, HealthStep, Instrument, InstrumentAnswers, ProgrammeStep
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.selectors.health import findings_from, missed_days
from cases.services import health as cases
from cases.services import instrument as instruments
from cases.services.finding import open_finding
from workflows.services.process import start_process


class Answered(TypedDict, total=False):
    """What else cases.services.instrument.save_answers takes."""

    step: ProgrammeStep | None
    row: InstrumentAnswers | None
    edition: int


@act
def record_step(*, case: Case, step: ProgrammeStep, done: cases.Done, by: Assignment) -> HealthStep:
    """As in cases; too many missed visits are a finding. Raises as in cases."""
    row = cases.record_step(case=case, step=step, done=done, by=by)
    find_missed(row, by)
    return row


@act
def change_step(*, row: HealthStep, done: cases.Done, reason: str, edition: int, by: Assignment) -> HealthStep:
    """As in cases; a finding that it no longer proposes stays until somebody has decided. Raises as in cases."""
    before = len(missed_days(row.case, by))
    row = cases.change_step(row=row, done=done, reason=reason, edition=edition, by=by)
    if len(missed_days(row.case, by)) > before:
        find_missed(row, by)
    return row


def find_missed(row: HealthStep, by: Assignment) -> None:
    """A finding of missed visits, once they are as many as the programme says and none waits for its decision."""
    case, kind = row.case, Proposal.MISSED_VISITS
    too_often = len(missed_days(case, by)) >= row.step.version.missed_limit
    if row.outcome != HealthStep.Outcome.MISSED or not too_often:
        return
    if any(each.proposal == kind and not each.action for each in findings_from(case, by)):
        return
    subject = subject_of(case, by)
    about = (subject.carried_by or subject) if subject and subject.is_unborn else subject
    if about is not None:
        day = row.happened_on
        find(case=case, about=about, proposal=kind, origin=row.pk, on=day, by=by, happens_again=True)


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
    return row, find_proposed(row, by)


@act
def correct_answers(
    *, row: InstrumentAnswers, answers: dict[int, int], taken_on: date, reason: str, edition: int, by: Assignment
) -> tuple[InstrumentAnswers, list[Finding]]:
    """As in cases; what they newly propose opens a finding, one they no longer propose stays. Raises as in cases."""
    row = instruments.correct_answers(
        row=row, answers=answers, taken_on=taken_on, reason=reason, edition=edition, by=by
    )
    return row, find_proposed(row, by)


def find_proposed(row: InstrumentAnswers, by: Assignment) -> list[Finding]:
    """A finding of each proposal that the answers have not led to before."""
    found = [
        find(case=row.case, about=row.about, proposal=Proposal(each), origin=row.pk, on=row.taken_on, by=by)
        for each in row.proposes
    ]
    return [each for each in found if each is not None]


@act
def find(
    *,
    case: Case,
    about: CasePerson,
    proposal: Proposal,
    origin: UUID,
    on: date,
    by: Assignment,
    happens_again: bool = False,
) -> Finding | None:
    """A finding with its task and clock; None where open_finding opens none."""
    finding = open_finding(
        case=case, about=about, proposal=proposal, origin=origin, found_on=on, by=by, happens_again=happens_again
    )
    if finding is not None:
        start_process(case=finding.case, by=by)
    return finding
