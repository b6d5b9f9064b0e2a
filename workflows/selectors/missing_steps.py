"""What should have happened by now and has not, and what it waits for: of all the contacts on a page at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Assignment
from accounts.templatetags.samplan import short_date
from cases.models import Case, CasePerson, Finding, HealthContact, HealthStep, Referral, ReferralSection
from cases.permissions import readable_to, visible_to
from cases.scoring import Proposal
from cases.selectors.health import schedules_of
from cases.selectors.schedule import Planned, Standing


@dataclass(slots=True)
class Missing:
    """`late`: the steps for all whose window is over, in order. `blocks`: what is in the way, in words."""

    late: list[Planned] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


def missing_in(
    contacts: Iterable[HealthContact], subjects: Mapping[UUID, CasePerson], by: Assignment, today: date
) -> dict[UUID, Missing]:
    """By case, of running contacts of the own unit. As many statements for a page as for one contact."""
    found = list(contacts)
    schedules = schedules_of(found, subjects, by)
    moved, undecided = _handed_over(found, by), _undecided(found, by)
    return {
        each.case_id: Missing(
            [step for step in schedules[each.case_id] if step.standing(today) == Standing.LATE],
            _blocks(each, schedules[each.case_id], moved, undecided, subjects.get(each.case_id)),
        )
        for each in found
    }


def _blocks(
    contact: HealthContact,
    schedule: list[Planned],
    moved: Mapping[UUID, str],
    undecided: set[UUID],
    subject: CasePerson | None,
) -> list[str]:
    blocks = []
    if contact.next_step_id is None and subject is not None and not subject.birth_date and not subject.expected_birth:
        blocks.append(_("Write the birth date"))
    waiting = next((each for each in schedule if each.step.pk == contact.next_step_id), None)
    if waiting is not None and waiting.row is not None and waiting.row.outcome == HealthStep.Outcome.MISSED:
        days = ", ".join(short_date(day) for day in waiting.row.missed_on)
        blocks.append(_("Did not come %(days)s") % {"days": days})
    if contact.case_id in undecided:
        blocks.append(_("What the missed visits lead to is not decided"))
    if contact.pk in moved:
        blocks.append(_("Hand-over to another clinic: %(state)s") % {"state": moved[contact.pk].lower()})
    return blocks


def _handed_over(contacts: list[HealthContact], by: Assignment) -> dict[UUID, str]:
    """Contact → how its open hand-over to another clinic stands."""
    parts = readable_to(by, ReferralSection.objects.filter(follows__in=[each.pk for each in contacts]))
    by_case = {part.case_id: part.follows for part in parts if part.follows}
    rows = Referral.objects.filter(case__in=visible_to(by).filter(pk__in=list(by_case), status=Case.Status.OPEN))
    return {by_case[row.case_id]: str(row.get_state_display()) for row in rows} if by_case else {}


def _undecided(contacts: list[HealthContact], by: Assignment) -> set[UUID]:
    """The cases whose missed visits are a finding that nobody has decided about."""
    waiting = Finding.objects.filter(proposal=Proposal.MISSED_VISITS, action="")
    rows = readable_to(by, waiting.filter(origin_case__in=[each.case_id for each in contacts]))
    return set(rows.values_list("origin_case", flat=True))
