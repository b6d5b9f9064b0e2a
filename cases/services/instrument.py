"""Somebody's answers to an instrument: computed here, never in the browser, and kept as partial while they are."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CasePerson, Instrument, InstrumentAnswers, ProgrammeStep
from cases.scoring import WrongAnswer, score
from cases.services.content import change_content, new_content
from cases.services.fact import What, record_fact
from cases.services.guards import lock_case, reason_of, require_born, require_open


@act
def save_answers(
    *,
    case: Case,
    about: CasePerson,
    instrument: Instrument,
    answers: Mapping[int, int],
    taken_on: date,
    by: Assignment,
    step: ProgrammeStep | None = None,
    row: InstrumentAnswers | None = None,
    edition: int = 0,
    correction: str = "",
) -> InstrumentAnswers:
    """Item number → points. `row` at `edition`, where they were begun before; `correction`: why they are changed.

    `proposes` of what comes back is for findings: it proposes, and opens none by itself. Raises CaseError for an
    answer that the instrument does not have (at the item's field, `item_4`), one about a person of another case, a
    day to come or before the birth; StaleText, CaseClosed.
    """
    lock_case(case)
    require_open(case)
    if about.case_id != case.pk or about.provider_id != by.unit.provider_id:
        raise CaseError(_("Choose whose answers they are."), field="about")
    if taken_on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="taken_on")
    require_born(about, taken_on, field="taken_on")
    try:
        result = score(instrument.scoring, answers)
    except WrongAnswer as wrong:
        raise CaseError(_("There is no such answer to this question."), field=f"item_{wrong.item}") from wrong
    values = {
        "answers": {str(number): points for number, points in sorted(answers.items())},
        "total": result.total if instrument.has_sum else None,
        "proposes": list(result.proposes),
        "taken_on": taken_on,
    }
    if row is None:
        words = {"instrument": instrument, "step": step} | values
        row = new_content(InstrumentAnswers, case=case, by=by, topic=instrument.topic, about=about, **words)
    else:
        row = change_content(row, edition=edition, by=by, correction=correction, **values)
    record_fact(
        What.ASKED, case=case, unit=by.unit, origin=row.pk, code=instrument.slug, happened=taken_on, step=row.step
    )
    return row


@act
def correct_answers(
    *, row: InstrumentAnswers, answers: Mapping[int, int], taken_on: date, reason: str, edition: int, by: Assignment
) -> InstrumentAnswers:
    """What was written down wrongly; what stood stays in history. Raises CaseError without a reason, and as above.

    An answer that is taken away leaves the rest as partial: none at all is refused.
    """
    if not answers:
        raise CaseError(_("Leave at least one answer, and say what was wrong."))
    return save_answers(
        case=row.case,
        about=row.about,
        instrument=row.instrument,
        answers=answers,
        taken_on=taken_on,
        row=row,
        edition=edition,
        correction=reason_of(reason),
        by=by,
    )
