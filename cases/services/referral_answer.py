"""What the receiver of a referral answers, and what it says became of it. Sending lies in referral.py."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError, NotConsented
from cases.models import Case, Referral, ReferralAnswer, SectionKind, Sending, Topic
from cases.selectors.ground import ground_back
from cases.selectors.section import freeze
from cases.services.baton import LETS_GO, let_go, let_party_go, set_state, waiting_sending
from cases.services.content import new_content
from cases.services.disclosure import Basis, Section, disclose
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, lock_referral, require_documenting, require_open

State, Answer = Referral.State, Sending.Answer


@act
def answer_referral(
    *,
    case: Case,
    answer: Sending.Answer,
    by: Assignment,
    reason: Sending.Reason = Sending.Reason.NONE,
    suggested: CareUnit | None = None,
    text: str = "",
    due_at: datetime | None = None,
) -> Sending:
    """The receiver takes it over, asks for more, suggests another unit, or says no with a coded reason.

    What a party without account answered is recorded by the sender, with its words. Otherwise words go to the sender
    on the sending's ground, turned round. `due_at` is from when it was late. Raises CaseClosed;
    CaseError for a sending that waits no more, a no without reason, another unit than the receiver, words that no
    ground lets go. After a no, or another unit suggested, `leave_referral` ends the unit's part.
    """
    referral, sending = lock_referral(case), waiting_sending(case)
    require_open(case)
    if sending is None or not _answers_for(sending, referral, by):
        raise CaseError(_("It does not wait for an answer from your unit any more."))
    _check_answer(answer, reason, suggested or bool(sending.party and text.strip()), text, by)
    sending.answer, sending.reason, sending.suggested_unit = answer, reason, suggested
    sending.answered_by, sending.answered_at = by.user, timezone.now()
    sending.save()
    _tell_sender(sending, ReferralAnswer.Kind.ANSWER, text, by)
    set_state(referral, State.ACCEPTED if answer == Answer.ACCEPTED else State.RETURNED)
    if sending.party and answer in LETS_GO:
        let_party_go(case=case, party=sending.party)
    record_fact(
        What.REFERRAL_ANSWERED,
        case=case,
        unit=by.unit,
        counterpart=None if sending.party else referral.sender_unit,
        origin=sending.pk,
        code=reason if answer == Answer.TURNED_DOWN else answer,
        due_at=due_at,
    )
    return sending


@act
def leave_referral(*, case: Case, by: Assignment) -> None:
    """The acting unit said no, or suggested another: what it was told is its archive from now on."""
    sent = Sending.objects.filter(case=case, receiver_unit=by.unit).order_by("number").last()
    if sent is not None and sent.answer in LETS_GO:
        let_go(case=case, unit=by.unit, by=by)


@act
def note_contact(
    *, case: Case, contact: Referral.Contact, on: date, by: Assignment, due_at: datetime | None = None
) -> Referral:
    """When the family was met or spoken with, or that it could not be. Raises CaseClosed, CaseError."""
    referral = _require_taken(case, by)
    if on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="on")
    referral.contact, referral.contacted_on = contact, on
    referral.save(update_fields=["contact", "contacted_on"])
    record_fact(What.FAMILY_CONTACTED, case=case, unit=by.unit, happened=on, code=contact, due_at=due_at)
    return referral


@act
def give_feedback(
    *, case: Case, result: Referral.Result, by: Assignment, text: str = "", due_at: datetime | None = None
) -> Referral:
    """What became of it, as far as it may be told. Raises CaseClosed, CaseError."""
    referral = _require_taken(case, by)
    if not result:
        raise CaseError(_("Choose what became of it."), field="result")
    sending = Sending.objects.filter(case=case, answer=Answer.ACCEPTED).latest("number")
    _tell_sender(sending, ReferralAnswer.Kind.FEEDBACK, text, by)
    referral.result = result
    set_state(referral, State.FED_BACK)
    record_fact(
        What.FEEDBACK_GIVEN,
        case=case,
        unit=by.unit,
        counterpart=None if sending.party else referral.sender_unit,
        origin=sending.pk,
        code=result,
        due_at=due_at,
    )
    return referral


def _require_taken(case: Case, by: Assignment) -> Referral:
    referral = lock_referral(case)
    require_open(case)
    sent = Sending.objects.filter(case=case, answer=Answer.ACCEPTED).order_by("number").last()
    if referral.state != State.ACCEPTED or sent is None or not _answers_for(sent, referral, by):
        raise CaseError(_("Your unit has not taken this over."))
    return referral


def _answers_for(sending: Sending, referral: Referral, by: Assignment) -> bool:
    """Whether `by` says what the receiver says: its unit, or the sender where the receiver has no account."""
    return by.unit_id == (referral.sender_unit_id if sending.party else sending.receiver_unit_id)


def _check_answer(
    answer: Sending.Answer, reason: Sending.Reason, suggested: CareUnit | bool | None, text: str, by: Assignment
) -> None:
    if answer == Answer.TURNED_DOWN and not reason:
        raise CaseError(_("Choose why your unit cannot take it."), field="reason")
    if answer == Answer.OTHER_SUGGESTED and (not suggested or suggested == by.unit):
        raise CaseError(_("Choose which unit you suggest."), field="suggested")
    if answer == Answer.MORE_ASKED and not text.strip():
        raise CaseError(_("Write what you need to know."), field="text")


def _tell_sender(sending: Sending, kind: ReferralAnswer.Kind, text: str, by: Assignment) -> None:
    if not text.strip():
        return
    require_documenting(by)
    case, given = sending.case, sending.disclosure
    if sending.party:
        _write_down(sending, kind, text, by)
        return
    sender = case.owner_unit
    ground = ground_back(given.came_on, by.unit, sender) if given is not None else None
    if given is None or ground is None:
        raise CaseError(_("Only the answer itself may go back to this sender, without words."), field="text")
    row = _write_down(sending, kind, text, by)
    section = Section(SectionKind.ANSWER, row.topic, row.about, row.pk, row.edition, freeze(row))
    basis = Basis(ground, given.ground_group, given.ground_section, given.ground_need, given.valid_to)
    try:
        disclose(case=case, receiver=sender, sections=[section], by=by, basis=basis)
    except NotConsented:
        raise CaseError(_("The consent does not let you write to the sender about this."), field="text") from None


def _write_down(sending: Sending, kind: ReferralAnswer.Kind, text: str, by: Assignment) -> ReferralAnswer:
    case, about = sending.case, known_subject(sending.case, by)
    topic = Topic(Referral.objects.get(case=case).topic)
    words = {"kind": kind, "sending": sending, "text": text.strip()}
    return new_content(ReferralAnswer, case=case, by=by, topic=topic, about=about, **words)
