"""The same stories through the services, act by act as of their moments: what the bulk is held against."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from accounts.acting import transaction_as
from accounts.models import Assignment
from cases.models import Case, CasePerson, Finding, Instrument, Programme
from cases.selectors.case import subject_of
from cases.selectors.parenthood import parenthood_of
from cases.services.enrolment import enrol
from cases.services.finding import decide_finding
from cases.services.health import end_contact
from cases.services.parenthood import assess_protection, record_talk, save_parenthood
from cases.services.person import Relation, add_case_person
from workflows.demo.bulk.child import Asked, Child, Decision, Visit
from workflows.demo.bulk.patient import Patient, Talked
from workflows.demo.clock import moved_to
from workflows.models import Outcome, Step, Task
from workflows.selectors.task import due_of, open_tasks_of
from workflows.services.contact import enrol as enrol_patient
from workflows.services.health import record_step, save_answers
from workflows.services.parenthood import record_programme_step
from workflows.services.task import complete_task


@contextmanager
def at(moment: datetime, by: Assignment) -> Iterator[None]:
    with moved_to(moment), transaction_as(by):
        yield


def tell_child(child: Child) -> None:
    by = child.by
    with at(child.enrolled_at, by):
        programme = Programme.objects.get(slug="child-health")
        case = enrol(programme=programme, subject=child.facts, days_at_birth=child.days_at_birth, by=by)
        parents = [add_case_person(case=case, facts=facts, relation=Relation.PARENT, by=by) for facts in child.parents]
    to_decide = [
        (act.decision, finding)
        for act in child.acts
        for finding in _told(act, case, parents, by)
        if act.decision is not None
    ]
    if child.ended_at is not None:
        with at(child.ended_at, by):
            end_contact(case=case, ending=child.ending, ended_on=timezone.localdate(), by=by)
    for decision, finding in to_decide:
        decide(decision, finding, by)


def _told(act: Visit | Asked, case: Case, parents: list[CasePerson], by: Assignment) -> list[Finding]:
    with at(act.at, by):
        if isinstance(act, Visit):
            before = set(Finding.objects.values_list("pk", flat=True))
            record_step(case=case, step=act.planned.step, done=act.done, by=by)
            return list(Finding.objects.exclude(pk__in=before).select_related("case"))
        about = subject_of(case, by) if act.whose is None else parents[act.whose]
        assert about is not None
        _row, findings = save_answers(
            case=case,
            about=about,
            instrument=Instrument.objects.get(slug=act.instrument),
            answers=act.answers,
            taken_on=timezone.localdate(),
            step=act.planned.step,
            by=by,
        )
        return findings


def decide(decision: Decision, finding: Finding, by: Assignment) -> None:
    with at(decision.at, by):
        [task] = open_tasks_of(finding.case)

        def do() -> Outcome:
            decide_finding(
                row=finding,
                action=decision.action,
                text=decision.text,
                edition=finding.edition,
                due_at=due_of(task),
                by=by,
            )
            return Outcome.DECIDED

        complete_task(task=task, do=do, by=by)


def tell_patient(patient: Patient) -> None:
    """Each task as its page does it."""
    by = patient.by
    with at(patient.enrolled_at, by):
        case = enrol_patient(programme=Programme.objects.get(slug="addiction-parenthood"), subject=patient.facts, by=by)
    for talked in patient.talks:
        with at(talked.at, by):
            [task] = open_tasks_of(case)
            assert task.step == talked.step
            complete_task(task=task, do=lambda talked=talked, task=task: _talk(case, task, talked, by), by=by)


def _talk(case: Case, task: Task, talked: Talked, by: Assignment) -> Outcome:
    row = parenthood_of(case, by)
    assert row is not None
    row = save_parenthood(
        row=row,
        answers=talked.answers,
        children=talked.children,
        edition=row.edition,
        due_at=due_of(task) if task.step == Step.ASK_PARENTHOOD else None,
        by=by,
    )
    if talked.protection:
        words = {"protection": talked.protection, "text": talked.protection_text}
        assess_protection(row=row, edition=row.edition, by=by, **words)
    if talked.talk:
        record_talk(case=case, held_with=talked.talk, text=talked.talk_text, by=by)
    record_programme_step(case=case, task=Step(task.step), on=timezone.localdate(), by=by)
    if task.step != Step.ASSESS_CHILD:
        return Outcome.ASKED
    return Outcome.REPORTED if talked.protection == "report" else Outcome.NOT_REPORTED
