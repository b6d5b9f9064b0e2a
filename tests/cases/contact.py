"""A child or a pregnancy at the nurse's clinic, enrolled through the services."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case, CasePerson, HealthStep, Programme, ProgrammeStep
from cases.selectors.case import subject_of
from cases.services.enrolment import enrol
from cases.services.health import Done
from cases.services.person import PersonFacts, Relation, add_case_person
from tests.cast import acting_as


def programme(slug: str = "child-health") -> Programme:
    return Programme.objects.get(slug=slug)


def step(key: str) -> ProgrammeStep:
    return ProgrammeStep.objects.select_related("version").get(key=key)


def enrolled_child(by: Assignment, *, days_old: int = 45, days_at_birth: int | None = None) -> Case:
    with acting_as(by):
        child = PersonFacts(given_name="Elis", birth_date=timezone.localdate() - timedelta(days=days_old))
        return enrol(programme=programme(), subject=child, days_at_birth=days_at_birth, by=by)


def enrolled_pregnancy(by: Assignment, *, week: int = 12) -> Case:
    with acting_as(by):
        expected = timezone.localdate() + timedelta(days=280 - 7 * week)
        carrier = PersonFacts(given_name="Kim", family_name="Test", birth_date=date(1990, 1, 1))
        unborn = PersonFacts(expected_birth=expected)
        return enrol(programme=programme("maternity"), subject=unborn, carried_by=carrier, by=by)


def parent_in(case: Case, by: Assignment, name: str = "Kim") -> CasePerson:
    with acting_as(by):
        return add_case_person(case=case, facts=PersonFacts(given_name=name), relation=Relation.PARENT, by=by)


def subject(case: Case, by: Assignment) -> CasePerson:
    row = subject_of(case, by)
    assert row is not None
    return row


def done(
    happened_on: date | None = None, outcome: HealthStep.Outcome = HealthStep.Outcome.DONE, **more: object
) -> Done:
    return Done(outcome=outcome, happened_on=happened_on or timezone.localdate(), **more)  # type: ignore[arg-type]
