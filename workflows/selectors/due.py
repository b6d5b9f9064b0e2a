"""How a running clock stands, in the words of every list and page that shows one."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.templatetags.samplan import Due, due_detail, due_words
from workflows.models.work_item import last_day


def due_of(due_at: datetime, near_at: datetime, *, now: datetime, paused: str = "") -> Due:
    """Of what is late from `due_at` and near from `near_at`: told by its last day, near exactly when `near_at` says so.

    What was due at once is late on its own day already.
    """
    last, today = last_day(due_at), timezone.localdate(now)
    if due_at <= now and last == today and not paused:
        return Due("late", _("Late, today"), due_detail(due_at, today))
    return due_words(last, now=now, soon_days=(last - timezone.localdate(near_at)).days, paused=paused)
