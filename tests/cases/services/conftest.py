"""A family of which the nurse can be told."""

from collections.abc import Callable
from datetime import date

import pytest

from cases.services.case import open_case
from cases.services.person import (
    PersonFacts,
    Relation,
    add_case_person,
)
from tests.cases.told import Told, born
from tests.cast import Cast, acting_as
from tests.story import known_subject


@pytest.fixture
def new_family(cast: Cast) -> Callable[..., Told]:
    def make(birth_date: date) -> Told:
        with acting_as(cast.worker):
            case = open_case(subject=PersonFacts(given_name="Elis", birth_date=birth_date), by=cast.worker)
            kim = PersonFacts(given_name="Kim", has_custody=True)
            row = add_case_person(case=case, facts=kim, relation=Relation.PARENT, by=cast.worker)
            return Told(cast, known_subject(case, cast.worker), row)

    return make


@pytest.fixture
def family(new_family: Callable[..., Told]) -> Told:
    return new_family(born(4))
