"""Where contacts, births, findings and other guardians meet."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from accounts.roles import Role
from cases.errors import CaseError
from cases.identity import IdentityNumber, parse_number
from cases.models import Birth, Case, CasePerson, Fact, Finding, HealthContact, HealthStep
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.selectors.health import findings_from, recorded_steps
from cases.selectors.same_child import maybe_the_same
from cases.services.enrolment import enrol
from cases.services.handing_on import enrol_handed_over
from cases.services.person import PersonFacts, Relation, add_case_person, facts_of
from tests.cases.contact import done, enrolled_child, enrolled_pregnancy, parent_in, programme, step, subject
from tests.cast import Cast, acting_as
from tests.workflows.births import MOTHER, born, handed_over, newborn, pregnancy
from tests.workflows.units import administrator_of, at, new_unit
from tests.workflows.views.test_hands import signed_in
from tests.workflows.views.test_search import found
from workflows.models import Step
from workflows.selectors.finding import proposed_report
from workflows.selectors.task import open_tasks_of
from workflows.services.birth import give_to_others, hand_over_child, move_contact, record_births, separate_child
from workflows.services.contact import end_contact
from workflows.services.contact import enrol as enrol_with_task
from workflows.services.health import find, record_step
from workflows.services.person import describe_case_person
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


def test_what_was_found_about_the_child_leads_from_no_former_guardian_to_it(cast: Cast) -> None:
    by, case = cast.nurse, child_of_the_clinic(cast.nurse)
    parent = parent_in(case, by)
    with acting_as(by):
        row = record_step(case=case, step=step("first-contact"), done=done(), by=by)
        more: dict[str, Any] = {"origin": row.pk, "on": timezone.localdate(), "by": by}
        find(case=case, about=subject(case, by), proposal=Proposal.LANGUAGE, **more)
        missed = find(case=case, about=subject(case, by), proposal=Proposal.MISSED_VISITS, **more)
        find(case=case, about=parent, proposal=Proposal.LOW_MOOD, **more)

        new = separate_child(case=case, by=by)

        stays = {each.proposal: each for each in findings_from(case, by)}
        assert sorted(stays) == [Proposal.LOW_MOOD, Proposal.MISSED_VISITS]
        assert (str(stays["low_mood"].about), stays["low_mood"].action) == ("Kim", "")
        assert (stays["missed_visits"].about.number, stays["missed_visits"].action) == ("", "no_action")
        assert open_tasks_of(missed.case) == []
        [goes_on] = findings_from(new, by)
        assert (goes_on.proposal, goes_on.about.given_name, goes_on.action) == (Proposal.LANGUAGE, NAME, "")
    client = signed_in(by)
    assert NAME not in client.get(reverse("finding", args=[missed.case_id])).content.decode()
    assert "Kim" not in client.get(reverse("finding", args=[goes_on.case_id]), follow=True).content.decode()


def violence(case: Case, about: CasePerson, by: Assignment) -> Finding:
    found = {"proposal": Proposal.VIOLENCE, "origin": uuid4(), "on": timezone.localdate()}
    return find(case=case, about=about, by=by, **found)


def test_report_of_concern_after_a_loss_names_no_child_to_be(cast: Cast) -> None:
    by, case = cast.outsider, pregnancy(cast.outsider, days=18 * 7)
    with acting_as(by):
        carrier = subject(case, by).carried_by
        finding = find(
            case=case, about=carrier, proposal=Proposal.VIOLENCE, origin=uuid4(), on=timezone.localdate(), by=by
        )
        assert "expected_birth" in proposed_report(finding, by)

        end_contact(case=case, ending=HealthContact.Ending.MISCARRIAGE, ended_on=timezone.localdate(), by=by)

        assert sorted(proposed_report(finding, by)) == ["parent_1", "seen"]


def test_report_of_concern_does_not_name_the_child_that_left(cast: Cast) -> None:
    by, case = cast.nurse, child_of_the_clinic(cast.nurse)
    parent = parent_in(case, by)
    with acting_as(by):
        finding = find(
            case=case, about=parent, proposal=Proposal.VIOLENCE, origin=uuid4(), on=timezone.localdate(), by=by
        )

        separate_child(case=case, by=by)

        assert sorted(proposed_report(finding, by)) == ["parent_1", "seen"]


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "ended"])
def test_a_child_that_left_is_no_sibling_in_its_former_family(cast: Cast, is_open: bool) -> None:
    by, case = cast.nurse, child_of_the_clinic(cast.nurse)
    other = enrolled_child(by)
    with acting_as(by):
        facts = PersonFacts(given_name=NAME, number=reserve_number(45))
        sibling = add_case_person(case=other, facts=facts, relation=Relation.SIBLING, by=by)
        if not is_open:
            end_contact(case=other, ending=HealthContact.Ending.MOVED, ended_on=timezone.localdate(), by=by)

        separate_child(case=case, by=by)

        sibling.refresh_from_db()
        assert (sibling.given_name, sibling.number, sibling.is_separated) == ("", "", True)
    assert reverse("case", args=[other.pk]) not in found(signed_in(by), reserve_number(45).value)


def test_a_move_of_who_has_no_number_ends_with_a_lost_pregnancy(cast: Cast) -> None:
    by, case = cast.outsider, enrolled_pregnancy(cast.outsider)
    with acting_as(by):
        moved = move_contact(case=case, by=by)

        end_contact(case=case, ending=HealthContact.Ending.MISCARRIAGE, ended_on=timezone.localdate(), by=by)

        assert Case.objects.get(pk=moved.pk).status == Case.Status.CLOSED
        assert open_tasks_of(moved) == []


def test_a_child_that_left_is_not_written_down_once_more(cast: Cast) -> None:
    by, case = cast.outsider, pregnancy(cast.outsider)
    given = newborn(name=NAME, number=reserve_number(), goes_to_others=True)
    with acting_as(by):
        record_births(case=case, children=[given], by=by)
        row = subject(case, by)

    with acting_as(by), pytest.raises(CaseError):
        describe_case_person(row=row, facts=given.facts, by=by)
    page = signed_in(by).get(reverse("describe_person", args=[case.pk, row.pk]))
    assert page.status_code == 404


def test_a_patient_who_comes_back_is_asked_anew(cast: Cast) -> None:
    by, care = cast.counsellor, programme("addiction-parenthood")
    with acting_as(by):
        first = enrol_with_task(programme=care, subject=MOTHER, by=by)
        record_step(case=first, step=step("children-asked"), done=done(), by=by)
        end_contact(case=first, ending=HealthContact.Ending.MOVED, ended_on=timezone.localdate(), by=by)

        again = enrol_with_task(programme=care, subject=MOTHER, by=by)

        assert recorded_steps(again, by) == []
        assert [each.step for each in open_tasks_of(again)] == [Step.ASK_PARENTHOOD]
        assert open_tasks_of(first) == []


def test_of_twins_the_one_that_stays_keeps_its_hand_over(cast: Cast) -> None:
    by, case = cast.outsider, pregnancy(cast.outsider)
    noa = parse_number(f"{timezone.localdate():%Y%m%d}-CD34")
    stays, goes = born(case, newborn(name="Noa", number=noa), newborn(name=NAME, number=reserve_number()), by=by)
    with acting_as(by):
        of_first, of_second = hand_over_child(birth=stays, by=by), hand_over_child(birth=goes, by=by)
        goes.refresh_from_db()

        give_to_others(birth=goes, by=by)

        status = dict(Case.objects.filter(pk__in=[of_first.pk, of_second.pk]).values_list("pk", "status"))
        assert status == {of_first.pk: Case.Status.OPEN, of_second.pk: Case.Status.CLOSED}
        assert subject(of_first, by).given_name == "Noa"


def test_an_earlier_contact_of_the_same_child_is_parted_too(cast: Cast) -> None:
    by, first = cast.nurse, child_of_the_clinic(cast.nurse)
    parent_in(first, by)
    with acting_as(by):
        end_contact(case=first, ending=HealthContact.Ending.MOVED, ended_on=timezone.localdate(), by=by)
    again = child_of_the_clinic(by)

    with acting_as(by):
        separate_child(case=again, by=by)

        row = subject_of(first, by)
        assert row is not None
        assert (row.given_name, row.number, row.is_separated) == ("", "", True)


def test_who_was_handed_over_is_no_patient_of_addiction_care(cast: Cast) -> None:
    by, nurse = cast.outsider, cast.nurse
    [row] = born(pregnancy(by, days=40 * 7), newborn(9, name=NAME), by=by)
    referral = handed_over(row, nurse, by=by)

    with acting_as(nurse):
        facts, care = facts_of(subject(referral, nurse)), programme("addiction-parenthood")
    with acting_as(nurse), pytest.raises(CaseError):
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
