"""A plan that has taken every turn, so that every table holds something that could leak."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from accounts.models import Assignment
from agreements.models import Clock
from cases.identity import parse_number
from cases.models import (
    Case,
    CasePerson,
    CaseTargetGroup,
    ConsentException,
    Deviation,
    FollowUp,
    Goal,
    GoalJudgement,
    Need,
    PlanField,
    PlanMeeting,
    Topic,
)
from cases.selectors.case import subject_of
from cases.services.access import log_access
from cases.services.case import set_target_groups
from cases.services.consent import record_exception
from cases.services.follow_up import judge_goal
from cases.services.meeting import Attendance, note_family_attendance, record_deviation, write_meeting_note
from cases.services.note import mark_copied, sign_note, write_note
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.plan import add_goal, add_need, add_statement, mark_ready
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from workflows.models import Deadline, Notice, PauseReason, Step
from workflows.services.deadline import move_deadline, pause_deadline
from workflows.services.draft import save_draft
from workflows.services.notice import tell_manager


def told_plan(cast: Cast, number: str) -> Plan:
    """A plan of the worker's, agreed with the nurse and the teacher; `number` is the other parent's."""
    plan = Plan(cast)
    _add_family(plan, number)
    _pause_and_move(plan)
    plan.to_replies()
    for each in plan.called:
        write_content(plan.case, each)
        plan.reply(each)
    write_content(plan.case, cast.worker)
    _write_at_meeting(plan)
    plan.meet()
    plan.write(cast.nurse)
    plan.confirm(cast.nurse)
    _judge_goals(plan)
    return plan


def foreign_plan(cast: Cast, number: str) -> Plan:
    """A plan of the stranger's with the outsider and the teacher, closed: nobody else of the cast is in it."""
    plan = told_plan(replace(cast, worker=cast.stranger, manager=cast.stranger, nurse=cast.outsider), number)
    plan.follow_up(FollowUp.Outcome.CLOSE)
    return plan


def write_content(case: Case, by: Assignment) -> tuple[Need, Goal]:
    """A need and a goal about health, shown to the others; words of the family and a signed note, kept."""
    with acting_as(by):
        about = known_subject(case, by)
        need = add_need(case=case, topic=Topic.HEALTH, about=about, text=f"Need seen by {by.user}", by=by)
        goal = add_goal(case=case, topic=Topic.HEALTH, about=about, text="Goal", by=by)
        for row in (need, goal):
            mark_ready(row=row, by=by)
        field = PlanField.objects.get(pk="what_matters")
        add_statement(case=case, field=field, topic=Topic.FAMILY, about=about, text="Own words", by=by)
        note = write_note(case=case, text="Secret note", topic=Topic.OTHER, about=about, by=by)
        sign_note(note=note, edition=note.edition, by=by)
        mark_copied(case=case, source=need.pk, what="need", by=by)
        save_draft(key="note", data={"text": "Half a sentence"}, case=case, by=by)
        log_access(case=case.pk, what="case", by=by)
        tell_manager(case=case.pk, kind=Notice.Kind.NEED_STATED, by=by)
    return need, goal


def known_subject(case: Case, by: Assignment) -> CasePerson:
    """Who the case is about, as the provider of `by` knows them."""
    about = subject_of(case, by)
    assert about is not None
    return about


def _add_family(plan: Plan, number: str) -> None:
    by, case = plan.cast.worker, plan.case
    facts = PersonFacts(given_name="Robin", family_name="Secret", number=parse_number(number), has_custody=True)
    with acting_as(by):
        other = add_case_person(case=case, facts=facts, relation=Relation.PARENT, by=by)
        reason = ConsentException.Reason.SOLE_CUSTODY
        record_exception(case=case, person=other, reason=reason, explanation="Judgment of 2024", by=by)
        set_target_groups(case=case, groups=[CaseTargetGroup.Group.VIOLENCE], by=by)


def _pause_and_move(plan: Plan) -> None:
    task = plan.open(Step.OBTAIN_CONSENT)
    assert task is not None
    by, until = plan.cast.worker, timezone.localdate() + timedelta(days=3)
    pause_deadline(task=task, until=until, reason=PauseReason.FAMILY_THINKS, by=by)
    with acting_as(by):
        clock: Clock = Deadline.objects.select_related("clock").get(task=task, closed_at=None).clock
        move_deadline(task=task, clock=clock, by=by)


def _judge_goals(plan: Plan) -> None:
    by, said = plan.cast.worker, GoalJudgement.Status
    with acting_as(by):
        for goal in Goal.objects.filter(case=plan.case):
            judge_goal(case=plan.case, goal=goal.pk, status=said.ON_THE_WAY, family_status=said.REACHED, by=by)


def _write_at_meeting(plan: Plan) -> None:
    by, case = plan.cast.worker, plan.case
    with acting_as(by):
        meeting, about = PlanMeeting.objects.get(case=case), known_subject(case, by)
        note_family_attendance(meeting=meeting, person=about, attendance=Attendance.HERE, by=by)
        words = {"agenda_item": None, "text": "Said at the table", "edition": 0, "topic": Topic.OTHER}
        write_meeting_note(meeting=meeting, about=about, by=by, **words)
        kind = Deviation.Kind.NOT_DELIVERED
        record_deviation(case=case, kind=kind, text="No report came", unit=plan.cast.teacher.unit, by=by)
