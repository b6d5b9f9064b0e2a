"""A contact on a schedule as its own unit reads it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from accounts.models import Assignment
from cases.models import Case, CasePerson, Finding, HealthContact, HealthStep, InstrumentAnswers
from cases.permissions import readable_to
from cases.selectors.case import subject_of
from cases.selectors.schedule import Planned, origin_of, planned_steps, steps_by_programme


def contact_of(case: Case) -> HealthContact:
    return HealthContact.objects.select_related("programme", "next_step", "unit").get(case=case)


def schedule_of(case: Case, by: Assignment) -> list[Planned]:
    """The schedule with what came of each step; empty after an end that leaves nothing to do.

    Also for somebody without birth date: of such a child nothing can be counted, and the page asks for it.
    """
    contact = contact_of(case)
    if contact.ending in HealthContact.WITHOUT_SCHEDULE:
        return []
    subject = subject_of(case, by)
    return schedules_of([contact], {case.pk: subject} if subject else {}, by)[case.pk]


def schedules_of(
    contacts: Iterable[HealthContact], subjects: Mapping[UUID, CasePerson], by: Assignment
) -> dict[UUID, list[Planned]]:
    """The schedules of many running contacts, by case; as many statements for six hundred as for one."""
    found = list(contacts)
    rows = readable_to(by, HealthStep.objects.filter(case__in=[each.case_id for each in found]))
    recorded: dict[UUID, list[HealthStep]] = defaultdict(list)
    for row in rows.select_related("step__version", "written_by").order_by("happened_on", "created_at"):
        recorded[row.case_id].append(row)
    steps = steps_by_programme({each.programme_id for each in found})
    schedules = {}
    for contact in found:
        subject = subjects.get(contact.case_id)
        born_on, expected = (subject.birth_date, subject.expected_birth) if subject else (None, None)
        origin = origin_of(contact, born_on, expected)
        schedules[contact.case_id] = planned_steps(steps[contact.programme_id], origin, recorded[contact.case_id])
    return schedules


def recorded_steps(case: Case, by: Assignment) -> list[HealthStep]:
    rows = readable_to(by, HealthStep.objects.filter(case=case))
    return list(rows.select_related("step__version", "written_by").order_by("happened_on", "created_at"))


def answers_about(case: Case, person: CasePerson, by: Assignment) -> list[InstrumentAnswers]:
    """What one person has answered. Never of two on one page: a parent's answers are that parent's alone."""
    rows = readable_to(by, InstrumentAnswers.objects.filter(case=case, about=person))
    return list(rows.select_related("instrument", "step").order_by("taken_on", "created_at"))


def findings_from(case: Case, by: Assignment) -> list[Finding]:
    """What was found in a contact, each in a case of its own, as far as the acting assignment sees it."""
    rows = readable_to(by, Finding.objects.filter(origin_case=case.pk))
    return list(rows.select_related("case", "about").order_by("found_on", "created_at"))


def findings_about(case: Case, person: CasePerson | None, by: Assignment) -> list[Finding]:
    """What one person's own answers have led to; of whom the contact is about also what came of a step.

    That something was found about one parent is on no page about the other, or about the child.
    """
    own = InstrumentAnswers.objects.filter(case=case, about=person)
    others = InstrumentAnswers.objects.filter(case=case).exclude(about=person)
    is_subject = person is not None and person.relation == CasePerson.Relation.SUBJECT
    origins = set((others if is_subject else own).values_list("pk", flat=True))
    return [each for each in findings_from(case, by) if (each.origin in origins) != is_subject]


def missed_days(case: Case, by: Assignment) -> list[date]:
    return sorted(day for row in recorded_steps(case, by) for day in row.missed_on)


def editions_before(row: HealthStep | InstrumentAnswers) -> list[tuple[Any, Any]]:
    """Each edition that was corrected with the one that replaced it, the newest first.

    A visit missed before it was done is no correction, and stands in the row's own days.
    """
    rows = list(row.history.select_related("written_by").order_by("-edition", "-history_date"))
    return [(older, newer) for newer, older in pairwise(rows) if newer.correction]
