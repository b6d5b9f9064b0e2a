"""Which steps somebody is to be offered, and until when, told as facts: what nobody records is counted from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cases.models import Fact, HealthContact, HealthStep, ProgrammeStep
from cases.selectors.schedule import Planned
from cases.services.fact import What, end_of

Outcome = HealthStep.Outcome
CAME_ALONG = (Outcome.ELSEWHERE, Outcome.DECLINED)


@dataclass(frozen=True, slots=True)
class Told:
    """A step as it was last told of: the key of its row, and from when it is late; None once nobody asks for it."""

    step_id: int
    due_at: datetime | None


def plan_steps(contact: HealthContact, schedule: Iterable[Planned]) -> None:
    """Tells what has changed since it was last told. Steps for all that were left when the clinic took over."""
    Fact.objects.bulk_create(planned_facts(contact, schedule, told_of([contact]).get(contact.pk, {})))


def told_of(contacts: Iterable[HealthContact]) -> dict[object, dict[str, Told]]:
    """Contact's key → step's key → what was told of it last. One statement, however many contacts."""
    by_case = {each.case_id: each.pk for each in contacts}
    rows = Fact.objects.filter(case__in=list(by_case), what=What.STEP_PLANNED).order_by("registered_at", "id")
    found: dict[object, dict[str, Told]] = {}
    for case, key, step, due_at in rows.values_list("case_id", "step__key", "step_id", "due_at"):
        found.setdefault(by_case[case], {})[key] = Told(step, due_at)
    return found


def planned_facts(contact: HealthContact, schedule: Iterable[Planned], told: Mapping[str, Told]) -> list[Fact]:
    """The facts that are missing; none of a contact that has ended: that is a fact itself."""
    if contact.ending:
        return []
    owed = {
        each.step.key: Told(each.step.pk, end_of(each.last))
        for each in schedule
        if each.step.level == ProgrammeStep.Level.ALL and _is_owed_here(contact, each)
    }
    changed = [each for key, each in owed.items() if told.get(key) != each]
    dropped = [Told(each.step_id, None) for key, each in told.items() if each.due_at and key not in owed]
    return [_fact(contact, each) for each in (*changed, *dropped)]


def _is_owed_here(contact: HealthContact, planned: Planned) -> bool:
    """Not what was over, done elsewhere or said no to before the contact began: that is another clinic's."""
    row = planned.row
    if row is not None and row.outcome in CAME_ALONG and row.happened_on < contact.enrolled_on:
        return False
    # Done elsewhere on that very day: nobody records it here once more. A no of that day may have been said here.
    is_done_that_day = row is not None and row.outcome == Outcome.ELSEWHERE and row.happened_on == contact.enrolled_on
    return planned.last >= contact.enrolled_on and not is_done_that_day


def _fact(contact: HealthContact, told: Told) -> Fact:
    now = timezone.now()
    return Fact(
        what=What.STEP_PLANNED,
        case_id=contact.case_id,
        unit_id=contact.unit_id,
        provider_id=contact.unit.provider_id,
        step_id=told.step_id,
        due_at=told.due_at,
        happened_at=now,
        registered_at=now,
    )
