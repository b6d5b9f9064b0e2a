"""Registering and searching a number tells nobody what another provider, or a closed unit, knows."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Assignment
from cases.identity import parse_number
from cases.models import Case, CasePerson, Person
from cases.selectors.case import persons_in
from cases.services.case import open_case
from cases.services.person import PersonFacts, record_birth, register_person
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.story import known_subject
from workflows.selectors.search import find_cases

KNOWN, UNKNOWN = "189001019802", "189001139808"


def start(number: str, by: Assignment, name: str = "Alex") -> Case:
    with acting_as(by):
        return open_case(subject=PersonFacts(given_name=name, number=parse_number(number)), by=by)


def statements_of(act: Callable[[], object]) -> list[str]:
    """How the statements of an act begin, in order."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return [re.split(r"[(\"']", query["sql"])[0] for query in captured.captured_queries]


@pytest.fixture
def secret(cast: Cast) -> Case:
    """A case of the closed unit Families about a person whose number the others may not know is there."""
    return start(KNOWN, cast.worker, name="Secret")


@pytest.mark.parametrize("who", ["stranger", "neighbour", "colleague"])
def test_register_answers_alike_whoever_knows_the_number(cast: Cast, secret: Case, who: str) -> None:
    by = cast.everybody[who]

    known = statements_of(lambda: start(KNOWN, by))
    unknown = statements_of(lambda: start(UNKNOWN, by))

    assert known == unknown


@pytest.mark.parametrize("who", ["stranger", "neighbour", "colleague"])
def test_register_fills_in_nothing_that_another_unit_wrote(cast: Cast, secret: Case, who: str) -> None:
    by = cast.everybody[who]

    case = start(KNOWN, by)

    with acting_as(by):
        assert [str(person) for person in persons_in(case, by)] == ["Alex"]
        assert list(Case.objects.all()) == [case]
        assert set(CasePerson.objects.values_list("given_name", flat=True)) == {"Alex"}


def test_person_rows_of_two_providers_are_two(cast: Cast, secret: Case) -> None:
    with acting_as(cast.worker):
        mine = register_person(parse_number(KNOWN), cast.worker)
    with acting_as(cast.stranger):
        theirs = register_person(parse_number(KNOWN), cast.stranger)

    assert mine != theirs


@pytest.mark.parametrize("who", ["stranger", "neighbour", "colleague", "reviewer", "coordinator", "administrator"])
@pytest.mark.parametrize("query", [KNOWN, "Secret", "Sec"])
def test_search_finds_nothing_and_costs_the_same(cast: Cast, secret: Case, who: str, query: str) -> None:
    by = cast.everybody[who]
    with acting_as(by):
        found = find_cases(query, by)
        asked = statements_of(lambda: find_cases(query, by))
        nothing = statements_of(lambda: find_cases(UNKNOWN if query == KNOWN else "Nobody", by))

    assert found == []
    assert asked == nothing


def test_search_by_number_finds_for_the_one_named(cast: Cast, secret: Case) -> None:
    with acting_as(cast.worker):
        assert [person.case for person in find_cases(KNOWN, cast.worker)] == [secret]


def test_web_cannot_insert_a_person_and_probe_the_constraint(cast: Cast, secret: Case) -> None:
    granted = "SELECT has_table_privilege('web', 'cases_person', 'INSERT')"
    with acting_as(cast.neighbour), connection.cursor() as cursor:
        cursor.execute(granted)

        assert cursor.fetchone() == (False,)


def test_birth_joins_the_unborn_to_the_born(cast: Cast, as_owner: Acting) -> None:
    by, carrier = cast.nurse, PersonFacts(given_name="Kim", number=parse_number(UNKNOWN))
    with acting_as(by):
        case = open_case(subject=PersonFacts(expected_birth=timezone.localdate()), carried_by=carrier, by=by)
        unborn = known_subject(case, by)
        before = unborn.person_id

        born = record_birth(unborn=unborn, facts=PersonFacts(given_name="Elis", number=parse_number(KNOWN)), by=by)

    assert (born.is_unborn, born.birth_date) == (False, date(1890, 1, 1))
    with as_owner():
        assert Person.objects.get(pk=before).joined_into_id == born.person_id
        assert [row.joined_into_id for row in Person.history.filter(id=before)] == [born.person_id, None]


@pytest.fixture
def shared(cast: Cast, secret: Case) -> Case:
    """The neighbour, of the same provider, opens a case about the person whom the closed unit already knows."""
    return start(KNOWN, cast.neighbour)


def test_shared_row_does_not_tell_who_was_first_nor_when(cast: Cast, shared: Case) -> None:
    with acting_as(cast.neighbour):
        (row,) = Person.objects.values()
        history = list(Person.history.values_list("id", "history_type", "history_user", "history_assignment"))

    assert set(row) == {"id", "provider_id", "number", "number_kind", "joined_into_id"}
    assert history == [(row["id"], "+", cast.neighbour.user_id, cast.neighbour.pk)]


def test_history_of_a_known_number_looks_like_that_of_an_unknown_one(cast: Cast, shared: Case) -> None:
    unknown = start(UNKNOWN, cast.neighbour)

    with acting_as(cast.neighbour):
        of_each = [
            list(Person.history.filter(id=known_subject(case, cast.neighbour).person_id).values_list("history_type"))
            for case in (shared, unknown)
        ]

    assert of_each[0] == of_each[1]


def test_shared_row_is_unseen_by_a_unit_without_a_case_about_the_person(cast: Cast, secret: Case) -> None:
    start(UNKNOWN, cast.neighbour)

    with acting_as(cast.neighbour):
        assert list(Person.objects.values_list("number", flat=True)) == [UNKNOWN]
        assert set(Person.history.values_list("number", flat=True)) == {UNKNOWN}
