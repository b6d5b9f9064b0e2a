"""A received report of concern: the receiver's side (SoL 2025:400 20 kap., 19 kap. 6 §). The reporter's: concern.py.

The services work without the flow. Days come from the clocks and are handed in as dates.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act, act_as
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from cases.errors import CaseError
from cases.models import Case, IntakeDecision, Participation, ReceivedReport, ReportReceipt, Topic
from cases.selectors.concern import is_feedback_waited_for, opening_of, receipt_of, received_reports
from cases.services.case import next_number
from cases.services.content import new_content
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, require_open
from cases.services.participation import admit
from cases.services.report_persons import Persons, persons_of, write_persons

Reason = Participation.Reason
# Assigned one by one: as a tuple they would be no types.
Kind = IntakeDecision.Kind
Code = IntakeDecision.Code
Begin = Callable[[Case], object]

OPENINGS = (Code.OPENED, Code.NOT_OPENED, Code.ALREADY_RUNNING)
CLOSED_BY = {
    Code.NOT_OPENED: Case.ClosureReason.NOT_OPENED,
    Code.ALREADY_RUNNING: Case.ClosureReason.ALREADY_RUNNING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One edition of a report as it is told to its receiver: `content` as ReceivedReport has it."""

    edition: int
    change: str
    content: dict[str, Any]
    received_at: datetime


def make_intake(
    *,
    to: CareUnit,
    told: list[Told],
    persons: Persons,
    report: UUID,
    by: Assignment,
    begin: Begin | None = None,
    handed_from: ReportReceipt | None = None,
) -> ReportReceipt:
    """The receiver's own case with its frozen copy, made by who reports or hands on, who sees nothing of it after.

    Row policies let nobody in but by name into a case that nobody is in yet; what `begin` does is done while `by` is.
    """
    now, kind = timezone.now(), Case.Kind.CONCERN_INTAKE
    opened_at = min(each.received_at for each in told)
    intake = Case(kind=kind, number=next_number(kind), owner_unit=to, opened_at=opened_at)
    intake.save(force_insert=True)
    mine = admit(
        case=intake, unit=by.unit, user=by.user, role=Participation.Role.REPORTER, reason=Reason.REPORTED, by=by
    )
    admit(case=intake, unit=to, role=Participation.Role.OWNER, reason=Reason.REPORTED, by=by)
    write_persons(intake, to.provider_id, *persons)
    for each in told:
        ReceivedReport(
            case=intake,
            owner_provider_id=to.provider_id,
            edition=each.edition,
            change=each.change,
            content=each.content,
            received_at=each.received_at,
        ).save(force_insert=True)
    asked = handed_from.feedback_requested_at if handed_from else None
    receipt = ReportReceipt(
        report_id=report, intake=intake, handed_from=handed_from, received_at=now, feedback_requested_at=asked
    )
    receipt.save(force_insert=True)
    record_fact(What.CONCERN_RECEIVED, case=intake, unit=to, origin=receipt.pk)
    if asked is not None:
        record_fact(What.FEEDBACK_ASKED, case=intake, unit=to, origin=receipt.pk)
    if begin is not None:
        begin(intake)
    # At last: with it the reporter's view of the case ends.
    mine.valid_to = timezone.now()
    mine.save(update_fields=["valid_to"])
    return receipt


@contextmanager
def as_receiver(unit: CareUnit, by: Assignment) -> Iterator[Assignment]:
    """The system acts as the manager of the receiving unit would: the reporter does not see the receiver's case."""
    as_open = copy(unit)
    as_open.valid_to = None
    stand_in = Assignment(user=by.user, unit=as_open, role=Role.UNIT_MANAGER, valid_from=timezone.localdate())
    with act_as(stand_in):
        yield stand_in


@act
def assess_protection(
    *, case: Case, code: Code, text: str, by: Assignment, due_at: datetime | None = None
) -> IntakeDecision:
    """Whether the child needs protection at once, and what is done (20:1). Raises CaseClosed, CaseError."""
    _lock(case)
    require_open(case)
    _require_code(code, (Code.PROTECT_NOW, Code.NO_IMMEDIATE))
    row = _decide(case, Kind.PROTECTION, code, text, by)
    record_fact(What.PROTECTION_ASSESSED, case=case, unit=by.unit, origin=row.pk, code=code, due_at=due_at)
    return row


@act
def decide_opening(
    *, case: Case, code: Code, text: str, by: Assignment, due_at: datetime | None = None
) -> IntakeDecision:
    """Opened, not opened, or already running (20:2); but where it is opened, the case is closed by it.

    Raises CaseClosed; CaseError before protection was assessed, or when it has been decided.
    """
    _lock(case)
    require_open(case)
    _require_code(code, OPENINGS)
    if not IntakeDecision.objects.filter(case=case, kind=Kind.PROTECTION).exists():
        raise CaseError(_("Assess first whether the child needs protection at once."))
    row = _decide(case, Kind.OPENING, code, text, by)
    record_fact(What.OPENING_DECIDED, case=case, unit=by.unit, origin=row.pk, code=code, due_at=due_at)
    if code in CLOSED_BY:
        _close(case, CLOSED_BY[code])
    return row


@act
def extend_time(*, case: Case, code: Code, until: date, text: str, by: Assignment) -> IntakeDecision:
    """Longer time up to and including `until`: for the decision (20:2) or the investigation (20:3), each for the
    reason its own section allows. Raises CaseClosed; CaseError for the other's reason or a day that has passed.
    """
    _lock(case)
    require_open(case)
    _require_code(code, (Code.EXCEPTIONAL, Code.SPECIAL))
    opening = opening_of(case)
    if (code == Code.EXCEPTIONAL) != (opening is None):
        raise CaseError(_("This step is given longer time for another reason than that."), field="code")
    if until <= timezone.localdate():
        raise CaseError(_("The day must lie ahead."), field="until")
    return _decide(case, Kind.EXTENSION, code, text, by, until=until)


@act
def conclude_investigation(
    *, case: Case, code: Code, text: str, by: Assignment, due_at: datetime | None = None
) -> IntakeDecision:
    """The investigation is done, and the case closed by it. Raises CaseClosed; CaseError where none is opened."""
    _lock(case)
    require_open(case)
    _require_code(code, (Code.INTERVENTION, Code.NO_INTERVENTION))
    opening = opening_of(case)
    if opening is None or opening.code != Code.OPENED:
        raise CaseError(_("No investigation has been opened."))
    row = _decide(case, Kind.CONCLUSION, code, text, by)
    record_fact(What.INVESTIGATED, case=case, unit=by.unit, origin=row.pk, code=code, due_at=due_at)
    _close(case, Case.ClosureReason.INVESTIGATED)
    return row


@act
def answer_reporter(*, case: Case, by: Assignment, due_at: datetime | None = None) -> ReportReceipt:
    """Tells the reporter which of the three it was, and nothing else. Also after the case is closed.

    Raises CaseError when nobody waits for an answer, or nothing is decided yet.
    """
    receipt, opening = _waiting_receipt(case)
    receipt.answer, receipt.answered_at = ReportReceipt.Answer(opening.code), timezone.now()
    receipt.save(update_fields=["answer", "answered_at"])
    record_fact(What.REPORTER_ANSWERED, case=case, unit=by.unit, origin=receipt.pk, code="answered", due_at=due_at)
    return receipt


@act
def refuse_feedback(*, case: Case, text: str, by: Assignment, due_at: datetime | None = None) -> ReportReceipt:
    """Only where it is unsuitable to answer; why is kept here alone. Raises CaseError as answer_reporter, or without
    a reason."""
    receipt, _opening = _waiting_receipt(case)
    _decide(case, Kind.FEEDBACK_REFUSED, Code.UNSUITABLE, text, by)
    receipt.refused_at = timezone.now()
    receipt.save(update_fields=["refused_at"])
    record_fact(What.REPORTER_ANSWERED, case=case, unit=by.unit, origin=receipt.pk, code="refused", due_at=due_at)
    return receipt


@act
def hand_on(*, case: Case, to: CareUnit, text: str, by: Assignment, begin: Begin | None = None) -> ReportReceipt:
    """Another unit answers for the child: it gets all that came in, at once, and this case is closed.

    Within the municipality the time goes on from when the report first came in; in another it counts anew. The
    reporter's question goes along. Raises CaseClosed; CaseError once it is decided whether to open an investigation.
    """
    _lock(case)
    require_open(case)
    if opening_of(case) is not None:
        raise CaseError(_("It has been decided whether to open an investigation. The report stays here."))
    if to.pk == case.owner_unit_id or not to.receives_reports:
        raise CaseError(_("Choose a unit that receives reports of concern."), field="unit")
    _decide(case, Kind.HANDED_ON, Code.OTHER_MUNICIPALITY, text, by)
    receipt, now = receipt_of(case), timezone.now()
    receipt.handed_on_at = now
    receipt.save(update_fields=["handed_on_at"])
    record_fact(What.CONCERN_HANDED_ON, case=case, unit=by.unit, origin=receipt.pk)
    stays = to.provider.principal_id == by.unit.provider.principal_id
    told = [
        Told(
            edition=each.edition,
            change=each.change,
            content=each.content,
            received_at=each.received_at if stays else now,
        )
        for each in received_reports(case)
    ]
    new = make_intake(
        to=to, told=told, persons=persons_of(case), report=receipt.report_id, handed_from=receipt, by=by, begin=begin
    )
    _close(case, Case.ClosureReason.HANDED_ON)
    return new


def _lock(case: Case) -> None:
    list(Case.objects.select_for_update(no_key=True).filter(pk=case.pk).only("pk"))


def _decide(case: Case, kind: Kind, code: Code, text: str, by: Assignment, until: date | None = None) -> IntakeDecision:
    if not text.strip():
        raise CaseError(_("Write the grounds."), field="text")
    if kind != Kind.EXTENSION and IntakeDecision.objects.filter(case=case, kind=kind).exists():
        raise CaseError(_("Somebody has already decided this."))
    about = known_subject(case, by)
    words = {"kind": kind, "code": code, "text": text, "until": until, "decided_at": timezone.now()}
    return new_content(IntakeDecision, case=case, by=by, topic=Topic.OTHER, about=about, **words)


def _require_code(code: Code, allowed: tuple[Code, ...]) -> None:
    if code not in allowed:
        raise CaseError(_("Choose an answer."), field="code")


def _waiting_receipt(case: Case) -> tuple[ReportReceipt, IntakeDecision]:
    _lock(case)
    receipt, opening = receipt_of(case), opening_of(case)
    if not is_feedback_waited_for(receipt):
        raise CaseError(_("Nobody waits for an answer."))
    if opening is None:
        raise CaseError(_("Nothing is decided yet. There is no answer to give."))
    return receipt, opening


def _close(case: Case, reason: Case.ClosureReason) -> None:
    case.status, case.closed_at, case.closure_reason = Case.Status.CLOSED, timezone.now(), reason
    case.save(update_fields=["status", "closed_at", "closure_reason"])
