"""The same stories through the services, act by act as of their moments: what the bulk is held against."""

from contextlib import contextmanager
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from accounts.acting import transaction_as
from accounts.models import Assignment
from cases.models import Case, CasePerson, Finding, Instrument, Programme
from cases.selectors.case import subject_of
from cases.services.finding import decide_finding
from cases.services.health import end_contact, enrol
from cases.services.person import Relation, add_case_person
from workflows.demo.bulk.child import Asked, Child, Decision, Visit
from workflows.demo.clock import moved_to
from workflows.models import Outcome
from workflows.selectors.task import due_of, open_tasks_of
from workflows.services.health import record_step, save_answers
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
        parents = [
            add_case_person(case=case, facts=facts, relation=Relation.PARENT, by=by) for facts in child.parents
        ]
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
