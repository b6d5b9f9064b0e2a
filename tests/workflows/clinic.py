"""A contact of the nurse's clinic that somebody has been found in: data that could leak."""

from dataclasses import dataclass

from django.utils import timezone

from cases.models import Case, CasePerson, Finding, Instrument
from tests.cases.contact import done, enrolled_child, parent_in, step
from tests.cast import Cast, acting_as
from workflows.services.health import record_step, save_answers

LOW = dict.fromkeys(range(1, 11), 0) | dict.fromkeys(range(1, 8), 2)


@dataclass(frozen=True, slots=True)
class Visited:
    contact: Case
    parent: CasePerson
    finding: Finding


def visited(cast: Cast) -> Visited:
    """A child of six weeks, seen; the parent's EPDS led to a finding that waits."""
    by = cast.nurse
    contact = enrolled_child(by)
    parent = parent_in(contact, by)
    with acting_as(by):
        record_step(
            case=contact, step=step("visit-6-8-weeks"), done=done(text="Seen.", measures={"weight": 4760}), by=by
        )
        _row, [finding] = save_answers(
            case=contact,
            about=parent,
            instrument=Instrument.objects.get(slug="epds"),
            answers=LOW,
            taken_on=timezone.localdate(),
            by=by,
        )
    return Visited(contact, parent, finding)
