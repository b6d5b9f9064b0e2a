"""When each thing happened in a story that has come so far: counted back from its latest."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from agreements.working_days import STOCKHOLM
from workflows.demo.stories import Stop, Story

# Days from the thing before to this one.
SPANS = {
    "need": 0,
    "consent": 4,
    "prepare": 3,
    "reply": 3,
    "meet": 8,
    "write": 3,
    "confirm": 3,
    "follow_up": 63,
    "rewrite": 4,
    "reconfirm": 3,
}
ORDER = list(SPANS)

LATEST = {
    Stop.CONSENT: "need",
    Stop.ONE_ASKED: "consent",
    Stop.LATER: "consent",
    Stop.REFUSED: "consent",
    Stop.PREPARE: "consent",
    Stop.REPLY: "prepare",
    Stop.MEET: "reply",
    Stop.WRITE: "meet",
    Stop.CONFIRM: "write",
    Stop.DECLINED: "confirm",
    Stop.ACTIVE: "confirm",
    Stop.FOLLOW_UP: "confirm",
    Stop.CONTINUED: "follow_up",
    Stop.REVISING: "follow_up",
    Stop.REVISED: "reconfirm",
    Stop.CLOSED: "follow_up",
}


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of one story as of `now`; office hours of working weekdays, each thing an hour after the one before."""

    story: Story
    now: datetime

    @property
    def latest(self) -> str:
        """The last step that has been taken."""
        if self.story.special.closed_at:
            return self.story.special.closed_at
        if self.story.stop == Stop.WITHDRAWN:
            return "confirm" if self.story.ahead else "prepare"
        return LATEST[self.story.stop]

    def has(self, step: str) -> bool:
        return ORDER.index(step) <= ORDER.index(self.latest)

    def moment(self, step: str, *, nth: int = 0, days: int = 0) -> datetime:
        """When `step` was taken by the `nth` who took it, or `days` after; never after now.

        A step behind the latest lies as far after it as usual.
        """
        at, latest = ORDER.index(step), ORDER.index(self.latest)
        before = sum(SPANS[each] for each in ORDER[at + 1 : latest + 1])
        after = sum(SPANS[each] for each in ORDER[latest + 1 : at + 1])
        ago = timedelta(days=max(0, self.story.days + before - after - days))
        day = weekday(timezone.localdate(self.now) - ago, forward=False)
        usual = datetime.combine(day, time(8 + at, 10 * nth), STOCKHOLM)
        return min(usual, self.now - timedelta(minutes=2 * (len(ORDER) - at) - nth / 10))

    def ahead(self) -> date:
        """The day of what comes next; a follow-up of today is today's, also on a Saturday."""
        if self.story.stop == Stop.FOLLOW_UP and not self.story.ahead:
            return timezone.localdate(self.now)
        return weekday(timezone.localdate(self.now) + timedelta(days=self.story.ahead), forward=self.story.ahead >= 0)

    def meeting_day(self) -> date:
        """The day the first meeting is called to: at the earliest the day after the call."""
        is_next = self.story.stop == Stop.MEET
        day = self.ahead() if is_next else timezone.localdate(self.moment("meet"))
        called = timezone.localdate(self.moment("prepare"))
        return max(day, weekday(called + timedelta(days=1), forward=True))


def weekday(day: date, *, forward: bool) -> date:
    """`day`, or the nearest Monday after or Friday before it."""
    while day.weekday() > 4:
        day += timedelta(days=1 if forward else -1)
    return day
