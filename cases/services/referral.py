"""Writing a referral, sending it, answering it, and saying what became of it.

The baton stays with the sender until a receiver accepts. Every sending stands: what is corrected is sent again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError
from cases.models import (
    Case,
    DisclosedSection,
    Disclosure,
    Participation,
    Referral,
    ReferralSection,
    Sending,
    Topic,
)
from cases.models.base import Content
from cases.selectors.case import persons_in
from cases.selectors.participation import participating_units
from cases.selectors.section import KIND_OF, freeze
from cases.services.attachment import require_standing
from cases.services.baton import (
    end_sending,
    let_go,
    let_others_go,
    let_party_go,
    next_number,
    set_state,
    waiting_sending,
)
from cases.services.case import open_case
from cases.services.content import change_content, new_content
from cases.services.disclosure import Basis, Section, disclose
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, lock_referral, require_open
from cases.services.participation import admit
from cases.services.person import PersonFacts
from cases.services.told_identity import tell_identity

State, Answer = Referral.State, Sending.Answer


@act
def open_referral(
    *,
    kind: Case.Kind,
    topic: Topic,
    subject: PersonFacts,
    by: Assignment,
    carried_by: PersonFacts | None = None,
    purpose: Referral.Purpose = Referral.Purpose.OTHER,
) -> Case:
    """A referral about one person, with nobody told yet. Raises what open_case raises."""
    case = open_case(subject=subject, carried_by=carried_by, kind=kind, by=by)
    Referral(case=case, sender_unit=by.unit, topic=topic, purpose=purpose).save(force_insert=True)
    return case


@act
def write_section(
    *,
    case: Case,
    heading: ReferralSection.Heading,
    topic: Topic,
    text: str,
    by: Assignment,
    schedule: dict[str, Any] | None = None,
) -> ReferralSection:
    """A part of what may be told. Raises CaseClosed, Undocumented; CaseError without words, or from another unit."""
    _require_sender(case, by)
    if not text.strip():
        raise CaseError(_("Write what it is about."), field="text")
    about = known_subject(case, by)
    follows = (schedule or {}).get("follows")
    words = {"heading": heading, "text": text.strip(), "schedule": schedule, "follows": follows and UUID(follows)}
    return new_content(ReferralSection, case=case, by=by, topic=topic, about=about, **words)


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
    sections: Sequence[Content],
    basis: Basis,
    by: Assignment,
    answer_by: datetime | None = None,
) -> Sending:
    """Hands over who it is about and the chosen sections and attachments, and nothing else; the receiver is asked to
    answer.

    `answer_by`: when the receiver is late, so that a hand-over that ends before is refused. Raises CaseClosed;
    NotConsented, GroundDoesNotFit, GroundUnexplained; CaseError when it waits or is taken already, for a unit that is
    not there any more, the own one or one that documents nobody, without a section, and for a consent that ends first.
    """
    referral = require_sendable(case, by)
    check_receiver(receiver, by)
    if not sections:
        raise CaseError(_("Choose at least one part to tell."), field="sections")
    require_standing(sections)
    if receiver.pk not in {unit.pk for unit in participating_units(case)}:
        role, reason = Participation.Role.RECEIVER, Participation.Reason.WAS_SENT
        admit(case=case, unit=receiver, role=role, reason=reason, by=by)
    tell_identity(case=case, receiver=receiver, persons=persons_in(case, by), by=by, basis=basis)
    told = [Section(KIND_OF[type(row)], row.topic, row.about, row.pk, row.edition, freeze(row)) for row in sections]
    news = _not_told(told, receiver)
    if not news:
        raise CaseError(_("The receiver knows all of this already. Add or correct something."), field="sections")
    row = disclose(case=case, receiver=receiver, sections=news, by=by, basis=basis)
    require_lasting(row, answer_by)
    sending = Sending(
        case=case,
        number=next_number(case),
        receiver_unit=receiver,
        disclosure=row,
        sent_by=by.user,
        sent_at=timezone.now(),
    )
    sending.save(force_insert=True)
    let_others_go(case=case, to=receiver, by=by)
    set_state(referral, State.SENT)
    fact: dict[str, Any] = {"case": case, "origin": sending.pk, "code": case.kind, "due_at": answer_by}
    record_fact(What.REFERRAL_SENT, unit=by.unit, counterpart=receiver, **fact)
    record_fact(What.REFERRAL_CAME, unit=receiver, counterpart=by.unit, **fact)
    return sending


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
    else:
        let_party_go(case=case, party=sending.party)
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


def require_sendable(case: Case, by: Assignment) -> Referral:
    """The locked referral, if it may be sent now. Raises CaseClosed, CaseError."""
    referral = _require_sender(case, by)
    if referral.state not in (State.DRAFT, State.RETURNED):
        raise CaseError(_("It has been sent already. Recall it first, if it is to be sent anew."))
    return referral


def _require_sender(case: Case, by: Assignment) -> Referral:
    referral = lock_referral(case)
    require_open(case)
    if referral.sender_unit_id != by.unit_id:
        raise CaseError(_("Only the unit that writes the referral does this."))
    return referral


def check_receiver(receiver: CareUnit, by: Assignment) -> None:
    """A unit that is there today and takes referrals. Raises CaseError."""
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


def require_lasting(row: Disclosure, answer_by: datetime | None) -> None:
    """A hand-over that ends before the receiver has to answer is none. Raises CaseError."""
    last = row.valid_to
    if answer_by is None or last is None or last >= timezone.localdate(answer_by):
        return
    said = {"day": f"{last.day}/{last.month} {last.year}"}
    raise CaseError(
        _("What lets you tell ends on %(day)s, before the receiver has to answer. Ask for a longer time.") % said,
        field="valid_to",
    )


def _not_told(sections: list[Section], receiver: CareUnit) -> list[Section]:
    """What the unit does not hold already, in this edition, by a hand-over that stands."""
    origins = [section.origin for section in sections]
    held = set(
        DisclosedSection.objects.filter(origin__in=origins, receiver_unit=receiver, ended_at=None).values_list(
            "origin", "edition"
        )
    )
    return [section for section in sections if (section.origin, section.edition) not in held]
