"""A child at the nurse's clinic with a visit that is overdue, and a plan of the nurse's about the same child."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case
from cases.selectors.case import subject_of
from cases.services.enrolment import enrol
from cases.services.person import PersonFacts, describe_case_person
from tests.cases.contact import programme
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from workflows.demo.numbers import reserve_number

DAYS_OLD = 200


@dataclass(frozen=True, slots=True)
class Overdue:
    contact: Case
    plan: Case


def overdue(cast: Cast, colleague: Assignment | None = None) -> Overdue:
    """In the plan are the teacher, and `colleague` of another unit of the nurse's provider. Consent covers health."""
    by, born = cast.nurse, timezone.localdate() - timedelta(days=DAYS_OLD)
    child = PersonFacts(given_name="Elis", family_name="Test", number=reserve_number(born, "female", 417))
    with acting_as(by):
        contact = enrol(programme=programme(), subject=child, by=by)
    plan = Plan(replace(cast, worker=by, manager=by, nurse=colleague or cast.outsider))
    with acting_as(by):
        subject = subject_of(plan.case, by)
        assert subject is not None
        describe_case_person(row=subject, facts=child, by=by)
    plan.to_replies()
    return Overdue(contact, plan.case)
