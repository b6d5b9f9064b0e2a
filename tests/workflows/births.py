"""A pregnancy at the midwife's clinic, its birth, and what it leads to, through the services."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Assignment, CareUnit
from cases.identity import official_test_numbers, parse_number
from cases.models import Birth, Case, Ground, Sending
from cases.services.birth import Newborn
from cases.services.disclosure import Basis
from cases.services.enrolment import enrol
from cases.services.person import PersonFacts
from cases.services.referral import send_referral
from cases.services.referral_answer import answer_referral
from tests.cases.contact import programme
from tests.cast import acting_as
from workflows.models import Outcome, Step
from workflows.selectors.referral import own_sections
from workflows.selectors.task import open_tasks_of
from workflows.services.birth import hand_over_child, record_births
from workflows.services.task import complete_task

DAY = timedelta(days=1)
MOTHER_NUMBER = max(number for number in official_test_numbers() if number < "1990")
MOTHER = PersonFacts(given_name="Kim", family_name="Test", number=parse_number(MOTHER_NUMBER))


def pregnancy(by: Assignment, *, days: int = 38 * 7) -> Case:
    """`days` of it have passed today."""
    with acting_as(by):
        unborn = PersonFacts(expected_birth=timezone.localdate() + timedelta(days=280 - days))
        return enrol(programme=programme("maternity"), subject=unborn, carried_by=MOTHER, by=by)


def newborn(days_ago: int = 0, **more: Any) -> Newborn:
    """Born that many days ago; `name`, and what else Newborn takes."""
    words = {"given_name": more.pop("name", ""), "number": more.pop("number", None)}
    facts = PersonFacts(birth_date=timezone.localdate() - days_ago * DAY, **words)
    return Newborn(**{"outcome": Birth.Outcome.LIVE, "facts": facts} | more)


def stillborn(days_ago: int = 0) -> Newborn:
    return newborn(days_ago, outcome=Birth.Outcome.STILLBORN)


def born(case: Case, *children: Newborn, by: Assignment) -> list[Birth]:
    with acting_as(by):
        rows, _opened = record_births(case=case, children=children, by=by)
        return rows


def handed_over(birth: Birth, to: Assignment, *, by: Assignment) -> Case:
    """Begun from the birth, sent to `to` and taken over there."""
    with acting_as(by):
        case = hand_over_child(birth=birth, by=by)
    return taken_over(case, to, by=by)


def taken_over(case: Case, to: Assignment, *, by: Assignment, kept: tuple[str, ...] = ()) -> Case:
    """All parts but those with a heading in `kept` are told to `to`, within the provider, and it takes over."""
    sent(case, to.unit, by=by, kept=kept)
    with acting_as(to):
        [task] = [each for each in open_tasks_of(case) if each.step == Step.ANSWER_REFERRAL]

        def answer() -> Outcome:
            answer_referral(case=case, answer=Sending.Answer.ACCEPTED, by=to)
            return Outcome.ACCEPTED

        complete_task(task=task, do=answer, by=to)
    return case


def sent(case: Case, to: CareUnit, *, by: Assignment, kept: tuple[str, ...] = ()) -> None:
    with acting_as(by):
        [task] = [each for each in open_tasks_of(case) if each.step == Step.WRITE_REFERRAL]
        parts = [row for heading, row in own_sections(case, by).items() if heading not in kept]
        basis = Basis(ground=Ground.WITHIN_PROVIDER)

        def send() -> Outcome:
            send_referral(case=case, receiver=to, sections=parts, basis=basis, by=by)
            return Outcome.SENT

        complete_task(task=task, do=send, by=by)
