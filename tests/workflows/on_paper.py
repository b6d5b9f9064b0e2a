"""A referral on paper that can be taken from step to step through the real services."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Assignment
from cases.models import Channel, Consent, Party, PartyKind, Referral, Sending, Topic
from cases.services.consent import record_consent
from cases.services.disclosure import BY_CONSENT, Basis
from cases.services.party import send_to_party
from cases.services.referral_answer import answer_referral, give_feedback, note_contact
from tests.workflows.handover import Handover
from workflows.models import Outcome, Step

SCHOOL = Party("Ekbackens skola", PartyKind.SCHOOL)
DENTIST = Party("Tandläkare Provberg", PartyKind.PRIVATE_DENTAL)


class PaperHandover(Handover):
    """The nurse's referral, sent on paper to a school."""

    def consent_to(self, *parties: Party) -> Consent:
        return record_consent(
            case=self.case,
            person=self.guardian,
            answer=Consent.Answer.YES,
            form=Consent.Form.ORAL,
            given_on=timezone.localdate(),
            valid_to=timezone.localdate() + timedelta(days=100),
            parties={party.name: {Topic.FAMILY} for party in parties},
            by=self.sender,
        )

    def post(self, to: Party = SCHOOL, basis: Basis = BY_CONSENT) -> Sending:
        found: list[Sending] = []

        def send() -> Outcome:
            found.append(
                send_to_party(
                    case=self.case,
                    party=to,
                    sections=self.sections,
                    channel=Channel.REGISTERED_POST,
                    posted_on=timezone.localdate(),
                    basis=basis,
                    by=self.sender,
                )
            )
            return Outcome.SENT

        self.done(Step.WRITE_REFERRAL, send, self.sender)
        return found[0]

    def to_posted(self, to: Party = SCHOOL) -> "PaperHandover":
        self.consent_to(to)
        self.post(to)
        return self

    def record(self, answer: Sending.Answer, by: Assignment | None = None, **more: object) -> None:
        by = by or self.sender

        def write_down() -> Outcome:
            answer_referral(case=self.case, answer=answer, by=by, **more)  # type: ignore[arg-type]
            return Outcome(answer)

        self.done(Step.RECORD_ANSWER, write_down, by)

    def record_outcome(self, text: str = "") -> None:
        def write_down() -> Outcome:
            note_contact(case=self.case, contact=Referral.Contact.MET, on=timezone.localdate(), by=self.sender)
            give_feedback(case=self.case, result=Referral.Result.GOES_ON, text=text, by=self.sender)
            return Outcome.FED_BACK

        self.done(Step.RECORD_OUTCOME, write_down, self.sender)

    def steps(self) -> list[str]:
        return [task.step for task in self.open_tasks(self.sender)]
