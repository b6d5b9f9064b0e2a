"""What the history says of a case beside its steps: meetings moved and called off, parts that ended, days moved."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.templatetags.samplan import clock_time, full_date, long_date
from cases.models import Case, Participation, PlanMeeting
from workflows.models import DeadlineMove
from workflows.models.work_item import last_day

CANCELLED = PlanMeeting.Status.CANCELLED
EndReason, CancelReason = Participation.EndReason, PlanMeeting.CancelReason

Change = tuple[datetime, str, str]


def changes_of(case: Case) -> list[Change]:
    """When, what and who; nothing of it is about the family, and all in the case may know it."""
    return [*_meetings(case), *_parts(case), *_days(case)]


def cancel_reason(meeting: PlanMeeting) -> str:
    """Why the meeting was called off; empty for one that was not."""
    if meeting.status != CANCELLED:
        return ""
    rows = meeting.history.filter(status=CANCELLED).order_by("history_date")
    reason = rows.values_list("history_change_reason", flat=True).first()
    return str(CancelReason(reason).label) if reason in CancelReason.values else ""


def _meetings(case: Case) -> list[Change]:
    found: list[Change] = []
    before: Any = None
    for row in PlanMeeting.history.filter(case=case).select_related("history_user").order_by("id", "history_date"):
        day = {"day": f"{long_date(row.starts_at)} {clock_time(row.starts_at)}"}
        who = row.history_user.full_name if row.history_user else ""
        is_same = before is not None and before.id == row.id
        if is_same and row.status == CANCELLED != before.status:
            reason = row.history_change_reason
            why = CancelReason(reason).label if reason in CancelReason.values else ""
            words = _("The meeting on %(day)s was cancelled: %(reason)s.") % (day | {"reason": str(why).lower()})
            found.append((row.history_date, words, who))
        elif is_same and before.starts_at != row.starts_at:
            found.append((row.history_date, _("The meeting was moved to %(day)s.") % day, who))
        before = row
    return found


def _parts(case: Case) -> list[Change]:
    ended = Participation.history.filter(case=case, history_change_reason__in=EndReason.values)
    found: dict[tuple[int, int | None], Change] = {}
    for row in ended.select_related("unit", "user", "history_user").order_by("history_date"):
        name = f"{row.user.full_name}, {row.unit.name}" if row.user else row.unit.name
        reason = str(EndReason(row.history_change_reason).label).lower()
        words = _("The part of %(name)s in the case ended: %(reason)s.") % {"name": name, "reason": reason}
        who = row.history_user.full_name if row.history_user else ""
        found[(row.unit_id, row.user_id)] = (row.history_date, words, who)
    return list(found.values())


def _days(case: Case) -> list[Change]:
    moves = DeadlineMove.objects.filter(case=case).select_related("unit", "deadline", "moved_by__user")
    words = _("%(step)s, %(unit)s: the last day was moved from %(before)s to %(after)s.")
    return [
        (
            row.at,
            words
            % {
                "step": row.deadline.get_step_display(),
                "unit": row.unit.name,
                "before": full_date(last_day(row.from_due_at)),
                "after": full_date(last_day(row.to_due_at)),
            },
            row.moved_by.user.full_name,
        )
        for row in moves
    ]
