"""How many persons are behind a figure: never more than there are, in however many cases and of whomever."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Assignment
from agreements.models import RollupPersons
from agreements.selectors.counts import counts
from cases.identity import parse_number
from cases.models import Case, CasePerson, Fact
from cases.selectors.case import subject_of
from cases.services.case import open_case
from cases.services.fact import What, record_fact
from cases.services.person import PersonFacts, describe_case_person, record_birth
from tests.agreements.folding import differences, fold
from tests.agreements.working import working
from tests.cast import Cast, acting_as, make_cast
from tests.workflows.plan import Plan

NewPlan = Callable[[], Plan]

KEY = "reply_in_time"
NUMBER = "189001019802"
CHILD = PersonFacts(given_name="Elis", birth_date=date(2024, 5, 6))
KIM = PersonFacts(given_name="Kim", birth_date=date(1990, 1, 1))
UNBORN = PersonFacts(expected_birth=date(2026, 12, 24))


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    return make_cast()


def call_nurse(cast: Cast, by: Assignment, subject: PersonFacts, carrier: PersonFacts | None = None) -> Case:
    """A case of `by` about somebody, in which the nurse's unit is called once."""
    with acting_as(by):
        case = open_case(subject=subject, carried_by=carrier, by=by)
        record_fact(What.CALLED, case=case, unit=cast.nurse.unit, counterpart=by.unit, origin=uuid4())
    return case


def calls_and_persons(cast: Cast) -> tuple[int | None, int]:
    """To the nurse's provider this year, after a fold; as a full count says too."""
    fold()
    assert differences() == []
    year = timezone.localdate().year
    with working():
        [found] = counts([KEY], [cast.nurse.unit.provider], date(year, 1, 1), date(year, 12, 31))
    return found.figure.denominator, found.persons.counted


@contextmanager
def described(case: Case, by: Assignment) -> Iterator[CasePerson]:
    with acting_as(by):
        row = subject_of(case, by)
        assert row is not None
        yield CasePerson.objects.select_related("case__owner_unit", "person").get(pk=row.pk)


def test_child_in_two_cases_is_one_person(committed_cast: Cast) -> None:
    cast = committed_cast
    call_nurse(cast, cast.worker, CHILD)
    assert calls_and_persons(cast) == (1, 1)

    call_nurse(cast, cast.worker, CHILD)

    assert calls_and_persons(cast) == (2, 1)


def test_child_in_cases_of_two_providers_is_one_person(committed_cast: Cast) -> None:
    cast = committed_cast
    numbered = PersonFacts(given_name="Elis", number=parse_number(NUMBER))
    without = PersonFacts(given_name="Elis", birth_date=date(1890, 1, 1))

    for by, facts in ((cast.worker, numbered), (cast.teacher, numbered), (cast.outsider, without)):
        call_nurse(cast, by, facts)

    assert calls_and_persons(cast) == (3, 1)


def test_children_of_different_days_are_different_persons(committed_cast: Cast) -> None:
    cast = committed_cast
    for days in range(5):
        facts = PersonFacts(given_name="Elis", birth_date=date(2024, 5, 6) + timedelta(days=days))
        call_nurse(cast, cast.worker, facts)

    assert calls_and_persons(cast) == (5, 5)


def test_child_stays_one_person_when_it_is_born(committed_cast: Cast) -> None:
    cast = committed_cast
    case = call_nurse(cast, cast.outsider, UNBORN, KIM)
    assert calls_and_persons(cast) == (1, 1)

    with described(case, cast.outsider) as row:
        record_birth(unborn=row, facts=CHILD, by=cast.outsider)
    call_nurse(cast, cast.worker, CHILD)

    assert calls_and_persons(cast) == (2, 1)
    with working():
        assert {*RollupPersons.objects.values_list("basis", flat=True)} == {"born"}


def test_child_counted_unborn_in_one_case_and_born_in_another_is_one_person(committed_cast: Cast) -> None:
    cast = committed_cast
    call_nurse(cast, cast.outsider, UNBORN, KIM)
    call_nurse(cast, cast.worker, CHILD)

    assert calls_and_persons(cast) == (2, 1)


def test_unborn_children_of_different_mothers_are_different_persons(committed_cast: Cast) -> None:
    cast = committed_cast
    for year in (1990, 1991, 1992):
        call_nurse(cast, cast.outsider, UNBORN, PersonFacts(given_name="Kim", birth_date=date(year, 1, 1)))

    assert calls_and_persons(cast) == (3, 3)


def test_all_of_whom_no_day_of_birth_is_known_are_one_person(committed_cast: Cast) -> None:
    cast = committed_cast
    for name in ("Kim", "Robin"):
        call_nurse(cast, cast.outsider, UNBORN, PersonFacts(given_name=name))

    assert calls_and_persons(cast) == (2, 1)


def test_corrected_day_of_birth_is_counted_anew(committed_cast: Cast) -> None:
    cast = committed_cast
    call_nurse(cast, cast.worker, CHILD)
    case = call_nurse(cast, cast.worker, PersonFacts(given_name="Elis", birth_date=date(2024, 6, 5)))
    assert calls_and_persons(cast) == (2, 2)

    with described(case, cast.worker) as row:
        describe_case_person(row=row, facts=CHILD, by=cast.worker)

    assert calls_and_persons(cast) == (2, 1)


def test_words_about_a_person_that_change_no_figure_leave_no_fact(committed_cast: Cast) -> None:
    cast = committed_cast
    case = call_nurse(cast, cast.worker, CHILD)

    with described(case, cast.worker) as row:
        facts = PersonFacts(given_name="Eli", birth_date=CHILD.birth_date, language="Finska")
        describe_case_person(row=row, facts=facts, by=cast.worker)

    with working():
        assert not Fact.objects.filter(what=What.PERSON_DESCRIBED).exists()


def test_person_of_several_cases_is_one_in_quarter_and_year(committed_cast: Cast) -> None:
    """The second case is told of an earlier quarter than the first, when that is folded already."""
    cast = committed_cast
    today = timezone.localdate()
    first = call_nurse(cast, cast.worker, CHILD)
    fold()

    second = call_nurse(cast, cast.teacher, CHILD)
    earlier = today - timedelta(days=100)
    with acting_as(cast.teacher):
        record_fact(What.CONSENT_COMPLETE, case=second, unit=cast.nurse.unit, happened=earlier)
    with acting_as(cast.worker):
        record_fact(What.CONSENT_COMPLETE, case=first, unit=cast.nurse.unit)
    fold()

    assert differences() == []
    with working():
        rows = RollupPersons.objects.filter(indicator="meeting_in_time", unit=None, measure="counted")
        found = sorted(rows.values_list("quarter", "previous", "persons"))
    then, now = quarter_of(earlier), quarter_of(today)
    assert found == [(then, None, 1), (now, then, 1)]


def quarter_of(day: date) -> date:
    return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
