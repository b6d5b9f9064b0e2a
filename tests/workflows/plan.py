"""A plan that can be taken from step to step through the real services."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle

from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case, CasePerson, Consent, FollowUp, InterventionProgress, PlanMeeting, Summons, Topic
from cases.selectors.case import subject_of
from cases.services.agreement import (
    agree_plan,
    confirm_interventions,
    decline_interventions,
    is_waiting_for_confirmation,
    propose_plan,
    revise_plan,
)
from cases.services.case import close_case, open_case
from cases.services.consent import record_consent
from cases.services.follow_up import hold_follow_up
from cases.services.meeting import Attendance, MeetingFacts, close_meeting, note_attendance, plan_meeting
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.plan import add_intervention, plan_follow_up, set_lead
from cases.services.summons import call_unit, reply_to_summons
from tests.cast import Cast, acting_as
from workflows.models import CoordinatedPlanProcess, Outcome, Step, Task
from workflows.selectors.task import due_of
from workflows.services.process import start_process
from workflows.services.task import complete_task

# Children of about two years, each born on a day of its own: figures tell them apart by that.
AGES = cycle(range(700, 1000))


@dataclass
class Plan:
    """A case with its process. Each method is one step, done through the services by whom it belongs to."""

    cast: Cast
    called: list[Assignment] = field(default_factory=list)
    born: date = field(default_factory=lambda: timezone.localdate() - timedelta(days=next(AGES)))
    case: Case = field(init=False)
    process: CoordinatedPlanProcess = field(init=False)
    # From when the task that is being done is late.
    due_at: datetime | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        by = self.cast.worker
        facts = PersonFacts(given_name="Elis", family_name="Test", birth_date=self.born)
        self.case = open_case(subject=facts, by=by)
        parent = PersonFacts(given_name="Kim", family_name="Test", birth_date=date(1990, 1, 1), has_custody=True)
        self.guardian = add_case_person(case=self.case, facts=parent, relation=Relation.PARENT, by=by)
        self.process = start_process(case=self.case, by=by)

    def open(self, step: Step, who: Assignment | None = None) -> Task | None:
        """The open task of a step, in the unit of `who` where it is given."""
        found = [task for task in self.open_tasks() if task.step == step]
        return next((task for task in found if who is None or task.unit_id == who.unit_id), None)

    def open_tasks(self) -> list[Task]:
        with acting_as(self.cast.manager):
            tasks = Task.objects.filter(case=self.case, finished=None, unit__isnull=False)
            return list(tasks.select_related("process", "unit").order_by("created"))

    def open_steps(self) -> list[str]:
        return sorted(task.step for task in self.open_tasks())

    def done(self, step: Step, do: Callable[[], Outcome | None], by: Assignment | None = None) -> Task:
        by = by or self.cast.worker
        with acting_as(by):
            task = self.open(step, by)
            assert task is not None, f"no open {step} for {by}"
            self.due_at = due_of(task)
            return complete_task(task=task, do=do, by=by)

    def consent(self, answer: str = "yes") -> Consent:
        with acting_as(self.cast.worker):
            topics = {Topic.HEALTH, Topic.FAMILY, Topic.OTHER}
            return record_consent(
                case=self.case,
                person=self.guardian,
                answer=Consent.Answer(answer),
                form=Consent.Form.ORAL,
                given_on=timezone.localdate(),
                valid_to=timezone.localdate() + timedelta(days=365),
                scopes={each.unit: topics for each in self.cast.called},
                due_at=self.due_at,
                by=self.cast.worker,
            )

    def obtain_consent(self) -> Task:
        return self.done(Step.OBTAIN_CONSENT, lambda: self.consent() and Outcome.GIVEN)

    def refuse(self) -> Task:
        def do() -> Outcome:
            self.consent("no")
            close_case(case=self.case, reason=Case.ClosureReason.CONSENT_REFUSED, by=self.cast.worker)
            return Outcome.REFUSED

        return self.done(Step.OBTAIN_CONSENT, do)

    def prepare(self, *called: Assignment) -> Task:
        self.called = list(called)

        def do() -> Outcome:
            starts = timezone.now() + timedelta(days=7)
            facts = MeetingFacts(
                starts_at=starts, ends_at=starts + timedelta(hours=1), place="Room 1", chair=self.cast.worker.user
            )
            meeting = plan_meeting(case=self.case, facts=facts, by=self.cast.worker)
            for each in called:
                call_unit(meeting=meeting, unit=each.unit, kind=Summons.Kind.SUMMONS, by=self.cast.worker)
            return Outcome.PREPARED

        return self.done(Step.PREPARE, do)

    def to_replies(self) -> "Plan":
        self.obtain_consent()
        self.prepare(self.cast.nurse, self.cast.teacher)
        return self

    def reply(self, by: Assignment) -> Task:
        def do() -> Outcome:
            summons = Summons.objects.select_related("meeting", "case").get(case=self.case, unit=by.unit)
            reply_to_summons(summons=summons, reply=Summons.Reply.YES, due_at=self.due_at, by=by)
            return Outcome.REPLIED

        return self.done(Step.REPLY, do, by)

    def meet(self) -> Task:
        def do() -> Outcome:
            meeting = PlanMeeting.objects.get(case=self.case)
            for each in Summons.objects.filter(meeting=meeting, withdrawn_at=None).select_related("meeting"):
                note_attendance(summons=each, attendance=Attendance.HERE, by=self.cast.worker)
            close_meeting(meeting=meeting, due_at=self.due_at, by=self.cast.worker)
            return Outcome.HELD

        return self.done(Step.MEET, do)

    def write(self, *doers: Assignment, follow_up: date | None = None) -> Task:
        by = self.cast.worker

        def do() -> Outcome:
            about = subject_of(self.case, by)
            assert isinstance(about, CasePerson)
            for each in doers:
                add_intervention(
                    case=self.case, topic=Topic.HEALTH, about=about, text="-", doer="principal", unit=each.unit, by=by
                )
            day = follow_up or timezone.localdate() + timedelta(days=60 + FollowUp.objects.count())
            if not FollowUp.objects.filter(case=self.case, held_on=None).exists():
                plan_follow_up(case=self.case, on=day, by=by)
            principal = by.unit.provider.principal
            set_lead(case=self.case, principal=principal, unit=by.unit, user=by.user, measures_by_others="none", by=by)
            propose_plan(case=self.case, by=by)
            return Outcome.WRITTEN

        return self.done(Step.WRITE_PLAN, do)

    def confirm(self, by: Assignment, *, declines: bool = False) -> Task:
        def do() -> Outcome:
            if declines:
                decline_interventions(case=self.case, note="", by=by)
                return Outcome.DECLINED
            confirm_interventions(case=self.case, by=by)
            if not is_waiting_for_confirmation(self.case):
                agree_plan(case=self.case, by=by)
            return Outcome.CONFIRMED

        return self.done(Step.CONFIRM, do, by)

    def to_active(self, *doers: Assignment) -> "Plan":
        self.to_replies()
        for each in self.called:
            self.reply(each)
        self.meet()
        self.write(*(doers or (self.cast.nurse,)))
        for each in doers or (self.cast.nurse,):
            self.confirm(each)
        return self

    def follow_up(self, outcome: FollowUp.Outcome) -> Task:
        by = self.cast.worker

        def do() -> Outcome:
            again = timezone.localdate() + timedelta(days=90 + 30 * FollowUp.objects.count())
            today = timezone.localdate()
            hold_follow_up(case=self.case, outcome=outcome, held_on=today, next_on=again, due_at=self.due_at, by=by)
            if outcome == FollowUp.Outcome.REVISE:
                revise_plan(case=self.case, by=by)
                InterventionProgress.objects.filter(case=self.case).update(state="unconfirmed")
            if outcome == FollowUp.Outcome.CLOSE:
                close_case(case=self.case, reason=Case.ClosureReason.GOALS_MET, by=by)
            return Outcome(outcome)

        return self.done(Step.FOLLOW_UP, do)

    def is_finished(self) -> bool:
        with acting_as(self.cast.manager):
            return CoordinatedPlanProcess.objects.get(pk=self.process.pk).finished is not None
