"""The board: every hand-over that goes on between the own unit and each other, and the picture of the last quarter.

What is listed is open to the reader, case by case. The picture counts what is not, too, and hides it where it is small.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.models import Assignment
from accounts.templatetags.samplan import Due, due_words, full_date
from agreements.reports.from_to import Flows, flows_of
from agreements.reports.release import Period, last_of_quarter
from agreements.selectors.handovers import handovers_of_unit
from cases.models import Case, CasePerson, Disclosure, Sending
from cases.permissions import in_force, visible_to
from cases.services.access import log_listing
from workflows.models import Deadline
from workflows.models.step import Step
from workflows.models.work_item import last_day
from workflows.selectors.case_list import subjects_of

MOST = 200
Answer = Sending.Answer


class Standing(models.TextChoices):
    """How a hand-over stands, in the order of the board: what nobody answers first."""

    SILENT = "silent", pgettext_lazy("a hand-over", "No answer in time")
    RETURNED = "returned", pgettext_lazy("a hand-over", "Came back")
    SENT = "sent", pgettext_lazy("a hand-over", "Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("a hand-over", "Taken over")


@dataclass(frozen=True, slots=True)
class Handed:
    """One hand-over. `due` is the own unit's clock, `theirs` the other's where the own unit has none."""

    case: Case
    subject: CasePerson | None
    sending: Sending
    is_ours: bool
    standing: Standing
    due: Due | None
    theirs: Due | None


@dataclass(slots=True)
class Pair:
    """All between the own unit and `name`, what the own has sent and what came."""

    name: str
    detail: str
    sent: list[Handed] = field(default_factory=list)
    came: list[Handed] = field(default_factory=list)

    @property
    def ways(self) -> list[tuple[bool, list[Handed]]]:
        """What was sent, and what came; those with something in them."""
        return [(is_sent, rows) for is_sent, rows in ((True, self.sent), (False, self.came)) if rows]


@dataclass(frozen=True, slots=True)
class Picture:
    """The last whole quarter: what came to the unit, and what it sent."""

    quarter: Period
    came: Flows
    sent: Flows

    @property
    def hides(self) -> bool:
        return any(flow.is_hidden or flow.in_time is None for flow in (*self.came.units, *self.sent.units))


def board_of(reader: Assignment, *, now: datetime) -> list[Pair]:
    """The open referrals that exist for the reader, by the other unit's name; at most MOST, logged as a list."""
    sendings = list(_latest(reader))
    cases = {each.case_id for each in sendings}
    subjects, clocks = subjects_of(cases, reader), _clocks(cases)
    if sendings:
        shown = [(case, subjects[case].pk if case in subjects else None) for case in cases]
        log_listing(what="board", shown=shown, by=reader)
    pairs: dict[str, Pair] = {}
    for each in sendings:
        handed = _handed(each, subjects.get(each.case_id), clocks.get(each.case_id, []), reader, now)
        other = each.receiver_unit if handed.is_ours else each.case.owner_unit
        # A party without account has a name alone.
        key = str(other.pk) if other else each.party
        pair = pairs.setdefault(key, Pair(other.name, other.provider.name) if other else Pair(each.party, ""))
        (pair.sent if handed.is_ours else pair.came).append(handed)
    for pair in pairs.values():
        for rows in (pair.sent, pair.came):
            rows.sort(key=lambda row: (list(Standing).index(row.standing), row.sending.sent_at))
    return sorted(pairs.values(), key=lambda pair: pair.name)


def picture_of(reader: Assignment, *, today: date) -> Picture:
    """Of the quarter that ended last, from the figures: by the day each was sent."""
    last = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1) - timedelta(days=1)
    first = last.replace(month=last.month - 2, day=1)
    quarter = Period(first, last_of_quarter(first))
    sent, came = handovers_of_unit(first, last, opened=_opened(reader, first))
    return Picture(quarter, flows_of(came, quarter, is_reported=True), flows_of(sent, quarter, is_reported=False))


def _opened(reader: Assignment, first_day: date) -> list[UUID]:
    """The referrals that the reader may open: in work, or in the own unit's archive of what it has received."""
    since = timezone.make_aware(datetime.combine(first_day, time.min))
    sent = Sending.objects.filter(case=OuterRef("pk"), sent_at__gte=since)
    in_work = visible_to(reader).filter(Exists(sent), kind__in=Case.REFERRALS)
    found = set(in_work.values_list("pk", flat=True))
    if reader.rights.opens_new:
        received = Disclosure.objects.filter(receiver_unit=reader.unit_id, disclosed_at__gte=since)
        found |= set(received.exclude(in_force()).values_list("case_id", flat=True))
    return list(found)


def _latest(reader: Assignment) -> Iterable[Sending]:
    """Of each open referral the last sending, and of one that came the last to the own unit."""
    between = Q(case__owner_unit=reader.unit_id) | Q(receiver_unit=reader.unit_id)
    rows = Sending.objects.filter(
        between, case__in=visible_to(reader), case__kind__in=Case.REFERRALS, case__status=Case.Status.OPEN
    )
    rows = rows.order_by("case_id", "-number").distinct("case_id")
    latest = Sending.objects.filter(pk__in=rows.values("pk")).order_by("-sent_at")
    return latest.select_related("case__owner_unit__provider", "case__referral", "receiver_unit__provider")[:MOST]


def _clocks(cases: set[UUID]) -> dict[UUID, list[Deadline]]:
    """Running deadlines of each case, the first to come first."""
    found: dict[UUID, list[Deadline]] = {}
    for row in Deadline.objects.filter(case__in=cases, closed_at=None).select_related("clock").order_by("due_at"):
        if row.case_id is not None:
            found.setdefault(row.case_id, []).append(row)
    return found


def _handed(
    sending: Sending, subject: CasePerson | None, clocks: Sequence[Deadline], reader: Assignment, now: datetime
) -> Handed:
    is_ours = sending.case.owner_unit_id == reader.unit_id
    mine = next((row for row in clocks if row.unit_id == reader.unit_id), None)
    theirs = next((row for row in clocks if row.unit_id != reader.unit_id), None)
    return Handed(
        case=sending.case,
        subject=subject,
        sending=sending,
        is_ours=is_ours,
        standing=_standing(sending, clocks, now),
        due=_due(mine, now),
        theirs=_due(theirs, now) if mine is None else None,
    )


def _standing(sending: Sending, clocks: Sequence[Deadline], now: datetime) -> Standing:
    if sending.answer == Answer.ACCEPTED:
        return Standing.ACCEPTED
    if sending.answer != Answer.NONE:
        return Standing.RETURNED
    answering = [row for row in clocks if row.step == Step.ANSWER_REFERRAL]
    is_late = any(row.due_at <= now and not (row.paused_until and row.paused_until > now) for row in answering)
    return Standing.SILENT if is_late else Standing.SENT


def _due(row: Deadline | None, now: datetime) -> Due | None:
    if row is None:
        return None
    is_paused = row.paused_until is not None and row.paused_until > now
    paused = _("runs again on %(day)s") % {"day": full_date(row.paused_until)} if is_paused else ""
    return due_words(last_day(row.due_at), now=now, soon_days=row.clock.near_days, paused=paused)
