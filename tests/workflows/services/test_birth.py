"""A pregnancy's birth, the hand-over of each child, and enrolling from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.errors import CaseClosed, CaseError
from cases.identity import parse_number
from cases.models import Birth, Case, CasePerson, Consent, Fact, HealthContact, ReferralSection, Topic
from cases.selectors.case import persons_in, subject_of
from cases.selectors.consent import is_consented
from cases.selectors.handing_on import told_schedule
from cases.selectors.health import contact_of, schedule_of
from cases.selectors.schedule import Standing
from cases.services.birth import BirthRecorded
from cases.services.case import open_case
from cases.services.handing_on import enrol_handed_over
from cases.services.person import PersonFacts, facts_of
from tests.cases.contact import done, programme, step
from tests.cast import Cast, acting_as
from tests.racing import race
from tests.workflows.births import DAY, MOTHER, born, handed_over, newborn, pregnancy, stillborn, taken_over
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in
from workflows.models import Deadline
from workflows.services.birth import hand_over_child
from workflows.services.consent import record_consent
from workflows.services.contact import end_contact
from workflows.services.health import record_step
from workflows.services.process import start_process

CHILD = parse_number("201901012391")


def test_child_takes_the_place_of_the_unborn_with_both_histories(cast: Cast) -> None:
    by = cast.outsider
    case = pregnancy(by)

    [birth] = born(case, newborn(name="Elis"), by=by)

    with acting_as(by):
        subject = subject_of(case, by)
        assert (subject.given_name, subject.is_unborn, birth.child) == ("Elis", False, subject)
        assert subject.history.order_by("history_date").first().birth_date is None
        assert birth.days_at_birth == 38 * 7
        assert Fact.objects.get(case=case, what=Fact.What.BORN).code == "live"


def test_twins_are_born_on_days_of_their_own_and_only_one_is_the_subject(cast: Cast) -> None:
    by = cast.outsider
    case = pregnancy(by)

    first, second = born(
        case, newborn(1, name="Elis", days_at_birth=260), newborn(name="Noa", days_at_birth=261), by=by
    )

    with acting_as(by):
        assert (first.born_on, second.born_on) == (timezone.localdate() - DAY, timezone.localdate())
        assert (first.days_at_birth, second.days_at_birth) == (260, 261)
        relations = {str(each): each.relation for each in persons_in(case, by)}
        assert relations == {"Elis": "subject", "Noa": "sibling", "Kim Test": "parent"}


def test_after_the_birth_nothing_of_the_pregnancy_is_asked_for_and_the_care_after_is(cast: Cast) -> None:
    by = cast.outsider
    case = pregnancy(by)
    born(case, newborn(), by=by)

    with acting_as(by):
        schedule = {each.step.key: each.standing(timezone.localdate()) for each in schedule_of(case, by)}
        assert "week-40" not in schedule
        assert schedule["week-25"] == Standing.OVER
        assert contact_of(case).next_step.key == "after-birth"


def test_visit_before_the_birth_is_written_down_afterwards_and_none_after_it(cast: Cast) -> None:
    by, today = cast.outsider, timezone.localdate()
    case = pregnancy(by)
    born(case, newborn(2), by=by)

    with acting_as(by):
        row = record_step(case=case, step=step("week-37"), done=done(today - 5 * DAY), by=by)
        assert row.outcome == "done"
    with pytest.raises(CaseError) as refused, acting_as(by):
        record_step(case=case, step=step("week-38"), done=done(today), by=by)
    assert refused.value.field == "happened_on"


def test_one_of_twins_is_stillborn_and_the_other_goes_on(cast: Cast) -> None:
    by = cast.outsider
    case = pregnancy(by)

    dead, alive = born(case, stillborn(), newborn(name="Noa"), by=by)

    with pytest.raises(CaseError), acting_as(by):
        hand_over_child(birth=dead, by=by)
    with acting_as(by):
        assert (dead.child, alive.child) == (None, subject_of(case, by))
        assert contact_of(case).ending == ""
        assert hand_over_child(birth=alive, by=by).kind == Case.Kind.WARM_HANDOVER


def test_birth_is_written_down_once(cast: Cast) -> None:
    by = cast.outsider
    case = pregnancy(by)
    born(case, newborn(name="Elis"), by=by)

    with pytest.raises(BirthRecorded):
        born(case, newborn(name="Again"), by=by)

    with acting_as(by):
        assert str(subject_of(case, by)) == "Elis"


@pytest.mark.race
def test_of_two_who_write_down_a_birth_and_begin_its_hand_over_one_gets_through(
    committed_plan: Callable[[], Plan], races: int
) -> None:
    by = committed_plan().cast.nurse
    for _round in range(max(races // 10, 2)):
        case = pregnancy(by)

        assert race(*[lambda case=case: born(case, newborn(name="Elis"), by=by)] * 2) == {"won": 1, "BirthRecorded": 1}

        with acting_as(by):
            [birth] = Birth.objects.filter(case=case)
        assert race(*[partial(hand_over_child, birth=birth, by=by)] * 2) == {"won": 1, "CaseError": 1}


@pytest.mark.parametrize(
    ("passed", "ago", "field"),
    [(38 * 7, -1, "1-birth_date"), (21 * 7, 0, "1-birth_date"), (45 * 7, 0, "1-birth_date")],
    ids=["to-come", "week-21", "week-45"],
)
def test_birth_on_a_day_that_cannot_be_is_refused_at_its_field(cast: Cast, passed: int, ago: int, field: str) -> None:
    case = pregnancy(cast.outsider, days=passed)

    with pytest.raises(CaseError) as refused:
        born(case, newborn(ago), by=cast.outsider)

    assert refused.value.field == field


def test_two_children_of_one_number_are_refused_at_the_second(cast: Cast) -> None:
    by = cast.outsider
    case = pregnancy(by)
    reserve = parse_number("20190101-AB12")
    child = newborn(name="Elis")
    same = replace(child, facts=replace(child.facts, number=replace(reserve, birth_date=None)))

    with pytest.raises(CaseError) as refused:
        born(case, same, same, by=by)

    assert refused.value.field == "2-number"
    with acting_as(by):
        assert not Birth.objects.exists()


def test_hand_over_runs_on_its_own_clock_and_is_begun_once(cast: Cast) -> None:
    by = cast.outsider
    [birth] = born(pregnancy(by), newborn(name="Elis"), by=by)

    case = handed_over(birth, cast.nurse, by=by)

    with acting_as(by):
        asked = Deadline.objects.get(case=case, clock_key="birth_handover")
        assert timezone.localdate(asked.due_at) == timezone.localdate() + timedelta(days=8)
        with pytest.raises(CaseError):
            hand_over_child(birth=birth, by=by)


def test_receiving_clinic_enrols_with_what_was_told(cast: Cast) -> None:
    by, nurse = cast.outsider, cast.nurse
    [birth] = born(pregnancy(by), newborn(name="Elis", days_at_birth=254), by=by)
    case = handed_over(birth, nurse, by=by)

    with acting_as(nurse):
        told = told_schedule(case, nurse)
        assert told.days_at_birth == 254
        subject = facts_of(subject_of(case, nurse))
        contact = enrol_handed_over(
            referral=case, programme=programme(), subject=subject, days_at_birth=told.days_at_birth, by=nurse
        )

        row = contact_of(contact)
        assert (row.came_by_id, row.days_at_birth, row.next_step.key) == (case.pk, 254, "first-contact")
        assert [str(each) for each in persons_in(contact, nurse)] == ["Elis", "Kim Test"]
        assert Fact.objects.get(what=Fact.What.HANDED_OVER).origin == case.pk
        with pytest.raises(CaseError):
            enrol_handed_over(referral=case, programme=programme(), subject=subject, by=nurse)


def test_week_that_is_not_told_is_not_known(cast: Cast) -> None:
    by, nurse = cast.outsider, cast.nurse
    [birth] = born(pregnancy(by), newborn(name="Elis", days_at_birth=254), by=by)
    with acting_as(by):
        case = hand_over_child(birth=birth, by=by)
    taken_over(case, nurse, by=by, kept=("background",))

    with acting_as(nurse):
        assert told_schedule(case, nurse).days_at_birth is None
        assert not ReferralSection.objects.exists()


def test_nothing_of_a_birth_exists_for_others(cast: Cast) -> None:
    by = cast.outsider
    [birth] = born(pregnancy(by), newborn(name="Elis"), by=by)
    handed_over(birth, cast.nurse, by=by)

    for who in (cast.nurse, cast.worker, cast.stranger):
        with acting_as(who):
            assert not Birth.objects.exists()
            assert not Birth.history.exists()
            assert not HealthContact.objects.exists()


def test_plan_about_the_same_unborn_child_is_proposed_and_asks_for_consent_again(cast: Cast) -> None:
    by = cast.outsider
    case, today = pregnancy(by), timezone.localdate()
    with acting_as(by):
        unborn = PersonFacts(expected_birth=today + 14 * DAY)
        plan = open_case(subject=unborn, carried_by=MOTHER, by=by)
        start_process(case=plan, by=by)
        words = {"answer": Consent.Answer.YES, "form": Consent.Form.ORAL, "given_on": today - 9 * DAY}
        scopes = {cast.nurse.unit: {Topic.HEALTH}}
        mother = subject_of(plan, by).carried_by
        record_consent(case=plan, person=mother, valid_to=today + 90 * DAY, scopes=scopes, by=by, **words)
        assert is_consented(plan, by)
    client = signed_in(by)
    typed = {"children": "1", "1-outcome": "live", "1-given_name": "Elis", "1-birth_date": today.isoformat()}

    page = client.post(reverse("record_birth", args=[case.pk]), typed).url
    with acting_as(by):
        other = subject_of(plan, by)
    assert plan.number in client.get(page).content.decode()
    assert client.post(page, {"cases": [str(other.pk)]}).status_code == 302

    with acting_as(by):
        assert str(subject_of(plan, by)) == "Elis"
        assert not is_consented(plan, by)


def test_birth_in_a_closed_contact_is_refused(cast: Cast) -> None:
    by = cast.outsider
    case = pregnancy(by)
    with acting_as(by):
        end_contact(case=case, ending=HealthContact.Ending.MOVED, ended_on=timezone.localdate(), by=by)

    with pytest.raises(CaseClosed):
        born(case, newborn(), by=by)
    with acting_as(by):
        assert CasePerson.objects.get(case=case, relation="subject").is_unborn


def test_pregnancy_in_which_a_child_was_born_does_not_end_as_lost(cast: Cast) -> None:
    by = cast.outsider
    case = pregnancy(by)
    born(case, newborn(name="Elis"), by=by)

    with pytest.raises(CaseError) as refused, acting_as(by):
        end_contact(case=case, ending=HealthContact.Ending.MISCARRIAGE, ended_on=timezone.localdate(), by=by)

    assert refused.value.field == "ending"
