"""Reporting a concern for a child: the reporter's side (SoL 2025:400 19 kap.). The receiver's: intake.py.

No consent is asked, and nobody can stop it. A report counts as received when it is sent: it is never declined, recalled
or left waiting. The reporter makes the receiver's case in the same transaction, taking part in it by name for that
long; afterwards the reporter reads the receipt alone.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit, Principal
from cases.errors import CaseError
from cases.models import Case, CasePerson, Change, ConcernText, Participation, ReceivedReport, ReportReceipt, Topic
from cases.selectors.concern import current_receipt, receiver_now
from cases.services.case import check_subject, next_number
from cases.services.content import change_content, new_content
from cases.services.fact import What, record_fact
from cases.services.intake import Begin, Told, as_receiver, make_intake
from cases.services.participation import admit, name_on_case
from cases.services.person import PersonFacts, check_birth
from cases.services.report_persons import write_persons

Reason, Role = Participation.Reason, Participation.Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What may matter for the child's protection: seen, heard from others, done; and where the child is now."""

    seen: str
    heard: str = ""
    done: str = ""
    whereabouts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A report of one child. An urgent one says when social services were phoned."""

    child: PersonFacts
    municipality: Principal
    words: Seen
    carried_by: PersonFacts | None = None
    parents: tuple[PersonFacts, ...] = field(default_factory=tuple)
    is_urgent: bool = False
    phoned_at: datetime | None = None


class Changed(TypedDict):
    """What `change_report` takes: what the new edition is, the four texts as they are now, the edition read."""

    change: Change
    words: Seen
    edition: int


@act
def report_concern(*, concern: Concern, receiver: CareUnit, by: Assignment, begin: Begin | None = None) -> ConcernText:
    """Sends the report. `begin` is done with the receiver's case while the reporter still sees it: starting its flow.

    Raises CaseError: who or where the child is is not said, the unit does not receive the municipality's reports, or
    an urgent report was not phoned first.
    """
    _check(concern, receiver, by)
    now = timezone.now()
    report = _open_report(concern, by, now)
    child = CasePerson.objects.get(case=report, relation=CasePerson.Relation.SUBJECT)
    row = new_content(
        ConcernText,
        case=report,
        by=by,
        topic=Topic.OTHER,
        about=child,
        change=Change.FIRST,
        is_urgent=concern.is_urgent,
        phoned_at=concern.phoned_at,
        municipality=concern.municipality,
        receiver=receiver,
        **_columns(concern.words),
    )
    told = Told(edition=row.edition, change=Change.FIRST, content=frozen(row), received_at=now)
    persons = (concern.child, concern.carried_by, concern.parents)
    make_intake(to=receiver, told=[told], persons=persons, report=report.pk, by=by, begin=begin)
    record_fact(What.CONCERN_REPORTED, case=report, unit=by.unit, counterpart=receiver)
    return row


@act
def change_report(
    *,
    row: ConcernText,
    change: Change,
    words: Seen,
    edition: int,
    by: Assignment,
    tell: Begin | None = None,
) -> ConcernText:
    """A correction or an addition: the earlier text is kept, and the new one is sent at once, whatever has come of it.

    `tell` is done on the receiver's side: opening the task to read it. Raises StaleText when somebody saved meanwhile,
    CaseError where nothing was changed.
    """
    list(ConcernText.objects.select_for_update(no_key=True).filter(pk=row.pk).only("pk"))
    new = _columns(words)
    if not words.seen.strip():
        raise CaseError(_("Write what you have seen or heard."), field="seen")
    if all(getattr(row, name) == value for name, value in new.items()):
        raise CaseError(_("Nothing has been changed."), field="seen")
    row = change_content(row, edition=edition, by=by, change=change, **new)
    content, receipt = frozen(row), _lock_intake(row.case, by)
    with as_receiver(receiver_now(receipt), by) as receiver:
        ReceivedReport(
            case_id=receipt.intake_id,
            owner_provider_id=receiver.unit.provider_id,
            edition=row.edition,
            change=change,
            content=content,
            received_at=timezone.now(),
        ).save(force_insert=True)
        if tell is not None:
            tell(Case.objects.get(pk=receipt.intake_id))
    return row


@act
def request_feedback(*, report: Case, by: Assignment, ask: Begin | None = None) -> ReportReceipt:
    """The reporter wants to know whether an investigation was opened (SoL 19 kap. 6 §); it may be asked at any time.

    `ask` is done on the receiver's side. Raises CaseError when it was asked before.
    """
    receipt = _lock_intake(report, by)
    if receipt.feedback_requested_at is not None:
        raise CaseError(_("You have already asked. The answer shows here when it comes."))
    receipt.feedback_requested_at = timezone.now()
    receipt.save(update_fields=["feedback_requested_at"])
    unit = receiver_now(receipt)
    # Each side counts its own: neither reads the other's case.
    record_fact(What.FEEDBACK_ASKED, case=report, unit=by.unit, counterpart=unit, origin=receipt.pk)
    with as_receiver(unit, by):
        intake = Case.objects.get(pk=receipt.intake_id)
        record_fact(What.FEEDBACK_ASKED, case=intake, unit=unit, origin=receipt.pk)
        if ask is not None:
            ask(intake)
    return receipt


@act
def name_colleague(*, case: Case, colleague: Assignment, by: Assignment) -> Participation:
    """Lets one more person of the own unit read it. Raises CaseError for anybody else."""
    if case.owner_unit_id != by.unit_id or colleague.unit_id != by.unit_id or not colleague.is_in_force:
        raise CaseError(_("Only somebody of your own unit can be named."), field="colleague")
    return name_on_case(case=case, user=colleague.user, unit=by.unit, reason=Reason.NAMED, by=by)


def frozen(row: ConcernText) -> dict[str, Any]:
    """This edition as the receiver gets it, plain JSON: what was written and by whom, and nothing of other cases."""
    people = CasePerson.objects.filter(case=row.case_id).select_related("carried_by").order_by("created_at", "pk")
    return {
        "reporter": {
            "name": row.written_by.full_name,
            "unit": row.owner_unit.name,
            "provider": row.owner_unit.provider.name,
            "phone": row.written_by.phone or row.owner_unit.phone,
        },
        "people": [_person(each) for each in people],
        "seen": row.seen,
        "heard": row.heard,
        "done": row.done,
        "whereabouts": row.whereabouts,
        "is_urgent": row.is_urgent,
        "phoned_at": row.phoned_at.isoformat() if row.phoned_at else None,
        "municipality": row.municipality.name,
    }


def _lock_intake(report: Case, by: Assignment) -> ReportReceipt:
    """The receipt of who has the report now; it is not handed on, decided or taken over until the transaction ends."""
    while True:
        receipt = current_receipt(report)
        unit = receiver_now(receipt)
        with as_receiver(unit, by):
            list(Case.objects.select_for_update(no_key=True).filter(pk=receipt.intake_id).only("pk"))
        now = current_receipt(report)
        if now.pk == receipt.pk and receiver_now(now).pk == unit.pk:
            return now


def _person(row: CasePerson) -> dict[str, Any]:
    return {
        "relation": row.relation,
        "name": row.name,
        "number": row.number,
        "number_kind": row.number_kind,
        "birth_date": row.birth_date.isoformat() if row.birth_date else None,
        "expected_birth": row.expected_birth.isoformat() if row.expected_birth else None,
        "language": row.language,
        "needs_interpreter": row.needs_interpreter,
        "protection": row.protection,
    }


def _check(concern: Concern, receiver: CareUnit, by: Assignment) -> None:
    if not by.rights.opens_new:
        raise CaseError(_("Your role does not write reports of concern in Samplan. Phone social services."))
    check_subject(concern.child, concern.carried_by, needs_date=False)
    for facts in (concern.child, concern.carried_by, *concern.parents):
        if facts is not None:
            check_birth(facts)
    if not concern.words.seen.strip():
        raise CaseError(_("Write what you have seen or heard."), field="seen")
    if concern.is_urgent and concern.phoned_at is None:
        raise CaseError(_("Phone first. Then write when you phoned, and send the report."), field="phoned_on")
    if concern.phoned_at is not None and concern.phoned_at > timezone.now():
        raise CaseError(_("The time has not come yet."), field="phoned_on")
    if not receiver.receives_reports or receiver.provider.principal_id != concern.municipality.pk:
        raise CaseError(_("The municipality receives no reports in Samplan. Phone its social services."))


def _open_report(concern: Concern, by: Assignment, now: datetime) -> Case:
    kind = Case.Kind.CONCERN_REPORT
    report = Case(kind=kind, number=next_number(kind), owner_unit=by.unit, opened_at=now)
    report.save(force_insert=True)
    # By name first: it is the name that opens the case, also to the one who makes it.
    for user in (by.user, None):
        admit(case=report, unit=by.unit, user=user, role=Role.OWNER, reason=Reason.OPENED, by=by)
    write_persons(report, by.unit.provider_id, concern.child, concern.carried_by, concern.parents)
    return report


def _columns(words: Seen) -> dict[str, str]:
    return {name: getattr(words, name) for name in ("seen", "heard", "done", "whereabouts")}
