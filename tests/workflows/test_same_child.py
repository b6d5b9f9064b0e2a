"""The same child under a reserve number or as unborn is joined by hand, with both histories kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from cases.identity import official_test_numbers, parse_number
from cases.models import Case, CasePerson, Topic
from cases.selectors.case import subject_of
from cases.selectors.same_child import maybe_the_same
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.referral import open_referral
from tests.cast import Cast, acting_as
from tests.workflows.views.test_hands import signed_in
from tests.workflows.views.test_search import found
from workflows.services.person import join_child
from workflows.services.process import start_process

NUMBER = "201901012391"
# The region's local reserve number of a child born the same day (law.md k).
RESERVE = "20190101-AB12"
CHILD = PersonFacts(given_name="Elis", number=parse_number(NUMBER))
IN_RESERVE = PersonFacts(given_name="Lo", number=parse_number(RESERVE))
ADULT = max(number for number in official_test_numbers() if number < "1990")
MOTHER = PersonFacts(given_name="Kim", number=parse_number(ADULT))


def opened(by: Assignment, child: PersonFacts, carrier: PersonFacts | None = None) -> Case:
    with acting_as(by):
        case = open_referral(kind=Case.Kind.REFERRAL, topic=Topic.FAMILY, subject=child, carried_by=carrier, by=by)
        start_process(case=case, by=by)
        return case


def subject(case: Case, by: Assignment) -> CasePerson:
    row = subject_of(case, by)
    assert row is not None
    return row


def unborn() -> PersonFacts:
    return PersonFacts(expected_birth=timezone.localdate() + timedelta(days=30))


def test_child_of_a_reserve_number_is_proposed_and_joined_with_both_histories(cast: Cast) -> None:
    by = cast.nurse
    first, second = opened(by, IN_RESERVE), opened(by, CHILD)

    with acting_as(by):
        others = maybe_the_same(subject(second, by), by)
        assert [each.case_id for each in others] == [first.pk]
        join_child(row=subject(second, by), others=others, by=by)

        joined = subject(first, by)
        assert (joined.number, joined.given_name) == (NUMBER, "Lo")
        assert joined.person_id == subject(second, by).person_id
        assert [row.number for row in joined.history.order_by("history_date")] == ["20190101AB12", NUMBER]
        assert maybe_the_same(subject(second, by), by) == []


@pytest.mark.parametrize("query", [NUMBER, RESERVE])
def test_joined_child_is_found_by_either_number(cast: Cast, query: str) -> None:
    by = cast.nurse
    first, second = opened(by, IN_RESERVE), opened(by, CHILD)
    with acting_as(by):
        join_child(row=subject(second, by), others=[subject(first, by)], by=by)

    shown = found(signed_in(by), query)

    assert reverse("case", args=[first.pk]) in shown
    assert (reverse("case", args=[second.pk]) in shown) == (query == NUMBER)


def test_unborn_child_of_the_same_mother_is_joined_to_the_born(cast: Cast) -> None:
    by = cast.nurse
    pregnancy, second = opened(by, unborn(), MOTHER), opened(by, CHILD)

    with acting_as(by):
        assert maybe_the_same(subject(second, by), by) == []
        add_case_person(case=second, facts=MOTHER, relation=Relation.PARENT, by=by)
        others = maybe_the_same(subject(second, by), by)
        assert [each.case_id for each in others] == [pregnancy.pk]
        join_child(row=subject(second, by), others=others, by=by)

        born = subject(pregnancy, by)
        assert (born.number, born.is_unborn, born.given_name) == (NUMBER, False, "Elis")
        assert born.history.order_by("history_date").first().expected_birth is not None


def test_nobody_is_proposed_from_a_case_that_is_not_ones_own(cast: Cast) -> None:
    theirs, mine = opened(cast.worker, IN_RESERVE), opened(cast.nurse, CHILD)

    for who, case in ((cast.nurse, mine), (cast.worker, theirs)):
        with acting_as(who):
            assert maybe_the_same(subject(case, who), who) == []


def test_child_born_another_day_is_not_proposed(cast: Cast) -> None:
    by = cast.nurse
    opened(by, PersonFacts(given_name="Lo", birth_date=CHILD.born_on + timedelta(days=1)))  # type: ignore[operator]
    second = opened(by, CHILD)

    with acting_as(by):
        assert maybe_the_same(subject(second, by), by) == []


def test_writing_the_number_asks_about_the_other_case_and_joins_what_is_ticked(cast: Cast) -> None:
    by = cast.nurse
    first = opened(by, IN_RESERVE)
    second = opened(by, PersonFacts(given_name="Elis", birth_date=CHILD.born_on))
    with acting_as(by):
        row, other = subject(second, by), subject(first, by)
    client = signed_in(by)

    answer = client.post(
        reverse("describe_person", args=[second.pk, row.pk]),
        {"given_name": "Elis", "number": NUMBER, "protection": "none"},
    )
    page = reverse("same_child", args=[second.pk, row.pk])
    assert answer.url == page
    assert first.number in client.get(page).content.decode()
    assert client.post(page, {"cases": [str(row.pk)]}).status_code == 422
    assert client.post(page, {"cases": [str(other.pk)]}).status_code == 302

    with acting_as(by):
        assert subject(first, by).number == NUMBER
