"""One fact row per act, for the figures. Called by the services within their own transaction."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import Assignment, CareUnit
from cases.models import (
    Case,
    Consent,
    Fact,
    Goal,
    InterventionProgress,
    PlanMeeting,
    ProgrammeStep,
    Statement,
    Summons,
)
from cases.models.base import Content
from cases.selectors.consent import is_consented

What = Fact.What
CHILD_VOICE = "child_voice"
OWN_WORDS = "own_words"


def record_fact(
    what: Fact.What,
    *,
    case: Case,
    unit: CareUnit,
    counterpart: CareUnit | None = None,
    origin: UUID | None = None,
    code: str = "",
    happened: date | None = None,
    due_at: datetime | None = None,
    step: ProgrammeStep | None = None,
) -> None:
    """`happened` is a moment, or a day that has come: today's is now, an earlier one its beginning."""
    now = timezone.now()
    Fact(
        what=what,
        code=code,
        case=case,
        unit=unit,
        provider_id=unit.provider_id,
        counterpart=counterpart,
        origin=origin,
        due_at=due_at,
        step=step,
        happened_at=moment_of(happened, now),
        registered_at=now,
    ).save(force_insert=True)


def record_answer(consent: Consent, *, due_at: datetime | None, by: Assignment) -> None:
    """A person's answer; and, where it was the last that was missing, that everybody has said yes."""
    record_fact(
        What.CONSENT_ANSWERED,
        case=consent.case,
        unit=by.unit,
        origin=consent.pk,
        code=consent.answer,
        happened=consent.given_on,
        due_at=due_at,
    )
    if consent.answer == Consent.Answer.YES:
        record_consented(consent.case, happened=consent.given_on, by=by)


def record_consented(case: Case, *, by: Assignment, happened: date | None = None) -> None:
    """Nothing while somebody who must consent has not."""
    if is_consented(case, by):
        record_fact(What.CONSENT_COMPLETE, case=case, unit=by.unit, happened=happened)


def record_call(
    what: Fact.What, summons: Summons, *, by: Assignment, code: str, due_at: datetime | None = None
) -> None:
    """What became of a summons, on the called unit; a party without account is told of on the one who called."""
    # The unit is read only where another one acts.
    is_own = summons.unit_id in (None, by.unit_id)
    unit, counterpart = (by.unit, None) if is_own else (summons.unit, by.unit)
    record_fact(
        what,
        case=summons.case,
        unit=unit,  # type: ignore[arg-type]
        counterpart=counterpart,
        origin=summons.pk,
        code=code,
        due_at=due_at,
    )


def record_meeting(
    meeting: PlanMeeting, summonses: Iterable[Summons], *, due_at: datetime | None, by: Assignment
) -> None:
    """That it was held, and per called unit whether it came and in which role: of the one who answered for it.

    The role is empty where nobody answered, or a substitute came.
    """
    happened = min(meeting.starts_at, timezone.now())
    record_fact(What.MEETING_HELD, case=meeting.case, unit=by.unit, origin=meeting.pk, happened=happened, due_at=due_at)
    called = [each for each in summonses if each.unit is not None]
    roles = _roles_of(called)
    for each in called:
        came = each.attendance != Summons.Attendance.ABSENT
        record_fact(
            What.ATTENDED if came else What.ABSENT,
            case=meeting.case,
            unit=each.unit,  # type: ignore[arg-type]
            counterpart=by.unit,
            origin=each.pk,
            code=roles.get(each.pk, ""),
            happened=happened,
        )


def record_words(row: Content, *, by: Assignment) -> None:
    """A goal, with or without the person's own words; the child's voice. Other sections are no facts."""
    if isinstance(row, Goal):
        code = OWN_WORDS if row.own_words.strip() else ""
        record_fact(What.GOAL_WRITTEN, case=row.case, unit=by.unit, origin=row.pk, code=code)
    elif isinstance(row, Statement) and row.field_id == CHILD_VOICE:
        record_fact(What.CHILD_HEARD, case=row.case, unit=by.unit, origin=row.pk)


def record_progress(row: InterventionProgress, *, by: Assignment) -> None:
    """On the unit that does it; on the one who noted it where no unit does."""
    unit = by.unit if row.unit_id in (None, by.unit_id) else row.unit
    record_fact(What.INTERVENTION, case=row.case, unit=unit, origin=row.intervention, code=row.state)  # type: ignore[arg-type]


def end_of(day: date) -> datetime:
    """The moment from which something due that local day is late."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def moment_of(happened: date | None, now: datetime) -> datetime:
    """A moment as it is; of a day, today's is now, an earlier one its beginning."""
    if isinstance(happened, datetime):
        return happened
    if happened is None or happened >= timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(happened, time.min))


def _roles_of(called: list[Summons]) -> dict[UUID, str]:
    """The role in the called unit of whoever said yes for it."""
    said_yes = [each for each in called if each.reply == Summons.Reply.YES]
    there = Assignment.objects.in_force().filter(
        unit__in=[each.unit_id for each in said_yes], user__in=[each.replied_by_id for each in said_yes]
    )
    roles: dict[tuple[int | None, int | None], str] = {
        (each.unit_id, each.user_id): each.role for each in there.order_by("-pk")
    }
    found = ((each.pk, roles.get((each.unit_id, each.replied_by_id))) for each in said_yes)
    return {key: role for key, role in found if role}
