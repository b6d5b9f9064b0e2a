"""What is written about the family may change who must consent: units that are left with nothing lose their tasks."""

from datetime import date
from typing import Any

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case, CasePerson
from cases.services import person as cases
from cases.services.person import PersonFacts, Relation
from workflows.services.consent import settling_tasks


@act
def add_case_person(*, case: Case, facts: PersonFacts, relation: Relation, by: Assignment) -> CasePerson:
    """Somebody of the family; another guardian must consent before anything is shared again. Raises as in cases."""
    with settling_tasks(case, by=by):
        return cases.add_case_person(case=case, facts=facts, relation=relation, by=by)


@act
def describe_case_person(*, row: CasePerson, facts: PersonFacts, by: Assignment) -> CasePerson:
    """Corrects what is written; another birth date may give the child a voice of its own. Raises as in cases."""
    with settling_tasks(row.case, by=by):
        return cases.describe_case_person(row=row, facts=facts, by=by)


@act
def record_birth(*, unborn: CasePerson, facts: PersonFacts, by: Assignment) -> CasePerson:
    """From the birth on all guardians must consent, not who carried the child alone. Raises as in cases."""
    with settling_tasks(unborn.case, by=by):
        return cases.record_birth(unborn=unborn, facts=facts, by=by)


@act
def change_custody(
    *,
    guardian: CasePerson,
    has_custody: bool,
    by: Assignment,
    first_day: date | None = None,
    last_day: date | None = None,
) -> CasePerson:
    """Custody begun, ended or dated otherwise. Raises as in cases."""
    days: dict[str, Any] = {"first_day": first_day, "last_day": last_day}
    with settling_tasks(guardian.case, by=by):
        return cases.change_custody(guardian=guardian, has_custody=has_custody, by=by, **days)
