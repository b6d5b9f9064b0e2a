"""A meeting: planning it, noting who came and what was said, and closing it. Calls to it: summons.py."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit, User
from cases.errors import CaseError, StaleText
from cases.models import (
    Case,
    CasePerson,
    Consent,
    Deviation,
    FamilyAttendance,
    MeetingNote,
    PlanMeeting,
    Summons,
    Topic,
)
from cases.selectors.consent import consent_lasts_to
from cases.services.content import change_content, new_content
from cases.services.fact import What, record_fact, record_meeting
from cases.services.guards import known_subject, lock_plan, require_open, require_planned
from cases.services.plan import share_own_sections
from cases.services.summons import ask_again, withdraw_summons

Kind = Summons.Kind
Attendance = Summons.Attendance


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """When and where; `place` or `link` must be given, times with zone."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    chair: User
    secretary: User | None = None
    interpreter: str = ""


@act
def plan_meeting(*, case: Case, facts: MeetingFacts, by: Assignment) -> PlanMeeting:
    """A meeting to come, within the consents of now.

    Raises CaseClosed; CaseError for an end before the start, no place, a time that passed, a day before the consent
    was given or after it ends.
    """
    require_open(case)
    _check_times(facts)
    _check_consented(case, facts, by)
    row = PlanMeeting(
        case=case,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        place=facts.place,
        link=facts.link,
        chair=facts.chair,
        secretary=facts.secretary,
        interpreter=facts.interpreter,
    )
    row.save(force_insert=True)
    record_fact(What.MEETING_PLANNED, case=case, unit=by.unit, origin=row.pk)
    return row


@act
def move_meeting(*, meeting: PlanMeeting, facts: MeetingFacts, by: Assignment) -> PlanMeeting:
    """Another time or place. A reply to another time says nothing of this one: each is then asked again.

    Raises what plan_meeting raises, and CaseError for a meeting that was held or cancelled.
    """
    require_planned(meeting)
    _check_times(facts)
    _check_consented(meeting.case, facts, by)
    is_other_time = (facts.starts_at, facts.ends_at) != (meeting.starts_at, meeting.ends_at)
    meeting.starts_at, meeting.ends_at = facts.starts_at, facts.ends_at
    meeting.place, meeting.link, meeting.interpreter = facts.place, facts.link, facts.interpreter
    meeting.chair, meeting.secretary = facts.chair, facts.secretary
    meeting.save()
    for summons in Summons.objects.filter(meeting=meeting, withdrawn_at=None):
        ask_again(summons, is_other_time=is_other_time)
    return meeting


@act
def note_attendance(*, summons: Summons, attendance: Attendance, by: Assignment) -> None:
    require_planned(summons.meeting)
    summons.attendance = attendance
    summons.save(update_fields=["attendance"])


@act
def note_family_attendance(*, meeting: PlanMeeting, person: CasePerson, attendance: Attendance, by: Assignment) -> None:
    require_planned(meeting)
    row = FamilyAttendance.objects.filter(meeting=meeting, person=person).first() or FamilyAttendance(
        case=meeting.case, meeting=meeting, person=person, owner_provider_id=by.unit.provider_id
    )
    row.attendance = attendance
    row.save()


@act
def write_meeting_note(
    *,
    meeting: PlanMeeting,
    agenda_item: UUID | None,
    text: str,
    edition: int,
    topic: Topic,
    about: CasePerson,
    by: Assignment,
) -> MeetingNote:
    """What was said under one point; `edition` 0 is a note not yet there. Raises StaleText with the other's text."""
    lock_plan(meeting.case)
    require_planned(meeting)
    row = MeetingNote.objects.filter(meeting=meeting, agenda_item=agenda_item, owner_unit=by.unit).first()
    if row is None:
        return new_content(
            MeetingNote,
            case=meeting.case,
            by=by,
            topic=topic,
            about=about,
            meeting=meeting,
            agenda_item=agenda_item,
            text=text,
        )
    if row.text == text:
        return row
    if row.edition != edition:
        raise StaleText(row)
    return change_content(row, edition=edition, by=by, text=text)


@act
def close_meeting(*, meeting: PlanMeeting, by: Assignment, due_at: datetime | None = None) -> list[Deviation]:
    """Ends the meeting; what the acting unit wrote in the plan is shown to the others, where consent lets them know.

    Who was called and did not come becomes a deviation. `due_at` is from when the meeting was late.
    Raises CaseError while somebody's attendance is unnoted.
    """
    require_planned(meeting)
    summonses = list(Summons.objects.filter(meeting=meeting, withdrawn_at=None).select_related("unit"))
    if any(each.attendance == Attendance.UNKNOWN for each in summonses):
        raise CaseError(_("Note for everybody who was called whether they came."), field="attendance")
    meeting.status, meeting.closed_at = PlanMeeting.Status.HELD, timezone.now()
    meeting.save(update_fields=["status", "closed_at"])
    share_own_sections(case=meeting.case, by=by)
    record_meeting(meeting, summonses, due_at=due_at, by=by)
    missed = [each for each in summonses if each.kind == Kind.SUMMONS and each.attendance == Attendance.ABSENT]
    return [_deviation(each, by) for each in missed]


@act
def cancel_meeting(*, meeting: PlanMeeting, reason: PlanMeeting.CancelReason, by: Assignment) -> PlanMeeting:
    """It does not take place, and nobody is called to it any more. Raises CaseError for one held or cancelled."""
    require_planned(meeting)
    meeting.status = PlanMeeting.Status.CANCELLED
    meeting._change_reason = PlanMeeting.CancelReason(reason).value  # type: ignore[attr-defined]
    meeting.save(update_fields=["status"])
    for summons in Summons.objects.filter(meeting=meeting, withdrawn_at=None):
        withdraw_summons(summons=summons, by=by)
    record_fact(What.MEETING_CANCELLED, case=meeting.case, unit=by.unit, origin=meeting.pk)
    return meeting


@act
def record_deviation(
    *, case: Case, kind: Deviation.Kind, text: str, by: Assignment, unit: CareUnit | None = None, party: str = ""
) -> Deviation:
    """A party did not come or did not deliver, in the acting unit's words."""
    subject = known_subject(case, by)
    row = new_content(
        Deviation, case=case, by=by, topic=Topic.OTHER, about=subject, kind=kind, unit=unit, party=party, text=text
    )
    counterpart = by.unit if unit else None
    record_fact(What.DEVIATED, case=case, unit=unit or by.unit, counterpart=counterpart, origin=row.pk, code=kind)
    return row


def _deviation(summons: Summons, by: Assignment) -> Deviation:
    return record_deviation(
        case=summons.case, kind=Deviation.Kind.NOT_COME, text="", unit=summons.unit, party=summons.party, by=by
    )


def _check_times(facts: MeetingFacts) -> None:
    if facts.ends_at <= facts.starts_at:
        raise CaseError(_("The meeting ends before it starts."), field="ends_at")
    if not facts.place and not facts.link:
        raise CaseError(_("Write a place or a link."), field="place")
    if facts.starts_at <= timezone.now():
        raise CaseError(_("The time has already passed."), field="day")


def _check_consented(case: Case, facts: MeetingFacts, by: Assignment) -> None:
    subject = known_subject(case, by)
    day = timezone.localdate(facts.starts_at)
    given = Consent.objects.filter(case=case, answer=Consent.Answer.YES, withdrawn_at=None)
    first = given.order_by("given_on").values_list("given_on", flat=True).first()
    if first is None or day < first:
        raise CaseError(_("The meeting lies before the consent."), field="day")
    last = consent_lasts_to(case, subject.pk)
    if last is not None and day > last:
        raise CaseError(_("The consent ends before the meeting. Choose an earlier day, or ask again."), field="day")
