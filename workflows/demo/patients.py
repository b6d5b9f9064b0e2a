"""A few patients of addiction care as parents: asked, half asked, not asked; and what is asked around a family."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from cases.models import Case, Programme
from cases.selectors.parenthood import parenthood_of
from cases.selectors.situation import prompts_in
from cases.services.parenthood import ChildFacts, assess_protection, record_talk, save_parenthood
from cases.services.person import PersonFacts
from cases.services.situation import answer_situation
from workflows.demo.clock import moved_to
from workflows.demo.staff import Staff
from workflows.models import Outcome, Step
from workflows.selectors.task import due_of, open_task_of
from workflows.services.parenthood import enrol, record_programme_step
from workflows.services.task import complete_task


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPatient:
    """Enrolled `days` ago. `answers` are given a week later; the task is done where `is_asked`, and `reason` is why
    no report was made.
    """

    name: str
    days: int
    answers: dict[str, Any] = field(default_factory=dict)
    children: tuple[ChildFacts, ...] = ()
    is_asked: bool = True
    reason: str = ""
    talk: str = ""


PATIENTS = (
    DemoPatient(
        name="Tore Demoberg",
        days=40,
        answers={
            "children": "yes",
            "other_support": "yes",
            "other_support_text": "Mormor, varannan helg",
            "child_is_carer": "no",
            "worried": "yes",
            "worried_text": "Att Wilma sover dåligt",
            "wants_parenthood_talk": "yes",
            "wants_needs_talk": "yes",
            "child_knows": "no",
            "information": "offered",
            "advice": "given",
            "parent_support": "given",
            "family_home": "not_placed",
        },
        children=(ChildFacts(name="Wilma", age=7, lives="part"), ChildFacts(name="Ebbe", age=3, lives="part")),
        reason="Barnen bor mest hos sin mamma, och mormor är med när de är här.",
        talk="talk_patient",
    ),
    DemoPatient(
        name="Siv Skisslund",
        days=9,
        answers={"children": "yes", "worried": "declined"},
        children=(ChildFacts(age=15, lives="full"),),
    ),
    DemoPatient(name="Rune Påhitt", days=6, answers={"worried": "unknown"}, is_asked=False),
    DemoPatient(name="Jan Attrappsson", days=20, answers={"children": "no"}),
    DemoPatient(name="Mona Utkast", days=18),
)
# What a social worker has answered in the oldest open case of the unit: question and answer.
ANSWERED = {"parents-situation": "yes", "adult-died": "no"}


def make_patients(staff: Staff, now: datetime) -> None:
    for row in PATIENTS:
        _tell(row, staff["hanna"], now)
    by = staff["sara"]
    with act_as(by):
        opened = Case.objects.filter(kind=Case.Kind.PLAN, status=Case.Status.OPEN, owner_unit=by.unit)
        for case in opened.order_by("opened_at")[:1]:
            for prompt in prompts_in(case, by):
                if answer := ANSWERED.get(prompt.question.key):
                    answer_situation(case=case, question=prompt.question, answer=answer, by=by)


def _tell(row: DemoPatient, by: Assignment, now: datetime) -> None:
    given, family = row.name.split()
    begun = now - timedelta(days=row.days)
    with moved_to(begun), act_as(by):
        patient = PersonFacts(given_name=given, family_name=family, birth_date=timezone.localdate().replace(1986, 5, 4))
        case = enrol(programme=Programme.objects.get(slug="addiction-parenthood"), subject=patient, by=by)
    if not row.answers:
        return
    with moved_to(min(begun + timedelta(days=7), now)), act_as(by):
        _ask(case, row, by)
    if row.reason:
        with moved_to(min(begun + timedelta(days=8), now)), act_as(by):
            _assess(case, row, by)


def _ask(case: Case, row: DemoPatient, by: Assignment) -> None:
    task = open_task_of(case, Step.ASK_PARENTHOOD)
    record = parenthood_of(case, by)
    if task is None or record is None:
        return

    def do() -> Outcome | None:
        save_parenthood(
            row=record,
            answers=row.answers,
            children=row.children,
            edition=record.edition,
            due_at=due_of(task),
            by=by,
        )
        if row.talk:
            record_talk(case=case, held_with=row.talk, by=by)
        if not row.is_asked:
            return None
        record_programme_step(case=case, task=Step.ASK_PARENTHOOD, on=timezone.localdate(), by=by)
        return Outcome.ASKED

    complete_task(task=task, do=do, by=by)


def _assess(case: Case, row: DemoPatient, by: Assignment) -> None:
    task = open_task_of(case, Step.ASSESS_CHILD)
    record = parenthood_of(case, by)
    if task is None or record is None:
        return

    def do() -> Outcome:
        assess_protection(row=record, protection="no_report", text=row.reason, edition=record.edition, by=by)
        record_programme_step(case=case, task=Step.ASSESS_CHILD, on=timezone.localdate(), by=by)
        return Outcome.NOT_REPORTED

    complete_task(task=task, do=do, by=by)
