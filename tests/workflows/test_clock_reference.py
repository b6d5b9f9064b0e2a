"""Clocks against a plain reference that walks day by day: due day, near, reminder, late or not, what is left."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from agreements.models import Clock
from agreements.working_days import STOCKHOLM, Unit, free_days
from tests.workflows import plain_calendar as plain
from workflows.models import Deadline
from workflows.nodes.clock import build_deadline, due_after_pauses, set_due, wakes_at
from workflows.selectors.due import due_of

DAY, SECOND, TICK = timedelta(days=1), timedelta(seconds=1), timedelta(microseconds=1)
EASTER_2026, AUTUMN_2026, SPRING_2026 = date(2026, 4, 5), date(2026, 10, 25), date(2026, 3, 29)
# Where a day is not like the others: months that end short, leap days, summer time, feasts.
ODD = [date(2026, 1, 31), date(2028, 2, 29), date(2027, 12, 31), SPRING_2026, AUTUMN_2026, EASTER_2026]
ODD += [date(2026, 6, 19), date(2025, 12, 23), date(2030, 10, 27), date(2031, 3, 30)]

days = st.one_of(
    st.dates(date(2010, 1, 1), date(2060, 12, 31)),
    st.builds(lambda day, shift: day + shift * DAY, st.sampled_from(ODD), st.integers(-9, 9)),
)
# Around the local midnight, where UTC has another day; in the hour that is told twice or never; any time.
times = st.one_of(
    st.sampled_from([timedelta(0), TICK, -TICK, -SECOND, timedelta(minutes=30), timedelta(hours=-1)]),
    st.sampled_from([timedelta(hours=1, minutes=30), timedelta(hours=2), timedelta(hours=2, minutes=30)]),
    st.timedeltas(timedelta(0), timedelta(hours=23)),
)
moments = st.builds(lambda day, shift: plain.midnight(day) + shift, days, times)
lengths = st.one_of(st.integers(0, 40), st.integers(0, 130))


@dataclass(frozen=True)
class Ran:
    """A clock, when it started, the day that was agreed instead (or None) and the pauses."""

    clock: Clock
    started: datetime
    agreed: date | None
    pauses: list[tuple[datetime, datetime]]

    @property
    def is_at_once(self) -> bool:
        return self.agreed is None and self.clock.length == 0

    def last(self) -> date:
        """The last day in time, by walking."""
        clock, start = self.clock, plain.local_day(self.started)
        last = self.agreed or plain.last_day(start, clock.length, clock.unit)
        if self.agreed is None and clock.roll_forward:
            last = plain.rolled(last)
        return plain.held(last, self.pauses, clock.unit, roll=clock.roll_forward)

    def late_from(self) -> datetime:
        return self.started if self.is_at_once else plain.midnight(self.last() + DAY)

    def deadline(self) -> Deadline:
        """As the services leave it: the moments read back from the database, which tells them in UTC."""
        row = build_deadline(self.clock, self.started, self.agreed)
        row.first_due_at = row.first_due_at.astimezone(UTC)
        set_due(row, due_after_pauses(row, self.pauses))
        return row


@st.composite
def runs(draw: st.DrawFn) -> Ran:
    started = draw(moments)
    unit = draw(st.sampled_from(Unit.values))
    clock = Clock(
        length=draw(st.integers(0, 14)) if unit == Unit.CALENDAR_MONTHS else draw(lengths),
        unit=unit,
        roll_forward=draw(st.booleans()),
        near_days=draw(st.integers(0, 10)),
        remind_before_days=draw(st.integers(0, 10)),
    )
    agreed = draw(st.none() | st.integers(0, 60).map(lambda ahead: plain.local_day(started) + ahead * DAY))
    stops = st.tuples(st.integers(0, 50), times, st.integers(0, 40), times)
    pauses = [
        tuple(sorted((begun := started + ahead * DAY + shift, begun + long * DAY + other)))
        for ahead, shift, long, other in draw(st.lists(stops, max_size=4))
    ]
    return Ran(clock, started, agreed, [(max(begun, started), max(ended, started)) for begun, ended in pauses])


# To Saturday the 10th, which rolls to Monday; and then on that Monday.
TWICE = (date(2026, 10, 5), date(2026, 10, 7)), (date(2026, 10, 12), date(2026, 10, 14))


def paused(start: date, length: int, unit: str, *pauses: tuple[date, date], roll: bool = False) -> Ran:
    """A run told in days, at noon."""
    noon = timedelta(hours=12)
    held = [(plain.midnight(begun) + noon, plain.midnight(ended) + noon) for begun, ended in pauses]
    clock = Clock(length=length, unit=unit, roll_forward=roll, near_days=2, remind_before_days=2)
    return Ran(clock, plain.midnight(start) + noon, None, held)


@given(days)
def test_reference_and_product_agree_on_the_calendar(day: date) -> None:
    """What both are counted from: free days, and the moment a day begins."""
    year = [date(day.year, 1, 1) + step * DAY for step in range(366)]
    free = {each for each in year if each.year == day.year and each.weekday() < 5 and not plain.is_working(each)}

    assert free == {each for each in free_days(day.year) if each.weekday() < 5}
    assert plain.midnight(day) == datetime.combine(day, time.min, STOCKHOLM)


@given(runs())
@example(paused(date(2026, 10, 1), 7, "calendar_days", *TWICE, roll=True))
@example(paused(date(2026, 1, 31), 1, "calendar_months", (date(2026, 2, 27), date(2026, 3, 29))))
def test_deadline_is_late_from_the_moment_the_reference_walks_to(ran: Ran) -> None:
    row = ran.deadline()

    assert row.due_at == ran.late_from()
    if not ran.is_at_once:
        assert wakes_at(row) == plain.midnight(ran.last())


@given(runs())
@example(paused(date(2026, 3, 20), 9, "calendar_days"))
@example(paused(date(2026, 10, 16), 9, "calendar_days"))
def test_near_and_reminder_begin_whole_days_before_the_last(ran: Ran) -> None:
    row = ran.deadline()

    last = plain.local_day(ran.late_from() - TICK)
    assert row.near_at == plain.midnight(last - ran.clock.near_days * DAY)
    assert row.remind_at == plain.midnight(last - ran.clock.remind_before_days * DAY)
    assert row.remind_at <= row.due_at


@given(runs(), st.integers(-20, 20), times)
@example(paused(date(2026, 10, 16), 9, "calendar_days"), 0, -TICK)
def test_what_is_left_is_told_in_days_as_the_calendar_on_the_wall_says(ran: Ran, away: int, shift: timedelta) -> None:
    row = ran.deadline()
    late_from = ran.late_from()
    now = late_from + away * DAY + shift

    told = due_of(row.due_at, row.near_at, now=now)

    left = (plain.local_day(late_from - TICK) - plain.local_day(now)).days
    state = "late" if now >= late_from else "soon" if left <= ran.clock.near_days else "later"
    assert told.state == state
    assert [int(word) for word in told.words.split() if word.isdigit()] == ([abs(left)] if shown(left, state) else [])


def shown(left: int, state: str) -> bool:
    """Whether the number of days stands there: not for today and tomorrow, nor what is late since earlier today."""
    return left != 0 if state != "soon" else left > 1


@given(runs(), st.integers(1, 30))
def test_who_stops_a_clock_in_time_is_in_time_when_it_runs_again(ran: Ran, long: int) -> None:
    before = ran.late_from()
    if ran.is_at_once:
        return
    begun = max([before - TICK, *(ended for _begun, ended in ran.pauses)])
    if begun >= before:
        return
    runs_again = plain.midnight(plain.local_day(begun) + long * DAY)

    row = Ran(ran.clock, ran.started, ran.agreed, [*ran.pauses, (begun, runs_again)]).deadline()

    assert row.due_at > runs_again
