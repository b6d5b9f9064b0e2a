"""Writing a referral, sending it, answering it, and saying what became of it.

The baton stays with the sender until a receiver accepts. Every sending stands: what is corrected is sent again.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError, NotConsented
from cases.models import (
    Case,
    CasePerson,
    DisclosedSection,
    Disclosure,
    Participation,
    Referral,
    ReferralAnswer,
    ReferralSection,
    SectionKind,
    Sending,
    Topic,
)
from cases.selectors.case import persons_in
from cases.selectors.ground import ground_back
from cases.selectors.participation import participating_units
from cases.selectors.section import freeze
from cases.services.baton import LETS_GO, end_sending, set_state, waiting_sending
from cases.services.case import open_case
from cases.services.content import change_content, new_content
from cases.services.disclosure import Basis, Section, disclose
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, lock_referral, require_documenting, require_open
from cases.services.participation import admit, end_participation
from cases.services.person import PersonFacts
from cases.services.told_identity import tell_identity

State, Answer = Referral.State, Sending.Answer


@act
def open_referral(
    *, kind: Case.Kind, topic: Topic, subject: PersonFacts, by: Assignment, carried_by: PersonFacts | None = None
) -> Case:
    """A referral about one person, with nobody told yet. Raises what open_case raises."""
    case = open_case(subject=subject, carried_by=carried_by, kind=kind, by=by)
    Referral(case=case, sender_unit=by.unit, topic=topic).save(force_insert=True)
    return case


@act
def write_section(
    *, case: Case, heading: ReferralSection.Heading, topic: Topic, text: str, by: Assignment
) -> ReferralSection:
    """A part of what may be told. Raises CaseClosed, Undocumented; CaseError without words, or from another unit."""
    _require_sender(case, by)
    if not text.strip():
        raise CaseError(_("Write what it is about."), field="text")
    about = known_subject(case, by)
    return new_content(ReferralSection, case=case, by=by, topic=topic, about=about, heading=heading, text=text.strip())


@act
def change_section(
    *, section: ReferralSection, edition: int, text: str, by: Assignment, topic: Topic | None = None
) -> ReferralSection:
    """Corrects it; what was sent before stands as it was sent. Raises StaleText, CaseClosed, CaseError."""
    _require_sender(section.case, by)
    if not text.strip():
        raise CaseError(_("Write what it is about."), field="text")
    return change_content(section, edition=edition, by=by, text=text.strip(), topic=topic or section.topic)


@act
def send_referral(
    *,
    case: Case,
    receiver: CareUnit,
    sections: Sequence[ReferralSection],
    basis: Basis,
    by: Assignment,
    answer_by: datetime | None = None,
) -> Sending:
    """Hands over who it is about and the chosen sections, and nothing else; the receiver is asked to answer.

    `answer_by`: when the receiver is late, so that a hand-over that ends before is refused. Raises CaseClosed;
    NotConsented, GroundDoesNotFit, GroundUnexplained; CaseError when it waits or is taken already, for a unit that is
    not there any more, the own one or one that documents nobody, without a section, and for a consent that ends first.
    """
    referral = _require_sender(case, by)
    if referral.state not in (State.DRAFT, State.RETURNED):
        raise CaseError(_("It has been sent already. Recall it first, if it is to be sent anew."))
    _check_receiver(receiver, by)
    if not sections:
        raise CaseError(_("Choose at least one part to tell."), field="sections")
    if receiver.pk not in {unit.pk for unit in participating_units(case)}:
        role, reason = Participation.Role.RECEIVER, Participation.Reason.WAS_SENT
        admit(case=case, unit=receiver, role=role, reason=reason, by=by)
    tell_identity(case=case, receiver=receiver, persons=persons_in(case, by), by=by, basis=basis)
    told = [Section(SectionKind.REFERRAL, row.topic, row.about, row.pk, row.edition, freeze(row)) for row in sections]
    news = _not_told(told, receiver)
    if not news:
        raise CaseError(_("The receiver knows all of this already. Add or correct something."), field="sections")
    row = disclose(case=case, receiver=receiver, sections=news, by=by, basis=basis)
    _check_lasts(row, answer_by)
    sending = Sending(
        case=case,
        number=Sending.objects.filter(case=case).count() + 1,
        receiver_unit=receiver,
        disclosure=row,
        sent_by=by.user,
        sent_at=timezone.now(),
    )
    sending.save(force_insert=True)
    set_state(referral, State.SENT)
    fact: dict[str, Any] = {"case": case, "origin": sending.pk, "code": case.kind, "due_at": answer_by}
    record_fact(What.REFERRAL_SENT, unit=by.unit, counterpart=receiver, **fact)
    record_fact(What.REFERRAL_CAME, unit=receiver, counterpart=by.unit, **fact)
    return sending


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

    Words go to the sender on the sending's ground, turned round. `due_at` is from when it was late. Raises CaseClosed;
    CaseError for a sending that waits no more, a no without reason, another unit than the receiver, words that no
    ground lets go. After a no, or another unit suggested, `leave_referral` ends the unit's part.
    """
    referral, sending = lock_referral(case), waiting_sending(case)
    require_open(case)
    if sending is None or sending.receiver_unit_id != by.unit_id:
        raise CaseError(_("It does not wait for an answer from your unit any more."))
    _check_answer(answer, reason, suggested, text, by)
    sending.answer, sending.reason, sending.suggested_unit = answer, reason, suggested
    sending.answered_by, sending.answered_at = by.user, timezone.now()
    sending.save()
    _tell_sender(sending, ReferralAnswer.Kind.ANSWER, text, by)
    set_state(referral, State.ACCEPTED if answer == Answer.ACCEPTED else State.RETURNED)
    record_fact(
        What.REFERRAL_ANSWERED,
        case=case,
        unit=by.unit,
        counterpart=referral.sender_unit,
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
        counterpart=referral.sender_unit,
        origin=sending.pk,
        code=result,
        due_at=due_at,
    )
    return referral


@act
def recall_referral(*, case: Case, by: Assignment) -> Sending:
    """The sender takes it back while nobody has accepted: what was told becomes the receiver's archive.

    Raises CaseClosed, CaseError.
    """
    referral, sending = _require_sender(case, by), waiting_sending(case)
    if sending is None:
        raise CaseError(_("It has been answered already and cannot be recalled."))
    end_sending(sending, Answer.RECALLED)
    set_state(referral, State.RETURNED)
    record_fact(What.REFERRAL_RECALLED, case=case, unit=by.unit, counterpart=sending.receiver_unit, origin=sending.pk)
    if sending.receiver_unit is not None:
        let_go(case=case, unit=sending.receiver_unit, by=by)
    return sending


@act
def close_referral(*, case: Case, reason: Case.ClosureReason, by: Assignment) -> Case:
    """Ends it; what still waits is recalled. Raises CaseClosed, CaseError."""
    referral = _require_sender(case, by)
    if waiting_sending(case) is not None:
        recall_referral(case=case, by=by)
        referral.refresh_from_db()
    set_state(referral, State.CLOSED)
    case.status, case.closed_at, case.closure_reason = Case.Status.CLOSED, timezone.now(), reason
    case.save(update_fields=["status", "closed_at", "closure_reason"])
    record_fact(What.CASE_CLOSED, case=case, unit=case.owner_unit, code=reason)
    return case


def let_go(*, case: Case, unit: CareUnit, by: Assignment) -> None:
    """Ends the unit's working access and its part; what it was told stays in its archive."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT end_disclosures(%s, %s)", [case.pk, unit.pk])
    end_participation(case=case, unit=unit, by=by)


def _require_sender(case: Case, by: Assignment) -> Referral:
    referral = lock_referral(case)
    require_open(case)
    if referral.sender_unit_id != by.unit_id:
        raise CaseError(_("Only the unit that writes the referral does this."))
    return referral


def _require_taken(case: Case, by: Assignment) -> Referral:
    referral = lock_referral(case)
    require_open(case)
    sent = Sending.objects.filter(case=case, answer=Answer.ACCEPTED).order_by("number").last()
    if referral.state != State.ACCEPTED or sent is None or sent.receiver_unit_id != by.unit_id:
        raise CaseError(_("Your unit has not taken this over."))
    return referral


def _check_receiver(receiver: CareUnit, by: Assignment) -> None:
    today = timezone.localdate()
    if receiver.pk == by.unit_id:
        raise CaseError(_("This is your own unit."), field="receiver")
    if receiver.valid_to is not None and receiver.valid_to < today:
        if receiver.successor is None:
            raise CaseError(_("The unit has closed down. Choose another."), field="receiver")
        after = {"name": receiver.successor.name}
        raise CaseError(_("The unit has closed down. %(name)s has taken over after it.") % after, field="receiver")
    if receiver.valid_from > today:
        raise CaseError(_("The unit has not opened yet."), field="receiver")
    if receiver.is_undocumented:
        raise CaseError(_("The unit writes nothing about anybody and takes no referrals."), field="receiver")


def _check_lasts(row: Disclosure, answer_by: datetime | None) -> None:
    last = row.valid_to
    if answer_by is None or last is None or last >= timezone.localdate(answer_by):
        return
    said = {"day": f"{last.day}/{last.month} {last.year}"}
    raise CaseError(
        _("What lets you tell ends on %(day)s, before the receiver has to answer. Ask for a longer time.") % said,
        field="valid_to",
    )


def _check_answer(
    answer: Sending.Answer, reason: Sending.Reason, suggested: CareUnit | None, text: str, by: Assignment
) -> None:
    if answer == Answer.TURNED_DOWN and not reason:
        raise CaseError(_("Choose why your unit cannot take it."), field="reason")
    if answer == Answer.OTHER_SUGGESTED and (suggested is None or suggested.pk == by.unit_id):
        raise CaseError(_("Choose which unit you suggest."), field="suggested")
    if answer == Answer.MORE_ASKED and not text.strip():
        raise CaseError(_("Write what you need to know."), field="text")


def _not_told(sections: list[Section], receiver: CareUnit) -> list[Section]:
    """What the unit does not hold already, in this edition, by a hand-over that stands."""
    origins = [section.origin for section in sections]
    held = set(
        DisclosedSection.objects.filter(origin__in=origins, receiver_unit=receiver, ended_at=None).values_list(
            "origin", "edition"
        )
    )
    return [section for section in sections if (section.origin, section.edition) not in held]


def _tell_sender(sending: Sending, kind: ReferralAnswer.Kind, text: str, by: Assignment) -> None:
    if not text.strip():
        return
    require_documenting(by)
    case, given = sending.case, sending.disclosure
    sender = case.owner_unit
    ground = ground_back(given.ground, by.unit, sender) if given is not None else None
    if given is None or ground is None:
        raise CaseError(_("Only the answer itself may go back to this sender, without words."), field="text")
    about: CasePerson = known_subject(case, by)
    topic = Topic(Referral.objects.get(case=case).topic)
    row = new_content(
        ReferralAnswer, case=case, by=by, topic=topic, about=about, kind=kind, sending=sending, text=text.strip()
    )
    section = Section(SectionKind.ANSWER, row.topic, about, row.pk, row.edition, freeze(row))
    basis = Basis(ground, given.ground_group, given.ground_section, given.ground_need, given.valid_to)
    try:
        disclose(case=case, receiver=sender, sections=[section], by=by, basis=basis)
    except NotConsented:
        raise CaseError(_("The consent does not let you write to the sender about this."), field="text") from None
