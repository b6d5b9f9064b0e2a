"""A child that goes to other guardians: who gave birth and the child are found by nothing of each other's."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from cases.identity import parse_number
from cases.models import Birth, Case, HealthContact, HealthStep
from cases.selectors.case import persons_in, subject_of
from cases.selectors.handing_on import told_schedule
from cases.selectors.health import contact_of, recorded_steps
from cases.services.handing_on import enrol_handed_over
from cases.services.person import facts_of
from tests.cases.contact import done, parent_in, programme, step
from tests.cast import Cast, acting_as
from tests.workflows.births import DAY, MOTHER_NUMBER, born, handed_over, newborn, pregnancy, taken_over
from tests.workflows.views.test_hands import signed_in
from tests.workflows.views.test_search import found
from workflows.services.birth import give_to_others, hand_over_child, record_births, separate_child
from workflows.services.health import record_step

NAME = "Valborg"


@pytest.fixture
def by(cast: Cast) -> Assignment:
    return cast.outsider


def number_of_today() -> str:
    return f"{timezone.localdate():%Y%m%d}-AB12"


def child(**more: object) -> object:
    return newborn(name=NAME, number=parse_number(number_of_today()), **more)


def says_of_the_child(page: str) -> bool:
    return NAME in page or number_of_today().replace("-", "") in page


def test_given_at_birth_the_pregnancy_never_knows_the_child(by: Assignment) -> None:
    case = pregnancy(by)

    with acting_as(by):
        [row], [handover] = record_births(case=case, children=[child(goes_to_others=True)], by=by)

    with acting_as(by):
        assert (row.child, row.handed_over_in) == (None, None)
        assert [str(each) for each in persons_in(handover, by)] == [NAME]
        assert contact_of(case).next_step.key == "after-birth"
        assert not Birth.history.filter(child__isnull=False).exists()
    client = signed_in(by)
    assert not says_of_the_child(client.get(reverse("contact", args=[case.pk])).content.decode())
    assert "Kim" not in client.get(reverse("referral", args=[handover.pk])).content.decode()


def test_given_later_the_child_is_taken_away_from_all_that_knew_both(by: Assignment) -> None:
    case = pregnancy(by)
    [row] = born(case, child(), by=by)
    with acting_as(by):
        knew_both = hand_over_child(birth=row, by=by)
        row.refresh_from_db()

        handover = give_to_others(birth=row, by=by)

        assert knew_both.pk != handover.pk
        assert Case.objects.get(pk=knew_both.pk).status == Case.Status.CLOSED
    client = signed_in(by)
    for page in (reverse("contact", args=[case.pk]), reverse("referral", args=[knew_both.pk])):
        assert not says_of_the_child(client.get(page).content.decode())
    assert "Kim" not in client.get(reverse("referral", args=[handover.pk])).content.decode()


@pytest.mark.parametrize("query", ["number", "name"])
def test_searching_for_one_does_not_find_the_other(by: Assignment, query: str) -> None:
    case = pregnancy(by)
    [row] = born(case, child(), by=by)
    with acting_as(by):
        handover = give_to_others(birth=row, by=by)

    of_child = found(signed_in(by), number_of_today() if query == "number" else NAME)
    of_mother = found(signed_in(by), MOTHER_NUMBER if query == "number" else "Kim")

    pages = {each: reverse("case", args=[each.pk]) for each in (case, handover)}
    assert (pages[handover] in of_child, pages[case] in of_child) == (True, False)
    assert (pages[handover] in of_mother, pages[case] in of_mother) == (False, True)


def test_one_of_twins_is_given_and_the_other_stays(by: Assignment) -> None:
    case = pregnancy(by)
    first, second = born(case, newborn(name="Noa"), child(), by=by)
    with acting_as(by):
        give_to_others(birth=second, by=by)

    shown = signed_in(by).get(reverse("contact", args=[case.pk])).content.decode()

    assert "Noa" in shown
    assert not says_of_the_child(shown)
    with acting_as(by):
        assert Birth.objects.get(pk=first.pk).child == subject_of(case, by)


def test_child_health_begins_anew_and_asks_for_no_visit_twice(cast: Cast, by: Assignment) -> None:
    nurse = cast.nurse
    [row] = born(pregnancy(by, days=40 * 7), newborn(9, name=NAME), by=by)
    referral = handed_over(row, nurse, by=by)
    with acting_as(nurse):
        facts = facts_of(subject_of(referral, nurse))
        old = enrol_handed_over(referral=referral, programme=programme(), subject=facts, by=nurse)
        day = timezone.localdate() - 5 * DAY
        record_step(case=old, step=step("first-contact"), done=done(day, text="Kim is tired."), by=nurse)

        new = separate_child(case=old, by=nurse)

        assert [str(each) for each in persons_in(new, nurse)] == [NAME]
        [visit] = recorded_steps(new, nurse)
        assert (visit.outcome, visit.happened_on, visit.text) == (HealthStep.Outcome.ELSEWHERE, day, "")
        assert contact_of(old).ending == HealthContact.Ending.SEPARATED
    client = signed_in(nurse)
    assert "Kim" not in client.get(reverse("contact", args=[new.pk])).content.decode()
    for page in (reverse("contact", args=[old.pk]), reverse("referral", args=[referral.pk])):
        assert NAME not in client.get(page).content.decode()
    assert reverse("case", args=[old.pk]) not in found(client, NAME)


def test_hand_over_of_a_given_child_is_taken_and_enrolled_like_any_other(cast: Cast, by: Assignment) -> None:
    case, nurse = pregnancy(by), cast.nurse
    with acting_as(by):
        _rows, [handover] = record_births(case=case, children=[child(goes_to_others=True)], by=by)
    taken_over(handover, nurse, by=by)

    with acting_as(nurse):
        told = told_schedule(handover, nurse)
        facts = facts_of(subject_of(handover, nurse))
        contact = enrol_handed_over(
            referral=handover, programme=programme(), subject=facts, days_at_birth=told.days_at_birth, by=nurse
        )
        assert contact_of(contact).days_at_birth == 38 * 7
    parent_in(contact, nurse, "Robin")
