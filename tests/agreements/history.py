"""A random history: plans of several providers, act by act through the services, with folds between."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from accounts.services.organisation import add_unit
from accounts.services.user import add_user, assign
from cases.errors import CaseError, NotAllowed
from cases.models import (
    Case,
    CasePerson,
    Consent,
    FollowUp,
    InterventionProgress,
    Participation,
    PlanMeeting,
    Summons,
    Topic,
)
from cases.selectors.case import subject_of
from cases.selectors.participation import participating_units
from cases.services.agreement import set_progress
from cases.services.meeting import Attendance, MeetingFacts, close_meeting, note_attendance
from cases.services.person import PersonFacts
from cases.services.plan import add_goal
from cases.services.summons import reply_to_summons
from tests.agreements.folding import fold, two_folders
from tests.cast import LONG_AGO, Cast, acting_as
from tests.workflows.plan import Plan
from workflows.models import Outcome, Step, Task
from workflows.services.case import close_case
from workflows.services.consent import record_consent, withdraw_consent
from workflows.services.meeting import cancel_meeting, move_meeting
from workflows.services.participation import end_participation
from workflows.services.person import describe_case_person
from workflows.services.unit import end_unit

Act = Callable[[], object]
NUMBERS = count(1)
BATCHES = (1, 2, 7, 2000)


@dataclass
class Lively(Plan):
    """A plan in which more can happen than the next step. `acts` are those that can now, by what waits to be done."""

    def next_steps(self, task: Task) -> list[Act]:
        here = {each.unit_id: each for each in (self.cast.worker, self.cast.nurse, self.cast.teacher)}
        by = here.get(task.unit_id or 0)
        if by is None:
            return []
        nurse, teacher = self.cast.nurse, self.cast.teacher
        outcomes = [FollowUp.Outcome.CONTINUE, FollowUp.Outcome.REVISE, FollowUp.Outcome.CLOSE]
        steps: dict[str, list[Act]] = {
            Step.OBTAIN_CONSENT: [self.obtain_consent, self.obtain_consent, self.obtain_consent, self.refuse],
            Step.PREPARE: [lambda: self.prepare(nurse), lambda: self.prepare(nurse, teacher)],
            Step.REPLY: [lambda: self.reply(by)],
            Step.MEET: [self.meet, lambda: self.meet(missing=nurse)],
            Step.WRITE_PLAN: [lambda: self.write(self.doer())],
            Step.CONFIRM: [lambda: self.confirm(by), lambda: self.confirm(by), lambda: self.confirm(by, declines=True)],
            Step.FOLLOW_UP: [lambda outcome=outcome: self.follow_up(outcome) for outcome in outcomes],  # type: ignore[misc]
        }
        return steps.get(task.step, [])

    def side_steps(self) -> dict[str, Act]:
        if not self.is_open():
            return {}
        found: dict[str, Act] = {
            "goal": self.write_goal,
            "birth day": self.correct_birth,
            "late consent": self.consent_late,
            "closing": self.close,
        }
        if self.is_consented():
            found["withdrawal"] = self.withdraw
        if self.doer() is self.cast.nurse:
            found |= {"leaving": lambda: self.leave(self.cast.nurse), "progress": self.make_progress}
        if self.planned() is not None:
            found |= {"cancelled": self.cancel, "moved": self.move}
        return found

    def is_open(self) -> bool:
        with acting_as(self.cast.manager):
            return Case.objects.get(pk=self.case.pk).is_open

    def is_consented(self) -> bool:
        with acting_as(self.cast.worker):
            return Consent.objects.filter(case=self.case, answer=Consent.Answer.YES, withdrawn_at=None).exists()

    def planned(self) -> PlanMeeting | None:
        with acting_as(self.cast.worker):
            rows = PlanMeeting.objects.select_related("case__owner_unit", "chair", "secretary")
            return rows.filter(case=self.case, status=PlanMeeting.Status.PLANNED).first()

    def doer(self) -> Assignment:
        with acting_as(self.cast.worker):
            there = {unit.pk for unit in participating_units(self.case)}
        return self.cast.nurse if self.cast.nurse.unit_id in there else self.cast.worker

    def reply(self, by: Assignment) -> Task:
        def do() -> Outcome:
            rows = Summons.objects.select_related("meeting", "case").filter(withdrawn_at=None)
            summons = rows.get(case=self.case, unit=by.unit, meeting__status=PlanMeeting.Status.PLANNED)
            reply_to_summons(summons=summons, reply=Summons.Reply.YES, due_at=self.due_at, by=by)
            return Outcome.REPLIED

        return self.done(Step.REPLY, do, by)

    def meet(self, missing: Assignment | None = None) -> Task:
        meeting = self.planned()
        assert meeting is not None

        def do() -> Outcome:
            for each in Summons.objects.filter(meeting=meeting, withdrawn_at=None).select_related("meeting"):
                is_missing = missing is not None and each.unit_id == missing.unit_id
                attendance = Attendance.ABSENT if is_missing else Attendance.HERE
                note_attendance(summons=each, attendance=attendance, by=self.cast.worker)
            close_meeting(meeting=meeting, due_at=self.due_at, by=self.cast.worker)
            return Outcome.HELD

        return self.done(Step.MEET, do)

    def write_goal(self) -> None:
        by = self.cast.worker
        with acting_as(by):
            about = subject_of(self.case, by)
            assert isinstance(about, CasePerson)
            add_goal(case=self.case, topic=Topic.HEALTH, about=about, text="-", own_words="Sleep", by=by)

    def correct_birth(self) -> None:
        by = self.cast.worker
        with acting_as(by):
            row = CasePerson.objects.select_related("case__owner_unit").get(pk=subject_of(self.case, by).pk)  # type: ignore[union-attr]
            facts = PersonFacts(given_name="Elis", birth_date=row.birth_date - timedelta(days=1))  # type: ignore[operator]
            describe_case_person(row=row, facts=facts, by=by)

    def consent_late(self) -> None:
        """An answer of weeks ago, written down today."""
        today = timezone.localdate()
        with acting_as(self.cast.worker):
            record_consent(
                case=self.case,
                person=self.guardian,
                answer=Consent.Answer.YES,
                form=Consent.Form.ORAL,
                given_on=today - timedelta(days=100),
                valid_to=today + timedelta(days=365),
                scopes={each.unit: {Topic.HEALTH, Topic.FAMILY, Topic.OTHER} for each in self.cast.called},
                due_at=None,
                by=self.cast.worker,
            )

    def withdraw(self) -> None:
        by = self.cast.worker
        with acting_as(by):
            rows = Consent.objects.filter(case=self.case, withdrawn_at=None).select_related("case__owner_unit")
            for row in rows.filter(answer=Consent.Answer.YES):
                withdraw_consent(consent=row, by=by)

    def leave(self, who: Assignment) -> None:
        by = self.cast.worker
        with acting_as(by):
            reason = next(iter(Participation.EndReason))
            end_participation(case=self.case, unit=who.unit, reason=reason, by=by)

    def cancel(self) -> None:
        with acting_as(self.cast.worker):
            reason = next(iter(PlanMeeting.CancelReason))
            cancel_meeting(meeting=self.planned(), reason=reason, by=self.cast.worker)  # type: ignore[arg-type]

    def move(self) -> None:
        row = self.planned()
        assert row is not None
        starts, ends = row.starts_at + timedelta(days=7), row.ends_at + timedelta(days=7)
        with acting_as(self.cast.worker):
            facts = MeetingFacts(starts_at=starts, ends_at=ends, place="Room 9", chair=row.chair)
            move_meeting(meeting=row, facts=facts, by=self.cast.worker)

    def make_progress(self) -> None:
        by = self.cast.nurse
        with acting_as(by):
            for row in InterventionProgress.objects.filter(case=self.case, unit=by.unit).select_related("case"):
                set_progress(progress=row, state=InterventionProgress.State.DONE, by=by)

    def close(self) -> None:
        with acting_as(self.cast.worker):
            close_case(case=self.case, reason=Case.ClosureReason.MOVED, by=self.cast.worker)


@dataclass
class History:
    """What one example tells. The nurse's unit is its own, so that closing it down moves this example's cases only."""

    cast: Cast
    done: list[str] = field(default_factory=list)
    plans: list[Lively] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cast = replace(self.cast, nurse=self.new_nurse())
        self.begin(0)
        self.plans[0].to_replies()

    def new_nurse(self) -> Assignment:
        nurse = self.cast.nurse
        with act_as(None, reason="test"):
            unit = add_unit(
                name=f"Child health {next(NUMBERS)}",
                provider=nurse.unit.provider,
                service=CareUnit.Service.CHILD_HEALTH,
                valid_from=LONG_AGO,
                by=None,
            )
            return assign(user=nurse.user, unit=unit, role=Role.CHILD_HEALTH_NURSE, valid_from=LONG_AGO, by=None)

    def begin(self, choice: int) -> None:
        """A plan of either provider, now and then about a child who has or had one."""
        cast = self.cast if choice % 2 == 0 else of_the_preschool(self.cast)
        born = self.plans[choice % len(self.plans)].born if self.plans and choice % 3 else None
        self.plans.append(Lively(cast, born=born) if born else Lively(cast))

    def act(self, which: int, choice: int, *, is_next_step: bool) -> None:
        """What can happen now, the one that `choice` picks; what the services refuse is not done."""
        plan = self.plans[which % len(self.plans)]
        name, act = self.next_step(plan, choice) if is_next_step else self.side_step(plan, choice)
        with suppress(CaseError, NotAllowed):
            act()
            self.done.append(name)

    def next_step(self, plan: Lively, choice: int) -> tuple[str, Act]:
        tasks = plan.open_tasks()
        steps = plan.next_steps(tasks[choice % len(tasks)]) if tasks else []
        return ("step", steps[choice // len(tasks) % len(steps)]) if steps else self.side_step(plan, choice)

    def side_step(self, plan: Lively, choice: int) -> tuple[str, Act]:
        acts: dict[str, Act] = {
            "begin": lambda: self.begin(choice),
            "fold": lambda: fold(BATCHES[choice % len(BATCHES)]),
            "two folders": lambda: two_folders(BATCHES[choice % len(BATCHES)]),
            "unit ends": self.end_unit,
            **plan.side_steps(),
        }
        return list(acts.items())[choice % len(acts)]

    def end_unit(self) -> None:
        """The nurse's unit closes down; another takes over, where she works from then on."""
        old, new = self.cast.nurse, self.new_nurse()
        end_unit(unit=old.unit, on=timezone.localdate(), successor=new.unit, by=administrator_of(old.unit))
        self.cast.nurse = new
        for plan in self.plans:
            plan.cast.nurse = new


def of_the_preschool(cast: Cast) -> Cast:
    """The same people, with the preschool as the one that leads plans and the midwives called instead of it."""
    manager = one_at(cast.teacher.unit, Role.UNIT_MANAGER)
    return replace(cast, worker=cast.teacher, manager=manager, teacher=cast.outsider)


def administrator_of(unit: CareUnit) -> Assignment:
    return one_at(unit.provider.units.get(name="Maternity"), Role.SYSTEM_ADMINISTRATOR)


def one_at(unit: CareUnit, role: Role) -> Assignment:
    if (found := Assignment.objects.filter(unit=unit, role=role).select_related("unit__provider").first()) is not None:
        return found
    with act_as(None, reason="test"):
        user = add_user(email=f"{role}@{unit.pk}.test", full_name="New", password=None, by=None)
        return assign(user=user, unit=unit, role=role, valid_from=LONG_AGO, by=None)
