"""A few children, pregnancies and patients on their programmes, with the visits that have been; one finding waits."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from cases.models import Case, CasePerson, Finding, HealthStep, Instrument, Programme
from cases.selectors.case import subject_of
from cases.selectors.health import schedule_of
from cases.selectors.schedule import Planned, Standing
from cases.services.finding import decide_finding
from cases.services.health import Done
from cases.services.person import PersonFacts, Relation, add_case_person
from workflows.demo.births import make_births
from workflows.demo.clock import moved_to
from workflows.demo.numbers import reserve_number
from workflows.demo.staff import Staff
from workflows.models import Outcome, Step
from workflows.selectors.task import due_of, open_tasks_of
from workflows.services.contact import enrol
from workflows.services.health import record_step, save_answers
from workflows.services.task import complete_task

# Nobody has come to these any more: what should have happened by now.
NOT_YET = 1
BORN_WEIGHT, GRAMS_A_WEEK = 3400, 170


@dataclass(frozen=True, slots=True)
class DemoChild:
    """`weeks` old; the last `skipped` steps that are due are not recorded; `epds`: the parent's sum at 6–8 weeks."""

    name: str
    parent: str
    weeks: int
    skipped: int = NOT_YET
    epds: int = 4
    weeks_at_birth: int | None = None


CHILDREN = (
    DemoChild("Alma Provdotter", "Nora Provdotter", 7, 1),
    DemoChild("Tuva Skissberg", "Ida Skissberg", 9, 0, 13),
    DemoChild("Love Attrappsson", "Maja Attrappsson", 22, 2, 12),
    DemoChild("Sixten Utkast", "Sara Utkast", 36, 1, 3, 32),
    DemoChild("Iris Modellin", "Elsa Modellin", 58, 0),
    DemoChild("Folke Övning", "Lisa Övning", 130, 1),
)
PREGNANT = (("Klara Låtsas", 9), ("Mimmi Fiktiv", 30))


def make_clinic(staff: Staff, now: datetime) -> None:
    for serial, row in enumerate(CHILDREN):
        _tell_child(row, serial, staff["karin"], now)
    for name, week in PREGNANT:
        _enrol("maternity", name, staff["elin"], expected=now.date() + timedelta(days=280 - 7 * week))
    make_births(staff, now)


def _tell_child(row: DemoChild, serial: int, by: Assignment, now: datetime) -> None:
    given, family = row.name.split()
    born = timezone.localdate(now) - timedelta(weeks=row.weeks)
    number = reserve_number(born, "female" if serial % 2 else "male", 400 + serial)
    with moved_to(now - timedelta(weeks=row.weeks, days=-2)), act_as(by):
        case = enrol(
            programme=Programme.objects.get(slug="child-health"),
            subject=PersonFacts(given_name=given, family_name=family, number=number, birth_date=born),
            days_at_birth=row.weeks_at_birth and row.weeks_at_birth * 7,
            by=by,
        )
        given, family = row.parent.split()
        parent = add_case_person(
            case=case,
            facts=PersonFacts(given_name=given, family_name=family, has_custody=True),
            relation=Relation.PARENT,
            by=by,
        )
        schedule = schedule_of(case, by)
    due = [each for each in schedule if each.first <= timezone.localdate(now) and each.step.level == "all"]
    for each in due[: len(due) - row.skipped]:
        _visit(case, each, parent, row, by, now)


def _visit(case: Case, planned: Planned, parent: CasePerson, row: DemoChild, by: Assignment, now: datetime) -> None:
    on = min(planned.first + timedelta(days=3), planned.last, timezone.localdate(now))
    with moved_to(min(timezone.make_aware(datetime.combine(on, time(10, 15))), now)), act_as(by):
        subject = subject_of(case, by)
        born = subject.birth_date if subject else None
        weeks = (on - born).days / 7 if born else 0
        weight = round(BORN_WEIGHT + GRAMS_A_WEEK * min(weeks, 26) + 60 * max(weeks - 26, 0), -1)
        measures = {"weight": int(weight)} if "weight" in planned.step.measures else {}
        done = Done(
            outcome=HealthStep.Outcome.DONE,
            happened_on=on,
            ticked=tuple(planned.step.content),
            measures=measures,  # type: ignore[arg-type]
        )
        record_step(case=case, step=planned.step, done=done, by=by)
        if "epds" not in planned.step.instruments:
            return
        _row, findings = save_answers(
            case=case,
            about=parent,
            instrument=Instrument.objects.get(slug="epds"),
            answers=_answers(row.epds),
            taken_on=on,
            step=planned.step,
            by=by,
        )
    if findings and row.epds == 12:
        with moved_to(min(timezone.make_aware(datetime.combine(on + timedelta(days=1), time(9))), now)), act_as(by):
            _decide(findings[0], by)


def _decide(finding: Finding, by: Assignment) -> None:
    [task] = [each for each in open_tasks_of(finding.case) if each.step == Step.DECIDE_FINDING]

    def do() -> Outcome:
        words = "Samtal hos mig varje vecka. Hon vill inte ha mer nu."
        action = Finding.Action.TALK
        decide_finding(row=finding, action=action, text=words, edition=finding.edition, due_at=due_of(task), by=by)
        return Outcome.DECIDED

    complete_task(task=task, do=do, by=by)


def _answers(total: int) -> dict[int, int]:
    """Ten answers of together `total`, none of them to the last question."""
    each, rest = divmod(total, 9)
    return {number: each + (number <= rest) for number in range(1, 10)} | {10: 0}


def _enrol(slug: str, name: str, by: Assignment, *, expected: object = None) -> None:
    given, family = name.split()
    adult = PersonFacts(given_name=given, family_name=family, birth_date=timezone.localdate().replace(1994, 5, 4))
    programme = Programme.objects.get(slug=slug)
    with act_as(by):
        if expected is None:
            enrol(programme=programme, subject=adult, by=by)
        else:
            unborn = PersonFacts(expected_birth=expected)  # type: ignore[arg-type]
            record_elsewhere(enrol(programme=programme, subject=unborn, carried_by=adult, by=by), by)


def record_elsewhere(case: Case, by: Assignment) -> None:
    """What was due before the pregnancy came here was done where it was before, as the midwife writes it down."""
    today = timezone.localdate()
    for each in schedule_of(case, by):
        if each.standing(today) == Standing.LATE:
            done = Done(outcome=HealthStep.Outcome.ELSEWHERE, happened_on=each.first + (each.last - each.first) / 2)
            record_step(case=case, step=each.step, done=done, by=by)
