"""Twins are born: one is enrolled at child health, the other waits there to be taken over. A child that has moved."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from cases.models import Birth, Case, HealthContact, HealthStep, Programme, Sending, Topic
from cases.selectors.case import subject_of
from cases.selectors.handing_on import told_schedule
from cases.selectors.health import schedule_of
from cases.services.birth import Newborn
from cases.services.handing_on import enrol_handed_over
from cases.services.health import Done
from cases.services.person import PersonFacts, Relation, add_case_person, facts_of
from workflows.demo.clock import moved_to
from workflows.demo.numbers import reserve_number
from workflows.demo.referrals import DemoReferral, answer, do_step, send
from workflows.demo.staff import Staff
from workflows.models import Step
from workflows.selectors.referral import own_sections
from workflows.services.birth import hand_over_child, move_contact, record_births
from workflows.services.contact import end_contact, enrol
from workflows.services.health import record_step

TAKEN = DemoReferral(
    *("elin", "karin", Case.Kind.WARM_HANDOVER, Topic.HEALTH, "", ""), "", "", 0, Sending.Answer.ACCEPTED
)
BORN_DAYS_AGO, MOVED_DAYS_AGO, VISITS_BEFORE = 4, 9, 4


def make_births(staff: Staff, now: datetime) -> None:
    midwife, nurse = staff["elin"], staff["karin"]
    with moved_to(now - timedelta(days=BORN_DAYS_AGO - 1)):
        with act_as(midwife):
            first, second = _twins(midwife)
        taken = _handed_over(first, nurse, midwife)
        _handed_over(second, nurse, midwife)
    with moved_to(now - timedelta(days=1)):
        _enrol(taken, nurse)
    _make_move(nurse, staff["helena"], now)


def _twins(by: Assignment) -> tuple[Birth, Birth]:
    """In week 36, and enrolled long before; the second some minutes later, on the same day."""
    born = timezone.localdate() - timedelta(days=1)
    mother = PersonFacts(given_name="Vega", family_name="Låtsasson", birth_date=born.replace(1993, 4, 2))
    unborn = PersonFacts(expected_birth=born + timedelta(days=280 - 36 * 7 - 3))
    case = enrol(programme=Programme.objects.get(slug="maternity"), subject=unborn, carried_by=mother, by=by)
    children = [
        Newborn(
            outcome=Birth.Outcome.LIVE,
            facts=PersonFacts(
                given_name=name,
                family_name="Låtsasson",
                number=reserve_number(born, "female", serial),
            ),
        )
        for name, serial in (("Juni", 430), ("Majken", 432))
    ]
    first, second = record_births(case=case, children=children, by=by)[0]
    return first, second


def _handed_over(birth: Birth, to: Assignment, by: Assignment) -> Case:
    with act_as(by):
        case = hand_over_child(birth=birth, by=by)
        _send(case, to, by)
    return case


def _send(case: Case, to: Assignment, by: Assignment) -> None:
    sections = list(own_sections(case, by).values())
    do_step(case, Step.WRITE_REFERRAL, by, lambda _due: send(case, sections, to, by))


def _enrol(referral: Case, by: Assignment) -> Case:
    with act_as(by):
        answer(TAKEN, referral, by)
        child = subject_of(referral, by)
        if child is None:
            raise RuntimeError("nobody was told of")
        return enrol_handed_over(
            referral=referral,
            programme=Programme.objects.get(slug="child-health"),
            subject=facts_of(child),
            days_at_birth=told_schedule(referral, by).days_at_birth,
            by=by,
        )


def _make_move(sender: Assignment, receiver: Assignment, now: datetime) -> None:
    """Between the two visits of one window: the first was at the former clinic."""
    born = timezone.localdate(now) - timedelta(days=54)
    with moved_to(now - timedelta(days=MOVED_DAYS_AGO)), act_as(sender):
        facts = PersonFacts(given_name="Hedda", family_name="Flyttblom", number=reserve_number(born, "male", 440))
        case = enrol(programme=Programme.objects.get(slug="child-health"), subject=facts, by=sender)
        parent = PersonFacts(given_name="Alva", family_name="Flyttblom", has_custody=True)
        add_case_person(case=case, facts=parent, relation=Relation.PARENT, by=sender)
        for planned in schedule_of(case, sender)[: VISITS_BEFORE + 1]:
            if planned.first <= timezone.localdate():
                done = Done(outcome=HealthStep.Outcome.DONE, happened_on=planned.first)
                record_step(case=case, step=planned.step, done=done, by=sender)
        referral = move_contact(case=case, by=sender)
        _send(referral, receiver, sender)
    with moved_to(now - timedelta(days=MOVED_DAYS_AGO - 3)):
        _enrol(referral, receiver)
    with moved_to(now - timedelta(days=1)), act_as(sender):
        ended_on = timezone.localdate()
        end_contact(case=case, ending=HealthContact.Ending.MOVED, ended_on=ended_on, by=sender)
