"""A patient's contact as rows, with what was asked and assessed and the flow that asks again."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cases.models import CareCode, HealthStep, Parenthood, ParenthoodTalk, PatientChild, Programme
from cases.models.parenthood import Protection
from cases.selectors.schedule import Planned
from cases.services.health import Done
from cases.services.parenthood import COUNTED
from workflows.demo.bulk.case_rows import Register, change_content, write_content, write_fact
from workflows.demo.bulk.contact_rows import Told, write_contact, write_step
from workflows.demo.bulk.flow_rows import Opened, begin_process, end_task, open_task, pass_gateway
from workflows.demo.bulk.patient import Patient, Talked
from workflows.demo.bulk.rows import Rows, Values
from workflows.flows.parenthood import ParenthoodFlow
from workflows.models import Outcome, Step
from workflows.services.parenthood import STEPS

FAMILY = "family"


@dataclass(slots=True)
class _Story:
    rows: Rows
    patient: Patient
    told: Told
    record: Values
    codes: dict[str, CareCode]


def write_patient(
    rows: Rows,
    register: Register,
    patient: Patient,
    schedule: list[Planned],
    programme: Programme,
    codes: dict[str, CareCode],
) -> None:
    """Everything of one patient. `codes`: those in force, by what they are used for."""
    by = patient.by
    rows.begin(patient.enrolled_at, by)
    register.persons.clear()
    told = write_contact(rows, register, patient.facts, programme, schedule, by)
    record = write_content(rows, Parenthood, told.case, by, topic=FAMILY, about=told.subject)
    story = _Story(rows, patient, told, record, codes)
    flow = ParenthoodFlow.instance
    first = begin_process(rows, told.case, ParenthoodFlow, flow.enrolled, by)
    opened = open_task(rows, first, flow.ask_parenthood, by, waits=not patient.talks)
    for number, talked in enumerate(patient.talks, 1):
        rows.begin(talked.at, by)
        _talk(story, talked, opened)
        end_task(rows, opened, _outcome(talked), by)
        opened = _next(story, talked, opened, waits=number == len(patient.talks))


def _outcome(talked: Talked) -> Outcome:
    if talked.step != Step.ASSESS_CHILD:
        return Outcome.ASKED
    return Outcome.REPORTED if talked.protection == Protection.REPORT else Outcome.NOT_REPORTED


def _next(story: _Story, talked: Talked, opened: Opened, *, waits: bool) -> Opened:
    """Assessed where there are children and nobody has that day; then asked again, on a chosen day or by the clock."""
    flow, rows, by = ParenthoodFlow.instance, story.rows, story.patient.by
    today, record = timezone.localdate(rows.at), story.record
    if talked.step == Step.REVIEW_PARENTHOOD:
        opened = pass_gateway(rows, opened, flow.goes_on)
    if talked.step != Step.ASSESS_CHILD:
        opened = pass_gateway(rows, opened, flow.is_to_be_assessed)
        if record["children"] == "yes" and record["protection_on"] != today:
            return open_task(rows, opened, flow.assess_child, by, waits=waits)
    chosen = record["next_review"]
    on = chosen if chosen and chosen > today else None
    return open_task(rows, opened, flow.review_parenthood, by, waits=waits, on=on)


def _talk(story: _Story, talked: Talked, opened: Opened) -> None:
    """As the page of the task does it: the record, the children, the assessment, the talk, the programme's step."""
    rows, by, case, about = story.rows, story.patient.by, story.told.case, story.told.subject
    late = opened.deadline["due_at"] if talked.step == Step.ASK_PARENTHOOD else None
    _save(story, talked.answers, late)
    today = timezone.localdate(rows.at)
    for child in talked.children:
        words = {"name": child.name, "age": child.age, "lives": child.lives, "told_on": today}
        write_content(rows, PatientChild, case, by, topic=FAMILY, about=about, **words)
    if talked.protection:
        assessed = {"protection": talked.protection, "protection_text": talked.protection_text, "protection_on": today}
        change_content(rows, Parenthood, story.record, by, **assessed)
    if talked.talk:
        held = {"held_on": today, "held_with": talked.talk, "text": talked.talk_text}
        code = story.codes[talked.talk].pk
        write_content(rows, ParenthoodTalk, case, by, topic=FAMILY, about=about, code_id=code, **held)
    _programme_step(story, talked)


def _save(story: _Story, answers: dict[str, Any], late: Any) -> None:
    rows, by, record = story.rows, story.patient.by, story.record
    standing = {name: record[name] for name in COUNTED}
    change_content(rows, Parenthood, record, by, **answers)
    for name, what in COUNTED.items():
        if record[name] != standing[name]:
            due_at = late if name == "children" else None
            write_fact(rows, what, story.told.case, by, origin=record["id"], code=record[name], due_at=due_at)


def _programme_step(story: _Story, talked: Talked) -> None:
    planned = next((each for each in story.told.waiting if each.step.key == STEPS[talked.step]), None)
    if planned is not None:
        done = Done(outcome=HealthStep.Outcome.DONE, happened_on=timezone.localdate(story.rows.at))
        write_step(story.rows, story.told, planned, done, story.patient.by)
