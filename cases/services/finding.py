"""Something that a person has to decide about: a case of its own, about the one person it concerns."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CasePerson, Consequence, Finding, Topic
from cases.scoring import Proposal
from cases.services.case import open_case
from cases.services.content import change_content, new_content
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, lock_case, require_open
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
    *,
    case: Case,
    about: CasePerson,
    proposal: Proposal,
    origin: UUID,
    found_on: date,
    by: Assignment,
    happens_again: bool = False,
) -> Finding | None:
    """A finding from a contact of the own unit; None where the same row has led to the same one before.

    `happens_again`: one that was decided about does not keep the next from opening, a missed visit's. It is
    about one person, and knows of no other in the contact: a parent's is not the child's.
    """
    # Two who find the same at once meet here.
    lock_case(case)
    require_open(case)
    earlier = Finding.objects.filter(origin=origin, proposal=proposal)
    if (earlier.filter(action="") if happens_again else earlier).exists():
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
    _lock(row)
    require_open(row.case)
    _check(action, text)
    now = timezone.now()
    row = change_content(row, edition=edition, by=by, action=action, text=text.strip(), decided_at=now)
    case = row.case
    case.status, case.closed_at, case.closure_reason = Case.Status.CLOSED, now, Case.ClosureReason.DECIDED
    case.save(update_fields=["status", "closed_at", "closure_reason"])
    record_fact(What.FINDING_DECIDED, case=case, unit=by.unit, origin=row.pk, code=action, due_at=due_at)
    return row


@act
def change_decision(
    *, row: Finding, action: Finding.Action, text: str, edition: int, is_correction: bool, by: Assignment
) -> Finding:
    """Something else is done as well, or instead, or what was decided was written down wrongly; both stay in history.

    Raises CaseError where nobody has decided yet, and as decide_finding; StaleText.
    """
    _lock(row)
    row = Finding.objects.select_related("case").get(pk=row.pk)
    if not row.action:
        raise CaseError(_("Nobody has decided yet."))
    _check(action, text)
    decided_at = row.decided_at if is_correction else timezone.now()
    row = change_content(row, edition=edition, by=by, action=action, text=text.strip(), decided_at=decided_at)
    record_fact(What.FINDING_REDECIDED, case=row.case, unit=by.unit, origin=row.pk, code=action)
    return row


@act
def move_finding(*, row: Finding, to: Case, by: Assignment) -> Finding:
    """What waits goes on with whom it is about into another contact of the own unit, and is found from there alone.

    Raises CaseError for another unit's contact; CaseClosed.
    """
    if to.kind not in Case.CONTACTS or to.owner_unit_id != by.unit_id:
        raise CaseError(_("The finding is another unit's."))
    _lock(row)
    require_open(row.case)
    row = Finding.objects.select_related("case").get(pk=row.pk)
    return change_content(row, edition=row.edition, by=by, origin_case=to.pk)


@act
def note_consequence(*, finding: Case, led_to: Case, by: Assignment) -> Consequence:
    """What was begun from a finding, by the unit whose finding it is; whom it is sent to knows nothing of it.

    Raises CaseError for another unit's finding, or case.
    """
    if finding.owner_unit_id != by.unit_id or led_to.owner_unit_id != by.unit_id:
        raise CaseError(_("The finding is another unit's."))
    row = Consequence(case=finding, led_to=led_to, begun_by=by.user)
    row.save(force_insert=True)
    return row


def _lock(row: Finding) -> None:
    list(Finding.objects.select_for_update(no_key=True).filter(pk=row.pk).only("pk"))


def _check(action: Finding.Action, text: str) -> None:
    if action == Action.NONE:
        raise CaseError(_("Choose what is done."), field="action")
    if action == Action.NO_ACTION and not text.strip():
        raise CaseError(_("Write why nothing is done."), field="text")
