"""Two small files of the story: what goes with a referral, and what is shown in a plan."""

from accounts.models import Assignment
from accounts.paper import write_pdf
from cases.models import Attachment, Case, Topic
from cases.services.attachment import attach_file, check_file, tell_attachment
from cases.services.guards import known_subject
from workflows.demo.plan import DemoPlan

ANSWERS = "Svar på EPDS, steg för steg.\nSumma: 14 poäng av 30.\nFråga 10: aldrig.\n"
REPORT = (
    "Språkbedömning",
    "Barnet förstår enkla uppmaningar och säger omkring tjugo ord.",
    "Vi föreslår en ny bedömning om fyra månader.",
)


def attach_answers(case: Case, topic: Topic, by: Assignment) -> Attachment:
    """A text beside a referral, to be told with it."""
    return _attach(case, Attachment.Place.REFERRAL, "Svar på EPDS.txt", ANSWERS.encode(), topic, by)


def attach_report(plan: DemoPlan) -> None:
    """A PDF in the plan, by who leads it, shown to the unit that was called first."""
    by = plan.lead
    heading, *lines = REPORT
    parts = [{"heading": "", "lines": lines}]
    words = {"heading": heading, "author": by.unit.name, "foot": "Samplan", "parts": parts}
    with plan.acting(by, "meet", nth=3):
        topic, content = plan.theme.topics[0], write_pdf("text", words)
        row = _attach(plan.case, Attachment.Place.PLAN, f"{heading}.pdf", content, topic, by)
        tell_attachment(attachment=row, receivers=[plan.called[0].unit], by=by)


def _attach(case: Case, place: Attachment.Place, name: str, content: bytes, topic: Topic, by: Assignment) -> Attachment:
    file = check_file(name=name, size=len(content), content=content)
    return attach_file(case=case, place=place, file=file, topic=topic, about=known_subject(case, by), by=by)
