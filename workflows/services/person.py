"""What is written about the family may change who must consent: units that are left with nothing lose their tasks."""

from dataclasses import replace
from datetime import date
from typing import Any

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case, CasePerson
from cases.services import person as cases
from cases.services.health import renew_next
from cases.services.person import PersonFacts, Relation, facts_of
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
        described = cases.describe_case_person(row=row, facts=facts, by=by)
        # A birth date moves a schedule, or is the first that there is one to count from.
        if row.case.kind in Case.CONTACTS:
            renew_next(row.case, by)
        return described


@act
def record_birth(*, unborn: CasePerson, facts: PersonFacts, by: Assignment) -> CasePerson:
    """From the birth on all guardians must consent, not who carried the child alone. Raises as in cases."""
    with settling_tasks(unborn.case, by=by):
        return cases.record_birth(unborn=unborn, facts=facts, by=by)


@act
def join_child(*, row: CasePerson, others: list[CasePerson], by: Assignment) -> None:
    """The children of `others`, unborn or known under a reserve number, are the born child of `row`.

    Each case keeps its own words and both histories, and is found by the earlier number too. The provider's rows of
    the two numbers stay apart: units that know nothing of each other share them (docs/decisions/0001). Where the child
    was unborn the family is asked for consent again. Raises as in cases.
    """
    known = facts_of(row)
    for other in others:
        kept = facts_of(other)
        facts = replace(
            kept,
            number=known.number or kept.number,
            birth_date=known.birth_date,
            given_name=kept.given_name or known.given_name,
            family_name=kept.family_name or known.family_name,
        )
        write = {"unborn": other} if other.is_unborn else {"row": other}
        (record_birth if other.is_unborn else describe_case_person)(**write, facts=facts, by=by)


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
