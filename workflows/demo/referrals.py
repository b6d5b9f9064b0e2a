"""A few referrals between the units of the story, each in a step of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from cases.models import Case, Consent, Referral, ReferralSection, Sending, Topic
from cases.models.base import Content
from cases.services.disclosure import Basis
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.referral import open_referral, send_referral, write_section
from cases.services.referral_answer import answer_referral, give_feedback, leave_referral, note_contact
from workflows.demo.attachments import attach_answers
from workflows.demo.clock import moved_to
from workflows.demo.staff import Staff
from workflows.models import Outcome, Step, Task, WorkItem
from workflows.selectors.task import due_of
from workflows.services.process import start_process
from workflows.services.queue import take_task
from workflows.services.referral import answer_due, record_yes
from workflows.services.task import complete_task

Answer, Heading = Sending.Answer, ReferralSection.Heading


@dataclass(frozen=True, slots=True)
class DemoReferral:
    """From one to another, so many days ago; `answer` is None while it waits, and `ends` when it went to its end."""

    sender: str
    receiver: str
    kind: Case.Kind
    topic: Topic
    child: str
    parent: str
    question: str
    background: str
    days_ago: int
    answer: Sending.Answer | None = None
    words: str = ""
    is_contacted: bool = False
    feedback: str = ""
    has_answers: bool = False


REFERRALS = (
    DemoReferral(
        *("karin", "sara", Case.Kind.REFERRAL, Topic.MENTAL_HEALTH, "Nova Testberg", "Mira Testberg"),
        "Mamman hade 14 poäng på EPDS. Kan ni möta henne den här veckan?",
        "Nova är fyra månader och växer fint. Mamman sover dåligt och är mycket ensam.",
        12,
        *(Answer.ACCEPTED, "Vi ringer henne i morgon.", True, "Vi har träffats två gånger och fortsätter varje vecka."),
        has_answers=True,
    ),
    DemoReferral(
        *("ulla", "sara", Case.Kind.WARM_HANDOVER, Topic.FAMILY, "Milo Provlund", "Jonna Provlund"),
        "Jonna vill gärna träffa er. Får vi komma över tillsammans?",
        "Familjen kommer till öppna förskolan två dagar i veckan.",
        1,
    ),
    DemoReferral(
        *("elin", "karin", Case.Kind.REFERRAL, Topic.HEALTH, "Elsa Mallgren", "Tuva Mallgren"),
        "Kan ni ta över från barnmorskan efter födseln, med ett tidigt hembesök?",
        "Lugn graviditet. Tuva har ingen familj i närheten.",
        16,
    ),
    DemoReferral(
        *("karin", "ulla", Case.Kind.WARM_HANDOVER, Topic.EVERYDAY, "Alva Skissberg", "Pia Skissberg"),
        "Pia behöver ett sammanhang. Kan ni möta henne i dörren första gången?",
        "Flyttade hit i somras.",
        9,
        *(Answer.MORE_ASKED, "Vilka dagar passar det bäst?"),
    ),
    DemoReferral(
        *("ulla", "karin", Case.Kind.REFERRAL, Topic.DEVELOPMENT, "Otto Provholm", "Sanna Provholm"),
        "Otto säger få ord. Kan ni bedöma språket?",
        "Han är med varje vecka och leker gärna med andra.",
        7,
        *(Answer.ACCEPTED, "Vi kallar till ett besök."),
    ),
    DemoReferral(
        *("elin", "sara", Case.Kind.REFERRAL, Topic.FAMILY, "Ines Attrapptorp", "Lo Attrapptorp"),
        "Lo är ensam med barnet och vill ha råd.",
        "Barnet är friskt. Lo har flyttat hit nyligen.",
        20,
        *(Answer.ACCEPTED, "", True),
    ),
)


def make_referrals(staff: Staff) -> None:
    for row in REFERRALS:
        _tell(row, staff[row.sender], staff[row.receiver])


def _tell(row: DemoReferral, sender: Assignment, receiver: Assignment) -> None:
    now = timezone.now()
    with moved_to(now - timedelta(days=row.days_ago)):
        with act_as(sender):
            case, sections = write_one(row, sender)
            do_step(case, Step.WRITE_REFERRAL, sender, lambda _due: send(case, sections, receiver, sender))
        if row.answer is None:
            return
    with moved_to(now - timedelta(days=row.days_ago - 2)), act_as(receiver):
        answer(row, case, receiver)
    if row.is_contacted:
        with moved_to(now - timedelta(days=1)), act_as(receiver):
            feed_back(row, case, receiver)


def write_one(row: DemoReferral, by: Assignment) -> tuple[Case, list[Content]]:
    given, family = row.child.split()
    born = timezone.localdate() - timedelta(days=120 + 40 * row.days_ago)
    facts = PersonFacts(given_name=given, family_name=family, birth_date=born)
    case = open_referral(kind=row.kind, topic=row.topic, subject=facts, by=by)
    given, family = row.parent.split()
    parent = PersonFacts(given_name=given, family_name=family, birth_date=date(1994, 5, 4), has_custody=True)
    add_case_person(case=case, facts=parent, relation=Relation.PARENT, by=by)
    written = ((Heading.QUESTION, row.question), (Heading.BACKGROUND, row.background))
    sections: list[Content] = [
        write_section(case=case, heading=heading, topic=row.topic, text=text, by=by) for heading, text in written
    ]
    if row.has_answers:
        sections.append(attach_answers(case, row.topic, by))
    start_process(case=case, by=by)
    return case, sections


def send(case: Case, sections: Sequence[Content], receiver: Assignment, by: Assignment) -> Outcome:
    parents = list(case.caseperson_set.filter(relation=Relation.PARENT, provider=by.unit.provider_id))
    record_yes(
        case=case,
        people=parents,
        form=Consent.Form.ORAL,
        valid_to=timezone.localdate() + timedelta(days=180),
        receiver=receiver.unit,
        topics={Topic(section.topic) for section in sections},
        by=by,
    )
    send_referral(
        case=case,
        receiver=receiver.unit,
        sections=sections,
        basis=Basis(),
        answer_by=answer_due(case, receiver.unit),
        by=by,
    )
    return Outcome.SENT


def answer(row: DemoReferral, case: Case, by: Assignment) -> None:
    given = row.answer or Answer.ACCEPTED

    def do(due_at: datetime | None) -> Outcome:
        answer_referral(case=case, answer=given, text=row.words, due_at=due_at, by=by)
        return Outcome(given.value)

    do_step(case, Step.ANSWER_REFERRAL, by, do, then=lambda: leave_referral(case=case, by=by))


def feed_back(row: DemoReferral, case: Case, by: Assignment) -> None:
    today = timezone.localdate()

    def contact(due_at: datetime | None) -> Outcome:
        met = Referral.Contact.MET
        note_contact(case=case, contact=met, on=today, due_at=due_at, by=by)
        return Outcome.CONTACTED

    def tell(due_at: datetime | None) -> Outcome:
        result = Referral.Result.GOES_ON
        give_feedback(case=case, result=result, text=row.feedback, due_at=due_at, by=by)
        return Outcome.FED_BACK

    do_step(case, Step.CONTACT_FAMILY, by, contact)
    if row.feedback:
        do_step(case, Step.GIVE_FEEDBACK, by, tell)


def do_step(
    case: Case,
    step: Step,
    by: Assignment,
    do: Callable[[datetime | None], Outcome],
    then: Callable[[], object] | None = None,
) -> None:
    """Takes the unit's open task of that step, and does it."""
    item = WorkItem.objects.get(case_id=case.pk, step=step, unit_id=by.unit_id)
    if item.taken_by_id != by.user_id:
        take_task(task=item.task_id, by=by)
    task = Task.objects.get(pk=item.task_id)
    due_at = due_of(task)
    complete_task(task=task, do=lambda: do(due_at), then=then, by=by)
