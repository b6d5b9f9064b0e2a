"""What was handed over in the last quarter, and has ended: for the picture and the figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from cases.models import Case, ReferralSection, Sending, Topic
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.referral import close_referral, open_referral, write_section
from workflows.demo.clock import moved_to
from workflows.demo.referrals import DemoReferral, answer, do_step, feed_back, send
from workflows.demo.staff import Staff
from workflows.models import Outcome, Step
from workflows.services.process import start_process

Answer = Sending.Answer


@dataclass(frozen=True, slots=True)
class Way:
    """So many families from one to another; the last `late` of them are answered after the clock is out."""

    sender: str
    receiver: str
    kind: Case.Kind
    topic: Topic
    families: int
    late: int = 0


WAYS = (
    Way("elin", "karin", Case.Kind.WARM_HANDOVER, Topic.HEALTH, 7, late=1),
    Way("karin", "ulla", Case.Kind.WARM_HANDOVER, Topic.EVERYDAY, 6),
    Way("karin", "sara", Case.Kind.REFERRAL, Topic.FAMILY, 5, late=2),
    Way("ulla", "karin", Case.Kind.REFERRAL, Topic.DEVELOPMENT, 2),
)
NAMES = ("Alma", "Sixten", "Juni", "Frank", "Saga", "Vidar", "Tyra")
LATE_AFTER, EARLY_AFTER = timedelta(days=16), timedelta(days=2)


def make_handed_over(staff: Staff, now: datetime) -> None:
    for way, started, nth in _starts(now):
        _tell(way, staff[way.sender], staff[way.receiver], started, nth)


def quarter_before(now: datetime) -> date:
    """The first day of the last quarter that is over."""
    today = timezone.localdate(now)
    last = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) - timedelta(days=1)
    return date(last.year, last.month - 2, 1)


def _starts(now: datetime) -> Iterator[tuple[Way, datetime, int]]:
    """Early enough to have ended, each family on a day of its own."""
    first, day = quarter_before(now), 2
    for way in WAYS:
        for nth in range(way.families):
            yield way, timezone.make_aware(datetime.combine(first + timedelta(days=day), time(9))), nth
            day += 2


def _tell(way: Way, sender: Assignment, receiver: Assignment, started: datetime, nth: int) -> None:
    row = DemoReferral(
        *(way.sender, way.receiver, way.kind, way.topic, f"{NAMES[nth]} Utkastdal", "Robin Utkastdal"),
        "Kan ni ta över kontakten?",
        "",
        0,
        Answer.ACCEPTED,
        feedback="Familjen har fått en tid.",
    )
    with moved_to(started), act_as(sender):
        case, sections = _write(row, sender, started)
        do_step(case, Step.WRITE_REFERRAL, sender, lambda _due: send(case, sections, receiver, sender))
    is_late = nth >= way.families - way.late
    with moved_to(started + (LATE_AFTER if is_late else EARLY_AFTER)), act_as(receiver):
        answer(row, case, receiver)
        feed_back(row, case, receiver)
    with moved_to(started + LATE_AFTER + EARLY_AFTER), act_as(sender):
        do_step(case, Step.READ_FEEDBACK, sender, lambda _due: _end(case, sender))


def _write(row: DemoReferral, by: Assignment, started: datetime) -> tuple[Case, list[ReferralSection]]:
    """A child of four months, with one parent."""
    given, family = row.child.split()
    child = PersonFacts(given_name=given, family_name=family, birth_date=started.date() - timedelta(days=120))
    case = open_referral(kind=row.kind, topic=row.topic, subject=child, by=by)
    given, family = row.parent.split()
    parent = PersonFacts(given_name=given, family_name=family, birth_date=date(1995, 2, 3), has_custody=True)
    add_case_person(case=case, facts=parent, relation=Relation.PARENT, by=by)
    heading = ReferralSection.Heading.QUESTION
    section = write_section(case=case, heading=heading, topic=row.topic, text=row.question, by=by)
    start_process(case=case, by=by)
    return case, [section]


def _end(case: Case, by: Assignment) -> Outcome:
    close_referral(case=case, reason=Case.ClosureReason.TAKEN_OVER, by=by)
    return Outcome.FEEDBACK_READ
