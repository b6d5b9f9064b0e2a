"""Calling to a meeting and replying; and what becomes of a call that no longer holds."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError, SummonsClosed
from cases.models import (
    Participation,
    PlanMeeting,
    Summons,
)
from cases.selectors.case import persons_in
from cases.selectors.participation import participating_units
from cases.services.fact import What, record_call
from cases.services.guards import require_planned
from cases.services.participation import admit
from cases.services.told_identity import tell_identity

Kind = Summons.Kind
Reply = Summons.Reply


@act
def call_unit(*, meeting: PlanMeeting, unit: CareUnit, kind: Kind, by: Assignment) -> Summons:
    """Calls (must attend) or invites (may attend) a unit, lets it into the case and tells it who it is about.

    Telling another provider needs consent: raises NotConsented. Raises CaseError for a unit already called.
    """
    require_planned(meeting)
    if Summons.objects.filter(meeting=meeting, unit=unit, withdrawn_at=None).exists():
        raise CaseError(_("The unit is already called."), field="units")
    case = meeting.case
    if unit.pk not in {each.pk for each in participating_units(case)}:
        role = Participation.Role.CALLED if kind == Kind.SUMMONS else Participation.Role.INVITED
        admit(case=case, unit=unit, role=role, reason=Participation.Reason.SUMMONED, by=by)
    if unit.provider_id != by.unit.provider_id:
        tell_identity(case=case, receiver=unit, persons=persons_in(case, by), by=by)
    row = Summons(case=case, meeting=meeting, kind=kind, unit=unit)
    row.save(force_insert=True)
    record_call(What.CALLED, row, code=kind, by=by)
    return row


@act
def call_party(*, meeting: PlanMeeting, party: str, kind: Kind, by: Assignment) -> Summons:
    """A party without account (a school, a dentist): gets a printed letter, and the reply is recorded by hand."""
    require_planned(meeting)
    row = Summons(case=meeting.case, meeting=meeting, kind=kind, party=party)
    row.save(force_insert=True)
    record_call(What.CALLED, row, code=kind, by=by)
    return row


@act
def note_letter(*, summons: Summons, by: Assignment) -> None:
    summons.letter_printed_at = timezone.now()
    summons.save(update_fields=["letter_printed_at"])


@act
def reply_to_summons(
    *,
    summons: Summons,
    reply: Reply,
    by: Assignment,
    note: str = "",
    who_comes: str = "",
    due_at: datetime | None = None,
) -> Summons:
    """The called unit's answer, or a party's recorded by the one who called; `due_at` is from when it is late.

    Raises SummonsClosed once the meeting is held.
    """
    list(PlanMeeting.objects.select_for_update(no_key=True).filter(pk=summons.meeting_id).only("pk"))
    if summons.withdrawn_at or PlanMeeting.objects.get(pk=summons.meeting_id).status != PlanMeeting.Status.PLANNED:
        raise SummonsClosed
    if reply == Reply.SUBSTITUTE and not who_comes:
        raise CaseError(_("Write who comes instead."), field="who_comes")
    summons.reply, summons.reply_note, summons.who_comes = reply, note, who_comes
    summons.replied_at, summons.replied_by = timezone.now(), by.user
    summons.save()
    record_call(What.REPLIED, summons, code=reply, due_at=due_at, by=by)
    return summons


@act
def withdraw_summons(*, summons: Summons, by: Assignment) -> None:
    summons.withdrawn_at = timezone.now()
    summons.save(update_fields=["withdrawn_at"])
    record_call(What.SUMMONS_WITHDRAWN, summons, code=summons.kind, by=by)


def ask_again(summons: Summons, *, is_other_time: bool) -> None:
    """What was answered and printed no longer holds; a letter says the place as well."""
    fields: dict[str, object] = {"letter_printed_at": None}
    if is_other_time:
        fields |= {"reply": Reply.NONE, "reply_note": "", "who_comes": "", "replied_at": None, "replied_by": None}
    changed = [name for name, value in fields.items() if getattr(summons, name) != value]
    for name in changed:
        setattr(summons, name, fields[name])
    if changed:
        summons.save(update_fields=changed)
