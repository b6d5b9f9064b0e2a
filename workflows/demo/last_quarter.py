"""Reports of concern and consultations of the last quarter, all ended: for figures of the agreements."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case, Topic
from cases.services.concern import Seen
from cases.services.person import PersonFacts
from workflows.demo.clock import moved_to
from workflows.demo.concerns import RECEIVED_BY, Code, answer, assess, concern_of, decide, intake_of, tell_concern
from workflows.demo.consultations import Question, tell_consultation
from workflows.demo.handed_over import quarter_before
from workflows.demo.staff import Staff
from workflows.services.concern import request_feedback

# Of each report: after how many days it was decided (14 is in time), and whether the reporter asked.
REPORTS = ((9, True), (6, True), (20, True), (12, True), (4, True), (13, False), (7, True))
NAMES = ("Ella", "Noel", "Siri", "Ture", "Maja", "Love", "Iris")
SEEN = Seen(seen="Barnet kom tre dagar i rad utan mat och utan kläder för vädret. Ingen vuxen gick att nå.")
# Of each question: after how many days it was answered, and how it ended.
ASKED = (
    (2, Case.ClosureReason.HELPED),
    (3, Case.ClosureReason.HELPED),
    (12, Case.ClosureReason.NOTHING_MORE),
    (1, Case.ClosureReason.REFERRED),
    (4, Case.ClosureReason.HELPED),
    (2, Case.ClosureReason.REFERRED),
)
QUESTION = "Ett barn på fyra år vill inte lämna sin förälder på morgonen. Vad brukar hjälpa, och hur länge väntar ni?"
ANSWER = "Samma avsked varje dag, kort och lugnt. Hör av er igen om det inte är bättre om tre veckor."


def make_last_quarter(staff: Staff, now: datetime) -> None:
    begun = timezone.make_aware(datetime.combine(quarter_before(now), time(10)))
    for nth, (days, asks) in enumerate(REPORTS):
        _report(staff, staff["ulla"], begun + timedelta(days=5 * nth + 3), nth, days, asks=asks)


def make_asked(staff: Staff, now: datetime) -> None:
    first = (timezone.localdate(now) - quarter_before(now)).days
    for nth, (days, ending) in enumerate(ASKED):
        ago = first - 7 * nth - 3
        told = ("karin", ago - days, ANSWER)
        question = Question(
            "mona", "bvc_bjorken", Topic.DEVELOPMENT, ago, QUESTION, answer=told, ending=(ago - days - 3, ending)
        )
        tell_consultation(question, staff, {})


def _report(staff: Staff, by: Assignment, at: datetime, nth: int, days: int, *, asks: bool) -> None:
    receiver = staff[RECEIVED_BY]
    child = PersonFacts(
        given_name=NAMES[nth], family_name="Utkastberg", birth_date=at.date() - timedelta(days=1100 + 40 * nth)
    )
    with moved_to(at):
        row = tell_concern(by, concern_of(staff, child, SEEN))
        intake = intake_of(row, by)
        assess(intake, receiver)
        if asks:
            request_feedback(report=row.case, by=by)
    with moved_to(at + timedelta(days=days)):
        decide(intake, receiver, Code.NOT_OPENED, "Familjen har fått hjälp. Ingen utredning behövs.")
    if asks:
        with moved_to(at + timedelta(days=days + 2)):
            answer(intake, receiver)
