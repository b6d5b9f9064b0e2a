"""Two referrals on paper, to receivers without account: a school that has not answered, a dentist that has said yes."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from cases.models import Case, Channel, Consent, Party, PartyKind, ReferralSection, Sending, Topic
from cases.services.party import send_to_party
from cases.services.person import Relation
from cases.services.referral_answer import answer_referral
from workflows.demo.clock import moved_to
from workflows.demo.referrals import DemoReferral, do_step, write_one
from workflows.demo.staff import Staff
from workflows.models import Outcome, Step
from workflows.services.referral import answer_due, record_yes

Answer = Sending.Answer
PAPERS = (
    (
        DemoReferral(
            *("karin", "", Case.Kind.REFERRAL, Topic.DEVELOPMENT, "Lo Attrappsson", "Nina Attrappsson"),
            "Lo börjar i förskoleklass. Kan ni möta familjen före starten?",
            "Lo säger få ord och följs här sedan ett år.",
            8,
        ),
        Party("Ekbackens skola", PartyKind.SCHOOL),
    ),
    (
        DemoReferral(
            *("karin", "", Case.Kind.REFERRAL, Topic.HEALTH, "Alva Exempelgren", "Stina Exempelgren"),
            "Kan ni undersöka Alva, som har ont när hon äter?",
            "Två hål syns på hörntänderna.",
            5,
            *(Answer.ACCEPTED, "De kallar henne nästa vecka."),
        ),
        Party("Tandläkare Provlin", PartyKind.PRIVATE_DENTAL),
    ),
)


def make_papers(staff: Staff) -> None:
    for row, party in PAPERS:
        _tell(row, party, staff[row.sender])


def _tell(row: DemoReferral, party: Party, by: Assignment) -> None:
    sent = timezone.now() - timedelta(days=row.days_ago)
    with moved_to(sent), act_as(by):
        case, written = write_one(row, by)
        sections = [each for each in written if isinstance(each, ReferralSection)]
        topics = {Topic(section.topic) for section in sections}

        def send(_due_at: datetime | None) -> Outcome:
            record_yes(
                case=case,
                people=list(case.caseperson_set.filter(relation=Relation.PARENT, provider=by.unit.provider_id)),
                form=Consent.Form.ORAL,
                valid_to=timezone.localdate() + timedelta(days=180),
                receiver=party,
                topics=topics,
                by=by,
            )
            send_to_party(
                case=case,
                party=party,
                sections=sections,
                channel=Channel.REGISTERED_POST,
                posted_on=timezone.localdate(),
                answer_by=answer_due(case, by.unit),
                by=by,
            )
            return Outcome.SENT

        do_step(case, Step.WRITE_REFERRAL, by, send)
    if row.answer is None:
        return
    with moved_to(sent + timedelta(days=2)), act_as(by):
        _answer(row, row.answer, case, by)


def _answer(row: DemoReferral, answer: Sending.Answer, case: Case, by: Assignment) -> None:
    def record(due_at: datetime | None) -> Outcome:
        answer_referral(case=case, answer=answer, text=row.words, due_at=due_at, by=by)
        return Outcome(answer.value)

    do_step(case, Step.RECORD_ANSWER, by, record)
