"""A referral that can be taken from step to step through the real services."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from accounts.models import Assignment, CareUnit
from cases.models import (
    Attachment,
    Case,
    Consent,
    DisclosedSection,
    Referral,
    ReferralSection,
    SectionKind,
    Sending,
    Topic,
)
from cases.models.base import Content
from cases.permissions import readable_to
from cases.services.attachment import attach_file
from cases.services.baton import waiting_sending
from cases.services.consent import record_consent
from cases.services.disclosure import Basis
from cases.services.forward import forward_referral
from cases.services.guards import known_subject
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.referral import close_referral, open_referral, send_referral, write_section
from cases.services.referral_answer import answer_referral, give_feedback, leave_referral, note_contact
from tests.cast import Cast, acting_as
from tests.files import PDF, checked
from workflows.models import Outcome, Step, Task, WorkItem
from workflows.services.process import start_process
from workflows.services.queue import take_task
from workflows.services.task import complete_task

BORN_DAYS_AGO = 400


@dataclass
class Handover:
    """The nurse's referral to the social worker's unit unless said otherwise. Each method is one step."""

    cast: Cast
    kind: Case.Kind = Case.Kind.REFERRAL
    sender: Assignment = field(init=False)
    case: Case = field(init=False)
    sections: list[Content] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.sender = by = self.cast.nurse
        child = PersonFacts(
            given_name="Elis", family_name="Test", birth_date=timezone.localdate() - timedelta(days=BORN_DAYS_AGO)
        )
        self.case = open_referral(kind=self.kind, topic=Topic.FAMILY, subject=child, by=by)
        parent = PersonFacts(given_name="Kim", family_name="Test", has_custody=True)
        self.guardian = add_case_person(case=self.case, facts=parent, relation=Relation.PARENT, by=by)
        heading = ReferralSection.Heading.QUESTION
        self.sections.append(
            write_section(case=self.case, heading=heading, topic=Topic.FAMILY, text="Support at home?", by=by)
        )
        start_process(case=self.case, by=by)

    def consent(self, *units: CareUnit, topics: set[Topic] | None = None, days: int = 100) -> Consent:
        return record_consent(
            case=self.case,
            person=self.guardian,
            answer=Consent.Answer.YES,
            form=Consent.Form.ORAL,
            given_on=timezone.localdate(),
            valid_to=timezone.localdate() + timedelta(days=days),
            scopes={unit: topics or {Topic.FAMILY} for unit in units},
            by=self.sender,
        )

    def open_tasks(self, who: Assignment) -> list[Task]:
        with acting_as(who):
            tasks = Task.objects.filter(case=self.case, finished=None, unit__isnull=False)
            return list(tasks.select_related("process", "unit").order_by("created"))

    def task(self, step: Step, who: Assignment) -> Task:
        return next(task for task in self.open_tasks(who) if task.step == step)

    def done(self, step: Step, do: Callable[[], Outcome | None], by: Assignment) -> Task:
        with acting_as(by):
            return complete_task(task=self.own_task(step, by), do=do, by=by)

    def own_task(self, step: Step, by: Assignment) -> Task:
        tasks = Task.objects.filter(case=self.case, finished=None, unit=by.unit)
        return next(task for task in tasks if task.step == step)

    def take(self, by: Assignment) -> None:
        """Somebody of a closed unit takes what came, and is named by it."""
        with acting_as(by):
            found = WorkItem.objects.get(unit=by.unit, case=self.case).task_id
        take_task(task=found, by=by)

    def send(self, to: Assignment, basis: Basis | None = None) -> Sending:
        found: list[Sending] = []

        def send() -> Outcome:
            found.append(
                send_referral(
                    case=self.case,
                    receiver=to.unit,
                    sections=self.sections,
                    basis=basis or Basis(),
                    by=self.sender,
                )
            )
            return Outcome.SENT

        self.done(Step.WRITE_REFERRAL, send, self.sender)
        return found[0]

    def write(self, text: str) -> ReferralSection:
        """One more part, told with the others from now on."""
        heading = ReferralSection.Heading.BACKGROUND
        section = write_section(case=self.case, heading=heading, topic=Topic.FAMILY, text=text, by=self.sender)
        self.sections.append(section)
        return section

    def attach(self, name: str = "Assessment.pdf", content: bytes = PDF, topic: Topic = Topic.FAMILY) -> Attachment:
        """A file of the sender's, told with the sections from now on where it is put among them."""
        with acting_as(self.sender):
            return attach_file(
                case=self.case,
                place=Attachment.Place.REFERRAL,
                file=checked(name, content),
                topic=topic,
                about=known_subject(self.case, self.sender),
                by=self.sender,
            )

    def to_waiting(self, to: Assignment | None = None) -> "Handover":
        to = to or self.cast.worker
        self.consent(to.unit)
        self.send(to)
        return self

    def answer(self, answer: Sending.Answer, by: Assignment, task: Task | None = None, **more: object) -> Task:
        def reply() -> Outcome:
            answer_referral(case=self.case, answer=answer, by=by, **more)  # type: ignore[arg-type]
            return Outcome(answer)

        with acting_as(by):
            task = task or self.own_task(Step.ANSWER_REFERRAL, by)
            return complete_task(task=task, do=reply, then=lambda: leave_referral(case=self.case, by=by), by=by)

    def forward(self, by: Assignment, to: CareUnit, basis: Basis, task: Task | None = None) -> Task:
        """`by` passes on all that it was told."""

        def pass_on() -> Outcome:
            told = readable_to(by, DisclosedSection.objects.filter(case=self.case, kind=SectionKind.REFERRAL))
            sections = list(told.select_related("disclosure__rests_on_unit"))
            forward_referral(case=self.case, receiver=to, sections=sections, basis=basis, by=by)
            return Outcome.FORWARDED

        with acting_as(by):
            task = task or self.own_task(Step.ANSWER_REFERRAL, by)
            return complete_task(task=task, do=pass_on, then=lambda: leave_referral(case=self.case, by=by), by=by)

    def feed_back(self, by: Assignment, text: str = "The family comes every week.") -> None:
        def contact() -> Outcome:
            note_contact(case=self.case, contact=Referral.Contact.MET, on=timezone.localdate(), by=by)
            return Outcome.CONTACTED

        def tell() -> Outcome:
            give_feedback(case=self.case, result=Referral.Result.GOES_ON, text=text, by=by)
            return Outcome.FED_BACK

        self.done(Step.CONTACT_FAMILY, contact, by)
        self.done(Step.GIVE_FEEDBACK, tell, by)

    def close(self) -> None:
        def end() -> Outcome:
            close_referral(case=self.case, reason=Case.ClosureReason.TAKEN_OVER, by=self.sender)
            return Outcome.FEEDBACK_READ

        self.done(Step.READ_FEEDBACK, end, self.sender)

    def state(self, who: Assignment) -> str:
        with acting_as(who):
            return Referral.objects.get(case=self.case).state

    def waits(self) -> Sending | None:
        with acting_as(self.sender):
            return waiting_sending(self.case)
