"""A referral on paper, to a party without account: recorded here, carried by the sender's own secure channel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError, NotConsented
from cases.identity import display_number
from cases.models import Case, CasePerson, Channel, Party, Referral, ReferralSection, SectionKind, Sending, Topic
from cases.selectors.case import persons_in
from cases.selectors.section import freeze
from cases.services.baton import LETS_GO, let_others_go, next_number, set_state
from cases.services.disclosure import BY_CONSENT, Basis, Section, disclose, identity_of
from cases.services.fact import What, record_fact
from cases.services.guards import lock_referral
from cases.services.referral import require_lasting, require_sendable


@act
def send_to_party(
    *,
    case: Case,
    party: Party,
    sections: Sequence[ReferralSection],
    channel: Channel,
    posted_on: date,
    by: Assignment,
    basis: Basis = BY_CONSENT,
    answer_by: datetime | None = None,
) -> Sending:
    """One hand-over of who it is about and the chosen sections, frozen as they go on the paper; whole each time.

    `answer_by`: as in send_referral. Raises CaseClosed, NotConsented, GroundDoesNotFit, GroundUnexplained; CaseError
    when it waits or is taken already, without a name or a section, for a day that has not come, and for a consent that
    ends before the answer is due.
    """
    referral = require_sendable(case, by)
    _check(party, sections, posted_on)
    row = disclose(case=case, receiver=party, sections=_on_paper(case, sections, basis, party, by), by=by, basis=basis)
    require_lasting(row, answer_by)
    sending = Sending(
        case=case,
        number=next_number(case),
        party=party.name,
        party_kind=party.kind,
        channel=channel,
        posted_on=posted_on,
        disclosure=row,
        sent_by=by.user,
        sent_at=timezone.now(),
    )
    sending.save(force_insert=True)
    let_others_go(case=case, to=party, by=by)
    set_state(referral, Referral.State.SENT)
    record_fact(What.REFERRAL_SENT, case=case, unit=by.unit, origin=sending.pk, code=case.kind, due_at=answer_by)
    return sending


@act
def note_end_told(*, sending: Sending, on: date, by: Assignment) -> Sending:
    """The party has been told that what it was told no longer holds; also after the case was closed.

    Raises CaseError: for another unit than the sender, where there is nothing to tell, for a day to come or before it
    ended.
    """
    referral = lock_referral(sending.case)
    sending = Sending.objects.select_related("disclosure").get(pk=sending.pk)
    if referral.sender_unit_id != by.unit_id or not end_is_to_be_told(sending):
        raise CaseError(_("There is nothing to tell about it any more."))
    ended_at = sending.disclosure.ended_at if sending.disclosure else None
    if on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="on")
    if ended_at is not None and on < timezone.localdate(ended_at):
        raise CaseError(_("It still held on that day."), field="on")
    sending.end_told_on = on
    sending.save(update_fields=["end_told_on"])
    return sending


def end_is_to_be_told(sending: Sending) -> bool:
    """What the party was told has ended otherwise than by its own no, and nobody has noted telling it."""
    given = sending.disclosure
    has_ended = given is not None and given.ended_at is not None
    return bool(sending.party) and has_ended and sending.answer not in LETS_GO and sending.end_told_on is None


def numbered(people: Sequence[CasePerson]) -> dict[UUID, str]:
    """The numbers that stand on the paper, for the receiver to find its own record by: the child's, or its carrier's.

    Never that of somebody whose particulars are protected.
    """
    subject = next((each for each in people if each.relation == CasePerson.Relation.SUBJECT), None)
    sought = {subject.pk, subject.carried_by_id} if subject else set()
    shown = [each for each in people if each.pk in sought and each.number and not each.is_protected]
    return {each.pk: display_number(each.number, each.number_kind) for each in shown}


def _on_paper(
    case: Case, sections: Sequence[ReferralSection], basis: Basis, party: Party, by: Assignment
) -> list[Section]:
    people = [each for each in persons_in(case, by) if basis.lets_know(case, Topic.IDENTITY, each.pk, party)]
    if not any(each.relation == CasePerson.Relation.SUBJECT for each in people):
        raise NotConsented
    numbers = numbered(people)
    known = [_with_number(identity_of(each), numbers.get(each.pk)) for each in people]
    told = [Section(SectionKind.REFERRAL, row.topic, row.about, row.pk, row.edition, freeze(row)) for row in sections]
    return [*known, *told]


def _with_number(section: Section, number: str | None) -> Section:
    return replace(section, content=section.content | {"number": number}) if number else section


def _check(party: Party, sections: Sequence[ReferralSection], posted_on: date) -> None:
    if not party.name.strip():
        raise CaseError(_("Write who gets it."), field="party")
    if not sections:
        raise CaseError(_("Choose at least one part to tell."), field="sections")
    if posted_on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="posted_on")
