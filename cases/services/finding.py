"""Something that a person has to decide about: a case of its own, about the one person it concerns."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CasePerson, Finding, Topic
from cases.scoring import Proposal
from cases.services.case import open_case
from cases.services.content import change_content, new_content
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, require_open
from cases.services.person import facts_of

Action = Finding.Action
TOPICS = {
    Proposal.LOW_MOOD: Topic.MENTAL_HEALTH,
    Proposal.SAFETY: Topic.MENTAL_HEALTH,
    Proposal.ASK_EPDS: Topic.MENTAL_HEALTH,
    Proposal.HAZARDOUS_DRINKING: Topic.SUBSTANCE_USE,
    Proposal.HEAVY_DRINKING: Topic.SUBSTANCE_USE,
    Proposal.VIOLENCE: Topic.VIOLENCE,
    Proposal.LANGUAGE: Topic.DEVELOPMENT,
}


@act
def open_finding(
    *, case: Case, about: CasePerson, proposal: Proposal, origin: UUID, found_on: date, by: Assignment
) -> Finding | None:
    """A finding from a contact of the own unit; None where the same row has led to the same one before.

    It is about one person, and knows of no other in the contact: a parent's is not the child's.
    """
    require_open(case)
    if Finding.objects.filter(origin=origin, proposal=proposal).exists():
        return None
    own = open_case(subject=facts_of(about), kind=Case.Kind.FINDING, by=by, needs_date=False)
    row = new_content(
        Finding,
        case=own,
        by=by,
        topic=TOPICS.get(proposal, Topic.HEALTH),
        about=known_subject(own, by),
        proposal=proposal,
        origin_case=case.pk,
        origin=origin,
        found_on=found_on,
    )
    record_fact(What.FOUND, case=own, unit=by.unit, origin=row.pk, code=proposal, happened=found_on)
    return row


@act
def decide_finding(
    *, row: Finding, action: Finding.Action, text: str, edition: int, by: Assignment, due_at: datetime | None = None
) -> Finding:
    """What is done about it; nothing is sent by itself. Closes the finding's case.

    Raises CaseError without an action, or for no action without a reason; StaleText, CaseClosed.
    """
    list(Finding.objects.select_for_update(no_key=True).filter(pk=row.pk).only("pk"))
    require_open(row.case)
    if action == Action.NONE:
        raise CaseError(_("Choose what is done."), field="action")
    if action == Action.NO_ACTION and not text.strip():
        raise CaseError(_("Write why nothing is done."), field="text")
    now = timezone.now()
    row = change_content(row, edition=edition, by=by, action=action, text=text.strip(), decided_at=now)
    case = row.case
    case.status, case.closed_at, case.closure_reason = Case.Status.CLOSED, now, Case.ClosureReason.DECIDED
    case.save(update_fields=["status", "closed_at", "closure_reason"])
    record_fact(What.FINDING_DECIDED, case=case, unit=by.unit, origin=row.pk, code=action, due_at=due_at)
    return row
