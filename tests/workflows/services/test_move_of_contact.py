"""A child that moves between clinics: what was done goes on only as far as it was told, and back again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Assignment
from cases.errors import CaseError
from cases.identity import parse_number
from cases.models import Case, HealthContact, HealthStep, ReferralSection
from cases.selectors.case import subject_of
from cases.selectors.handing_on import told_schedule
from cases.selectors.health import contact_of, recorded_steps, schedule_of
from cases.selectors.schedule import Standing
from cases.services.enrolment import enrol
from cases.services.handing_on import enrol_handed_over
from cases.services.health import correct_days
from cases.services.person import PersonFacts, facts_of
from tests.cases.contact import done, programme, step
from tests.cast import Cast, acting_as
from tests.workflows.births import DAY, pregnancy, taken_over
from workflows.services.birth import move_contact
from workflows.services.contact import end_contact
from workflows.services.health import record_step
from workflows.services.person import describe_case_person

DONE_HERE = ("first-contact", "home-1-3-weeks", "visit-6-8-weeks")
ALL, ONLY_WHO = (), ("done",)


def child_of(by: Assignment, *, days_old: int = 52) -> Case:
    """Old enough for both visits of 6 to 8 weeks; the first of them is done."""
    born = timezone.localdate() - timedelta(days=days_old)
    number = parse_number(f"{born:%Y%m%d}-AB12")
    with acting_as(by):
        case = enrol(programme=programme(), subject=PersonFacts(given_name="Elis", number=number), by=by)
        for days, key in zip((2, 10, 45), DONE_HERE, strict=True):
            record_step(case=case, step=step(key), done=done(born + days * DAY, text="Ours."), by=by)
    return case


def moved(case: Case, to: Assignment, *, by: Assignment, kept: tuple[str, ...] = ALL) -> Case:
    """To the other clinic, which enrols the child; here the contact ends as moved."""
    with acting_as(by):
        referral = move_contact(case=case, by=by)
    taken_over(referral, to, by=by, kept=kept)
    with acting_as(to):
        facts = facts_of(subject_of(referral, to))
        told = told_schedule(referral, to).days_at_birth
        new = enrol_handed_over(referral=referral, programme=programme(), subject=facts, days_at_birth=told, by=to)
    with acting_as(by):
        end_contact(case=case, ending=HealthContact.Ending.MOVED, ended_on=timezone.localdate(), by=by)
    return new


def standings(case: Case, by: Assignment) -> dict[str, Standing]:
    return {each.step.key: each.standing(timezone.localdate()) for each in schedule_of(case, by)}


def test_child_that_moves_between_two_visits_of_one_window_is_asked_for_the_second_alone(cast: Cast) -> None:
    old = child_of(cast.nurse)

    new = moved(old, cast.outsider, by=cast.nurse)

    with acting_as(cast.outsider):
        found = standings(new, cast.outsider)
        assert found["visit-6-8-weeks"] == Standing.ELSEWHERE
        assert found["second-6-8-weeks"] == Standing.DUE
        assert contact_of(new).follows_id is not None
        assert all(row.text == "" for row in recorded_steps(new, cast.outsider))
    with acting_as(cast.nurse):
        assert (contact_of(old).ending, contact_of(old).next_step) == (HealthContact.Ending.MOVED, None)
        assert HealthContact.objects.count() == 1


def test_what_is_kept_is_asked_for_again_at_the_new_clinic(cast: Cast) -> None:
    new = moved(child_of(cast.nurse), cast.outsider, by=cast.nurse, kept=ONLY_WHO)

    with acting_as(cast.outsider):
        assert recorded_steps(new, cast.outsider) == []
        assert standings(new, cast.outsider)["visit-6-8-weeks"] == Standing.DUE
        assert not HealthStep.objects.exclude(case=new).exists()
        assert not ReferralSection.objects.exists()


def test_child_that_moves_back_is_asked_for_nothing_that_was_done_at_either(cast: Cast) -> None:
    nurse, midwife = cast.nurse, cast.outsider
    there = moved(child_of(nurse), midwife, by=nurse)
    with acting_as(midwife):
        record_step(case=there, step=step("second-6-8-weeks"), done=done(), by=midwife)

    back = moved(there, nurse, by=midwife)

    with acting_as(nurse):
        found = standings(back, nurse)
        settled = {key for key, standing in found.items() if standing == Standing.ELSEWHERE}
        assert settled == {*DONE_HERE, "second-6-8-weeks"}
        [first] = HealthContact.objects.exclude(ending="")
        assert contact_of(back).follows_id not in (None, first.pk)


def test_who_moves_back_without_a_word_is_known_by_what_the_own_clinic_did(cast: Cast) -> None:
    nurse = cast.nurse
    old = child_of(nurse)
    with acting_as(nurse):
        facts = facts_of(subject_of(old, nurse))
        end_contact(case=old, ending=HealthContact.Ending.MOVED, ended_on=timezone.localdate(), by=nurse)

        back = enrol(programme=programme(), subject=facts, by=nurse)

        found = standings(back, nurse)
        assert {key for key, standing in found.items() if standing == Standing.ELSEWHERE} == set(DONE_HERE)


def test_child_is_not_enrolled_twice_at_one_clinic(cast: Cast) -> None:
    old = child_of(cast.nurse)
    with acting_as(cast.nurse):
        facts = facts_of(subject_of(old, cast.nurse))

    with pytest.raises(CaseError) as refused, acting_as(cast.nurse):
        enrol(programme=programme(), subject=facts, by=cast.nurse)

    assert refused.value.field == "number"


def test_other_clinic_enrols_what_it_took_over_and_nobody_else_does(cast: Cast) -> None:
    old = child_of(cast.nurse)
    with acting_as(cast.nurse):
        referral = move_contact(case=old, by=cast.nurse)
        facts = facts_of(subject_of(referral, cast.nurse))

    with pytest.raises(CaseError), acting_as(cast.nurse):
        enrol_handed_over(referral=referral, programme=programme(), subject=facts, by=cast.nurse)


def test_hand_over_to_another_clinic_is_begun_once(cast: Cast) -> None:
    old = child_of(cast.nurse)
    with acting_as(cast.nurse):
        move_contact(case=old, by=cast.nurse)

    with pytest.raises(CaseError), acting_as(cast.nurse):
        move_contact(case=old, by=cast.nurse)


def test_weeks_at_birth_written_later_renew_the_schedule(cast: Cast) -> None:
    case = child_of(cast.nurse, days_old=250)
    with acting_as(cast.nurse):
        before = {each.step.key: each.first for each in schedule_of(case, cast.nurse)}

        correct_days(case=case, days_at_birth=32 * 7, by=cast.nurse)

        after = {each.step.key: each.first for each in schedule_of(case, cast.nurse)}
        assert (after["home-8-months"] - before["home-8-months"]).days == 56
        assert after["visit-3-months"] == before["visit-3-months"]


def test_birth_date_written_later_begins_the_schedule_in_the_list(cast: Cast) -> None:
    by = cast.nurse
    with acting_as(by):
        case = enrol(programme=programme(), subject=PersonFacts(given_name="Elis"), by=by)
        subject = subject_of(case, by)

        describe_case_person(row=subject, facts=PersonFacts(given_name="Elis", birth_date=timezone.localdate()), by=by)

        assert contact_of(case).next_step.key == "first-contact"


def test_expected_birth_corrected_moves_the_pregnancys_weeks(cast: Cast) -> None:

    by = cast.outsider
    case = pregnancy(by, days=200)
    with acting_as(by):
        before = contact_of(case).next_to

        correct_days(case=case, expected_birth=timezone.localdate() + 70 * DAY, by=by)

        assert contact_of(case).next_to == before - 10 * DAY
    with pytest.raises(CaseError) as refused, acting_as(by):
        correct_days(case=case, expected_birth=timezone.localdate() - 60 * DAY, by=by)
    assert refused.value.field == "expected_birth"
