"""Who has the baton of a referral: how it moves between sender and receiver, and back."""

from django.db import connection
from django.utils import timezone

from accounts.models import Assignment, CareUnit
from cases.models import Case, Party, Referral, Sending
from cases.selectors.participation import participating_units
from cases.services.guards import lock_referral
from cases.services.participation import end_participation

Answer = Sending.Answer
# After these the receiver's part is over: what it was told is its archive.
LETS_GO = (Answer.OTHER_SUGGESTED, Answer.TURNED_DOWN, Answer.FORWARDED)
GONE = (*LETS_GO, Answer.RECALLED, Answer.ENDED)


def return_referral(*, case: Case, unit: CareUnit) -> None:
    """The unit has nothing left of what it was told (a consent was withdrawn): the baton is with the sender again."""
    if not Referral.objects.filter(case=case).exists():
        return
    referral = lock_referral(case)
    sent = Sending.objects.filter(case=case, receiver_unit=unit).order_by("number").last()
    if sent is None or sent.answer in GONE or referral.state == Referral.State.CLOSED:
        return
    if sent.answer == Answer.NONE:
        end_sending(sent, Answer.ENDED)
    set_state(referral, Referral.State.RETURNED)


def return_from_party(*, case: Case) -> None:
    """As return_referral, of what went on paper: what let a party know has ended, and the baton is with the sender."""
    if case.kind not in Case.REFERRALS or not Referral.objects.filter(case=case).exists():
        return
    referral = lock_referral(case)
    sent = Sending.objects.select_related("disclosure").filter(case=case).order_by("number").last()
    if sent is None or not sent.party or sent.disclosure is None or sent.disclosure.ended_at is None:
        return
    if sent.answer == Answer.NONE:
        end_sending(sent, Answer.ENDED)
    if referral.state in (Referral.State.SENT, Referral.State.ACCEPTED):
        set_state(referral, Referral.State.RETURNED)


def let_party_go(*, case: Case, party: str) -> None:
    """Ends what the party was told: what it got on paper is its own document."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT end_disclosures(%s, %s)", [case.pk, party])


def let_go(*, case: Case, unit: CareUnit, by: Assignment) -> None:
    """Ends the unit's working access and its part; what it was told stays in its archive."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT end_disclosures(%s, %s)", [case.pk, unit.pk])
    end_participation(case=case, unit=unit, by=by)


def let_others_go(*, case: Case, to: CareUnit | Party, by: Assignment) -> None:
    """Who asked for more and is not the one that is asked now has nothing more to do with it."""
    rows = Sending.objects.select_related("receiver_unit", "disclosure").filter(case=case, answer=Answer.MORE_ASKED)
    taking_part = {unit.pk for unit in participating_units(case)}
    asked = list(rows.order_by("number"))
    for unit in {each.receiver_unit for each in asked}:
        if unit is not None and unit != to and unit.pk in taking_part:
            let_go(case=case, unit=unit, by=by)
    standing = {each.party for each in asked if each.party and each.disclosure and each.disclosure.ended_at is None}
    for party in standing - ({to.name} if isinstance(to, Party) else set()):
        let_party_go(case=case, party=party)


def waiting_sending(case: Case) -> Sending | None:
    return Sending.objects.select_related("receiver_unit", "disclosure").filter(case=case, answer="").first()


def next_number(case: Case) -> int:
    """The number of the next sending, after those too that the acting unit does not see. Needs the referral's lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_sending_number(%s)", [case.pk])
        return int(cursor.fetchone()[0])


def end_sending(sending: Sending, answer: Sending.Answer) -> None:
    sending.answer, sending.answered_at = answer, timezone.now()
    sending.save(update_fields=["answer", "answered_at"])


def set_state(referral: Referral, state: Referral.State) -> None:
    referral.state = state
    referral.save()
