"""Where contacts, births, findings and other guardians meet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from accounts.roles import Role
from cases.errors import CaseError
from cases.identity import IdentityNumber, parse_number
from cases.models import Birth, Case, Fact, HealthStep
from cases.selectors.same_child import maybe_the_same
from cases.services.handing_on import enrol_handed_over
from cases.services.health import enrol
from cases.services.person import PersonFacts, facts_of
from tests.cases.contact import done, programme, step, subject
from tests.cast import Cast, acting_as
from tests.workflows.births import born, handed_over, newborn, pregnancy
from tests.workflows.units import administrator_of, at, new_unit
from tests.workflows.views.test_hands import signed_in
from workflows.services.birth import record_births, separate_child
from workflows.services.health import record_step
from workflows.services.unit import end_unit

NAME = "Valborg"
DAY = timedelta(days=1)


def reserve_number(days_old: int = 0) -> IdentityNumber:
    return parse_number(f"{timezone.localdate() - days_old * DAY:%Y%m%d}-AB12")


def child_of_the_clinic(by: Assignment, *, days_old: int = 45) -> Case:
    with acting_as(by):
        number = reserve_number(days_old)
        return enrol(programme=programme(), subject=PersonFacts(given_name=NAME, number=number), by=by)


def test_successor_of_a_clinic_has_the_births(cast: Cast) -> None:
    by, case = cast.outsider, pregnancy(cast.outsider)
    [row] = born(case, newborn(name=NAME), by=by)
    new = new_unit(by.unit)
    successor, _manager = at(new, like=by, role=Role.MIDWIFE), at(new, role=Role.UNIT_MANAGER)

    end_unit(unit=by.unit, on=timezone.localdate() - DAY, successor=new, by=administrator_of(by.unit))

    with acting_as(successor):
        assert [each.pk for each in Birth.objects.filter(case=case)] == [row.pk]
    shown = signed_in(successor).get(reverse("contact", args=[case.pk])).content.decode()
    assert NAME in shown


def test_child_that_was_given_is_proposed_as_nobodys_child_again(cast: Cast) -> None:
    by, case = cast.outsider, pregnancy(cast.outsider)

    with acting_as(by):
        given = newborn(name=NAME, number=reserve_number(), goes_to_others=True)
        _rows, [handover] = record_births(case=case, children=[given], by=by)

        assert maybe_the_same(subject(case, by), by) == []
        assert maybe_the_same(subject(handover, by), by) == []


def test_a_received_hand_over_is_not_proposed_as_the_child_that_left_it(cast: Cast) -> None:
    by, nurse = cast.outsider, cast.nurse
    [row] = born(pregnancy(by, days=40 * 7), newborn(9, name=NAME, number=reserve_number(9)), by=by)
    referral = handed_over(row, nurse, by=by)
    with acting_as(nurse):
        facts = facts_of(subject(referral, nurse))
        old = enrol_handed_over(referral=referral, programme=programme(), subject=facts, by=nurse)
        new = separate_child(case=old, by=nurse)

        assert maybe_the_same(subject(new, nurse), nurse) == []


def test_who_was_handed_over_is_no_patient_of_addiction_care(cast: Cast) -> None:
    by, nurse = cast.outsider, cast.nurse
    [row] = born(pregnancy(by, days=40 * 7), newborn(9, name=NAME), by=by)
    referral = handed_over(row, nurse, by=by)

    with acting_as(nurse), pytest.raises(CaseError):
        facts = facts_of(subject(referral, nurse))
        care = programme("addiction-parenthood")
        enrol_handed_over(referral=referral, programme=care, subject=facts, by=nurse)


def test_what_was_done_on_the_day_of_a_new_contact_is_not_owed_by_it(cast: Cast) -> None:
    by, case = cast.nurse, child_of_the_clinic(cast.nurse, days_old=5)
    key = "first-contact"
    with acting_as(by):
        record_step(case=case, step=step(key), done=done(), by=by)

        new = separate_child(case=case, by=by)

        row = HealthStep.objects.get(case=new)
        assert (row.outcome, row.happened_on) == (HealthStep.Outcome.ELSEWHERE, timezone.localdate())
        planned = Fact.objects.filter(case=new, what=Fact.What.STEP_PLANNED, step__key=key)
        last = planned.order_by("registered_at", "id").last()
        assert last is None or last.due_at is None
