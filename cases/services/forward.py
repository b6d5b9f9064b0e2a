"""The receiver of a referral passes on what it was told, to a unit that suits better. The sender keeps the baton.

Within the receiver's provider it goes on as it came; to another by a consent that names that unit; or on a ground of
the receiver's own, as if it told something new (issue: forwarding asks for a new ground).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

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
    Ground,
    Participation,
    Referral,
    SectionKind,
    Sending,
)
from cases.permissions import in_force
from cases.selectors.case import persons_in
from cases.selectors.participation import participating_units
from cases.services.baton import next_number, waiting_sending
from cases.services.disclosure import Basis, Section, disclose
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, lock_referral, require_open
from cases.services.participation import admit
from cases.services.referral import check_receiver, require_lasting
from cases.services.told_identity import tell_identity


@act
def forward_referral(
    *,
    case: Case,
    receiver: CareUnit,
    sections: Sequence[DisclosedSection],
    basis: Basis,
    by: Assignment,
    answer_by: datetime | None = None,
    due_at: datetime | None = None,
) -> Sending:
    """Answers by passing on the chosen copies, as they are, and who they are about; `receiver` is asked to answer.

    `answer_by`: when that one is late; `due_at`: when the acting unit was. Afterwards `leave_referral` ends the acting
    unit's part. Raises CaseClosed; NotConsented, GroundDoesNotFit, GroundUnexplained; CaseError for one that does not
    wait for the acting unit, for the sender, for a unit that `send_referral` refuses too, and without a part.
    """
    referral, came = lock_referral(case), waiting_sending(case)
    require_open(case)
    if came is None or came.receiver_unit_id != by.unit_id:
        raise CaseError(_("It does not wait for an answer from your unit any more."))
    check_receiver(receiver, by)
    if receiver.pk == referral.sender_unit_id:
        raise CaseError(_("This unit sent it to you. Answer it instead."), field="receiver")
    if not sections:
        raise CaseError(_("Choose at least one part to tell."), field="sections")
    _answer(came, by)
    if receiver.pk not in {unit.pk for unit in participating_units(case)}:
        role, reason = Participation.Role.RECEIVER, Participation.Reason.WAS_SENT
        admit(case=case, unit=receiver, role=role, reason=reason, by=by)
    row = _hand_over(case, receiver, _by_basis(sections, basis, by), by)
    require_lasting(row, answer_by)
    sending = Sending(
        case=case,
        number=next_number(case),
        receiver_unit=receiver,
        disclosure=row,
        forwarded_from=came,
        sent_by=by.user,
        sent_at=timezone.now(),
    )
    sending.save(force_insert=True)
    _record(referral, came, sending, receiver, by, answer_by, due_at)
    return sending


@act
def pass_to_successor(*, case: Case, successor: CareUnit, by: Assignment) -> None:
    """What others than the case's owner passed on to the acting unit, which closes down, goes on to its successor.

    As within the provider otherwise: it ends with what it came on. What that does not let go any more stays behind.
    """
    held = DisclosedSection.objects.filter(in_force(), case=case, receiver_unit=by.unit, kind=SectionKind.REFERRAL)
    passed_on = held.exclude(disclosure__sender_unit=case.owner_unit_id)
    rows = list(passed_on.select_related("disclosure__rests_on_unit").order_by("created_at", "pk"))
    for basis, sections in _by_basis(rows, Basis(Ground.WITHIN_PROVIDER), by).items():
        try:
            row = _hand_over(case, successor, {basis: sections}, by)
        except NotConsented:
            continue
        came = {section.disclosure_id for section in sections}
        for sending in Sending.objects.filter(case=case, receiver_unit=by.unit, disclosure__in=came):
            sending.disclosure = row
            sending.save(update_fields=["disclosure"])


def _answer(came: Sending, by: Assignment) -> None:
    came.answer, came.answered_by, came.answered_at = Sending.Answer.FORWARDED, by.user, timezone.now()
    came.save()


def _by_basis(
    sections: Sequence[DisclosedSection], basis: Basis, by: Assignment
) -> dict[Basis, list[DisclosedSection]]:
    """On what each part goes on. What came on consent comes first: it says who it is about, as long as that holds."""
    if basis.ground != Ground.WITHIN_PROVIDER:
        return {basis: list(sections)}
    found: dict[Basis, list[DisclosedSection]] = {}
    for section in sorted(sections, key=lambda each: each.disclosure.came_on != Ground.CONSENT):
        given: Disclosure = section.disclosure
        goes_on = replace(
            basis,
            came_on=Ground(given.came_on),
            to_unit=given.rests_on_unit or by.unit,
            valid_to=_earlier(basis.valid_to, section.valid_to),
        )
        found.setdefault(goes_on, []).append(section)
    return found


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _hand_over(
    case: Case, receiver: CareUnit, parts: dict[Basis, list[DisclosedSection]], by: Assignment
) -> Disclosure:
    """One hand-over for each basis; answers with the first."""
    people = persons_in(case, by)
    rows = []
    for basis, sections in parts.items():
        tell_identity(case=case, receiver=receiver, persons=people, by=by, basis=basis)
        copies = [_as_it_came(section, people, case, by) for section in sections]
        rows.append(disclose(case=case, receiver=receiver, sections=copies, by=by, basis=basis))
    return rows[0]


def _as_it_came(row: DisclosedSection, people: Iterable[CasePerson], case: Case, by: Assignment) -> Section:
    """Origin, edition and words of who wrote it; about the same person, as the own unit knows them."""
    about = next((each for each in people if str(each.disclosed_from_id) == row.content["about_id"]), None)
    about = about or known_subject(case, by)
    return Section(SectionKind(row.kind), row.topic, about, row.origin, row.edition, row.content)


def _record(
    referral: Referral,
    came: Sending,
    sending: Sending,
    receiver: CareUnit,
    by: Assignment,
    answer_by: datetime | None,
    due_at: datetime | None,
) -> None:
    case = sending.case
    sent: dict[str, Any] = {"case": case, "origin": sending.pk, "code": case.kind, "due_at": answer_by}
    record_fact(
        What.REFERRAL_ANSWERED,
        case=case,
        unit=by.unit,
        counterpart=referral.sender_unit,
        origin=came.pk,
        code=Sending.Answer.FORWARDED,
        due_at=due_at,
    )
    record_fact(What.REFERRAL_SENT, unit=by.unit, counterpart=receiver, **sent)
    record_fact(What.REFERRAL_CAME, unit=receiver, counterpart=by.unit, **sent)
