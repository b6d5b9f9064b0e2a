"""One case of the story and its first steps: the need, the consents, the call, the replies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, User
from accounts.roles import Action
from agreements.working_days import STOCKHOLM
from cases.models import Case, CasePerson, Consent, ConsentException, Participation, PlanMeeting, Summons, Topic
from cases.selectors.case import persons_in, subject_of
from cases.selectors.consent import is_consented, must_consent
from cases.services.access import get_case_for
from cases.services.case import close_case, open_case, set_target_groups
from cases.services.consent import record_consent, record_exception
from cases.services.meeting import MeetingFacts, plan_meeting
from cases.services.participation import admit
from cases.services.person import Relation, add_case_person
from cases.services.plan import add_need
from cases.services.summons import Reply, call_party, call_unit, reply_to_summons
from workflows.demo.clock import moved_to
from workflows.demo.families import FamilyBook
from workflows.demo.staff import Staff
from workflows.demo.stories import Spared, Stop, Story
from workflows.demo.themes import Theme
from workflows.demo.timeline import Timeline
from workflows.models import Outcome, PauseReason, Step, Task, WorkItem
from workflows.selectors.task import due_of
from workflows.services.deadline import pause_deadline
from workflows.services.person import record_birth
from workflows.services.process import start_process
from workflows.services.queue import take_task
from workflows.services.task import complete_task

CONSENT_LASTS = timedelta(days=150)
WHY_SPARED = {
    Spared.SOLE_CUSTODY: "Mamma har ensam vårdnad enligt domen som hon har visat.",
    Spared.NOT_REACHED: "Pappa bor utomlands. Vi har skrivit två brev och ringt tre gånger utan svar.",
}
WHO_COMES_INSTEAD = "En kollega från enheten"
Do = Callable[[], Outcome | None]


@dataclass(slots=True)
class DemoCase:
    """Each method is one thing that happened, on its day, by whom it belongs to, through the services."""

    story: Story
    theme: Theme
    staff: Staff
    book: FamilyBook
    timeline: Timeline
    lead: Assignment
    called: list[Assignment]
    case: Case = field(init=False)
    meeting: PlanMeeting = field(init=False)
    # From when the task that is being done is late.
    due_at: datetime | None = field(init=False, default=None)

    @contextmanager
    def acting(self, by: Assignment, step: str, *, nth: int = 0, days: int = 0) -> Iterator[None]:
        """As `by`, at the moment of the step."""
        with moved_to(self.timeline.moment(step, nth=nth, days=days)), act_as(by):
            yield

    def done(self, step: Step, by: Assignment, do: Do) -> Task:
        """Takes the open task of the acting unit, where it must or often does, and does it."""
        task = self.open_task(step, by)
        self.due_at = due_of(task)
        return complete_task(task=task, do=do, by=by)

    def open_task(self, step: Step, by: Assignment) -> Task:
        item = WorkItem.objects.get(case_id=self.case.pk, step=step, unit_id=by.unit_id)
        if item.taken_by_id != by.user_id and (by.unit.is_closed or self.book.made % 2):
            take_task(task=item.task_id, by=by)
        return Task.objects.get(pk=item.task_id)

    def words(self, text: str) -> str:
        return text.format(child=self.story.child.name or "barnet")

    @property
    def subject(self) -> CasePerson:
        """As the lead's provider knows them; ask while the lead acts."""
        found = subject_of(self.case, self.lead)
        if found is None:
            raise LookupError("The case is about nobody")
        return found

    @property
    def parents(self) -> list[CasePerson]:
        return [each for each in persons_in(self.case, self.lead) if each.relation == Relation.PARENT]

    def see_need(self) -> None:
        family = self.book.family_of(self.story)
        with self.acting(self.lead, "need"):
            self.case = open_case(subject=family.subject, carried_by=family.carrier, by=self.lead)
            for parent in family.parents:
                add_case_person(case=self.case, facts=parent, relation=Relation.PARENT, by=self.lead)
            if family.sibling:
                add_case_person(case=self.case, facts=family.sibling, relation=Relation.SIBLING, by=self.lead)
            topic, text = self.theme.topics[0], self.words(self.theme.need)
            add_need(case=self.case, topic=topic, about=self.subject, text=text, by=self.lead)
            start_process(case=self.case, by=self.lead)
            if self.theme.groups:
                set_target_groups(case=self.case, groups=list(self.theme.groups), by=self.lead)

    def ask_consent(self) -> None:
        """As far as the story has come: all, or the first; the answer a yes, a no or later."""
        with self.acting(self.lead, "consent"):
            self._spare_one()
            asked = must_consent(self.case, self.subject, self.lead)
            if self.story.stop == Stop.ONE_ASKED:
                asked = asked[:1]
            if self.story.stop == Stop.LATER:
                self._think(asked[0])
                return
            for person in asked:
                self.done(Step.OBTAIN_CONSENT, self.lead, partial(self._answer, person))
                if self.story.stop == Stop.REFUSED:
                    return

    def call(self) -> None:
        with self.acting(self.lead, "prepare"):
            self.done(Step.PREPARE, self.lead, self._call)
        if self.story.special.is_born_later:
            self._be_born()

    def reply(self, nth: int) -> None:
        by = self.called[nth]
        with self.acting(by, "reply" if self.timeline.has("reply") else "prepare", nth=nth + 1):
            self.done(Step.REPLY, by, partial(self._reply, by, nth))
            get_case_for(by, self.case.pk, Action.READ, what="plan")

    def _spare_one(self) -> None:
        spared = self.story.special.spared
        if spared is not None:
            record_exception(
                case=self.case,
                person=self.parents[-1],
                reason=ConsentException.Reason(spared),
                explanation=WHY_SPARED[spared],
                by=self.lead,
            )

    def _think(self, person: CasePerson) -> None:
        reason = PauseReason.INTERPRETER if self.story.child.language else PauseReason.FAMILY_THINKS
        task = self.open_task(Step.OBTAIN_CONSENT, self.lead)
        self.due_at = due_of(task)
        pause_deadline(
            task=task,
            until=self.timeline.ahead(),
            reason=reason,
            by=self.lead,
            do=partial(self._record, person, Consent.Answer.LATER),
        )

    def _answer(self, person: CasePerson) -> Outcome | None:
        if self.story.stop == Stop.REFUSED:
            self._record(person, Consent.Answer.NO)
            close_case(case=self.case, reason=Case.ClosureReason.CONSENT_REFUSED, by=self.lead)
            return Outcome.REFUSED
        self._record(person, Consent.Answer.YES)
        return Outcome.GIVEN if is_consented(self.case, self.lead) else None

    def _record(self, person: CasePerson, answer: Consent.Answer) -> Consent:
        topics = set(self.theme.topics)
        kept: set[Topic] = {Topic.ECONOMY} - topics
        if self.story.special.parents_differ and person.pk == self.parents[-1].pk:
            kept = {Topic.SUBSTANCE_USE}
        is_yes = answer == Consent.Answer.YES
        return record_consent(
            case=self.case,
            person=person,
            answer=answer,
            form=Consent.Form.WRITTEN if self.book.made % 3 == 0 else Consent.Form.ORAL,
            given_on=timezone.localdate(),
            valid_to=timezone.localdate(self.timeline.now) + CONSENT_LASTS,
            scopes={each.unit: topics - kept for each in self.called},
            not_shared=kept if is_yes else set(),
            not_shared_words="Det andra håller vi för oss själva." if is_yes and kept else "",
            childs_view=self.words(self.theme.voice) if is_yes else "",
            due_at=self.due_at,
            by=self.lead,
        )

    def _call(self) -> Outcome:
        self.meeting = plan_meeting(case=self.case, facts=self._meeting_facts(), by=self.lead)
        for number, each in enumerate(self.called):
            kind = Summons.Kind.INVITATION if number > 1 else Summons.Kind.SUMMONS
            call_unit(meeting=self.meeting, unit=each.unit, kind=kind, by=self.lead)
        if self.theme.party:
            invitation = Summons.Kind.INVITATION
            row = call_party(meeting=self.meeting, party=self.theme.party, kind=invitation, by=self.lead)
            reply_to_summons(summons=row, reply=Reply.YES, note="Svar per telefon.", by=self.lead)
        if self.story.special.names:
            self._name_coordinator()
        return Outcome.PREPARED

    def _meeting_facts(self) -> MeetingFacts:
        starts = datetime.combine(self.timeline.meeting_day(), time(10 if self.book.made % 2 else 14), STOCKHOLM)
        is_remote = self.book.made % 5 == 0
        return MeetingFacts(
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            place="" if is_remote else f"{self.lead.unit}, samtalsrummet",
            link=f"https://mote.example/{self.case.number[-4:]}" if is_remote else "",
            chair=self.lead.user,
            secretary=self._colleague_of_lead(),
            interpreter=self.story.child.language,
        )

    def _colleague_of_lead(self) -> User | None:
        """Who takes notes: somebody of the unit that writes at the meeting; in a closed unit the lead alone."""
        if self.lead.unit.is_closed:
            return None
        there = Assignment.objects.in_force().filter(unit=self.lead.unit).exclude(user=self.lead.user)
        colleagues = [each for each in there.select_related("user").order_by("pk") if each.rights.opens_new]
        return colleagues[0].user if colleagues else None

    def _name_coordinator(self) -> None:
        who = self.staff[self.story.special.names]
        admit(
            case=self.case,
            unit=who.unit,
            user=who.user,
            role=Participation.Role.COORDINATOR,
            reason=Participation.Reason.NAMED,
            by=self.lead,
        )

    def _reply(self, by: Assignment, nth: int) -> Outcome:
        summons = Summons.objects.select_related("meeting", "case").get(case=self.case, unit=by.unit)
        sends_another = self.book.made % 7 == 0 and nth == 1
        reply_to_summons(
            summons=summons,
            reply=Reply.SUBSTITUTE if sends_another else Reply.YES,
            who_comes=WHO_COMES_INSTEAD if sends_another else by.user.full_name,
            due_at=self.due_at,
            by=by,
        )
        return Outcome.REPLIED

    def _be_born(self) -> None:
        with self.acting(self.lead, "prepare", days=1):
            facts = self.book.born_child(self.story, born=timezone.localdate())
            record_birth(unborn=self.subject, facts=facts, by=self.lead)
        # What was said about the pregnancy is asked again about the child.
        with self.acting(self.lead, "prepare", days=2):
            for person in must_consent(self.case, self.subject, self.lead):
                self._record(person, Consent.Answer.YES)
