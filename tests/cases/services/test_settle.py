"""What rests on consent ends when somebody more must consent, whatever makes it so, and at the latest on that day."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from cases.errors import CaseError
from cases.models import (
    Consent,
    ConsentException,
    DisclosedSection,
    SectionKind,
    Topic,
)
from cases.services.case import open_case
from cases.services.person import (
    PersonFacts,
    change_custody,
    describe_case_person,
    record_birth,
)
from tests.cases.told import TODAY, YEAR_AHEAD, Told, born, days
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.story import known_subject, write_content


def test_sharing_ends_the_day_before_the_child_has_its_own_voice(
    new_family: Callable[..., Told], as_owner: Acting
) -> None:
    family = new_family(born(15, turning_in=40))
    with acting_as(family.cast.worker):
        family.tell()

        birthday = family.child.birth_date.replace(year=family.child.birth_date.year + 15)  # type: ignore[union-attr]
        assert family.ends() == [birthday - days(1)]
    with as_owner() as cursor:
        cursor.execute("SELECT valid_to FROM cases_caseaccess WHERE unit_id = %s", [family.cast.nurse.unit_id])
        midnight = timezone.make_aware(datetime.combine(birthday, datetime.min.time()))
        assert cursor.fetchall() == [(midnight,)]


def test_sharing_goes_on_past_the_birthday_once_the_child_consents(new_family: Callable[..., Told]) -> None:
    family = new_family(born(15, turning_in=40))
    with acting_as(family.cast.worker):
        family.tell()

        family.yes(family.child, valid_to=YEAR_AHEAD - days(7))

        assert family.ends() == [YEAR_AHEAD - days(7)]


def test_childs_yes_to_another_unit_does_not_carry_this_one(new_family: Callable[..., Told]) -> None:
    family = new_family(born(15, turning_in=40))
    with acting_as(family.cast.worker):
        family.tell()
        (before,) = family.ends()

        family.yes(family.child, scopes={family.cast.teacher.unit: {Topic.HEALTH}})

        assert family.ends() == [before]


def test_sharing_ends_at_18_where_only_the_guardians_consented(new_family: Callable[..., Told]) -> None:
    family = new_family(born(18, turning_in=40))
    with acting_as(family.cast.worker):
        family.yes(family.child, valid_to=TODAY + days(60))
        family.tell()
        assert family.ends() == [TODAY + days(60)]

        family.yes(family.child, valid_to=YEAR_AHEAD + days(100))

        # From 18 the guardian's own last day no longer counts for what is about the young adult.
        about = DisclosedSection.objects.filter(about=family.child, ended_at=None)
        assert set(about.values_list("valid_to", flat=True)) == {YEAR_AHEAD + days(100)}


def test_sharing_ends_the_day_before_anothers_custody_begins(family: Told) -> None:
    with acting_as(family.cast.worker):
        family.tell()

        family.add("Robin", has_custody=True, custody_from=TODAY + days(30))

        assert family.ends() == [TODAY + days(29)]


def test_guardian_added_ends_it_at_once(family: Told) -> None:
    with acting_as(family.cast.worker):
        family.tell()

        family.add("Robin", has_custody=True)

        assert not family.is_told()


def test_relative_without_custody_changes_nothing(family: Told) -> None:
    with acting_as(family.cast.worker):
        family.tell()

        family.add("Robin")

        assert family.ends() == [YEAR_AHEAD]


def test_custody_given_ends_it_at_once(family: Told) -> None:
    with acting_as(family.cast.worker):
        robin = family.add("Robin")
        family.tell()

        change_custody(guardian=robin, has_custody=True, by=family.cast.worker)

        assert not family.is_told()


def test_custody_that_will_end_leaves_the_others_yes(family: Told) -> None:
    with acting_as(family.cast.worker):
        robin = family.add("Robin", has_custody=True)
        family.yes(robin, valid_to=TODAY + days(60))
        family.tell()
        assert family.ends() == [TODAY + days(60)]

        change_custody(guardian=robin, has_custody=True, last_day=TODAY + days(10), by=family.cast.worker)

        about_child = DisclosedSection.objects.filter(about=family.child, ended_at=None)
        assert set(about_child.values_list("valid_to", flat=True)) == {YEAR_AHEAD}


def test_last_guardians_custody_ends_and_nobody_may_say_yes(family: Told) -> None:
    with acting_as(family.cast.worker):
        family.tell()

        change_custody(guardian=family.kim, has_custody=True, last_day=TODAY + days(10), by=family.cast.worker)

        assert family.ends() == [TODAY + days(10)]


def test_custody_cannot_end_before_it_begins(family: Told) -> None:
    with pytest.raises(CaseError) as refused, acting_as(family.cast.worker):
        change_custody(
            guardian=family.kim, has_custody=True, first_day=TODAY, last_day=TODAY - days(1), by=family.cast.worker
        )

    assert refused.value.field == "custody_to"


def test_sharing_ends_with_the_exception_it_rests_on(family: Told) -> None:
    with acting_as(family.cast.worker):
        robin = family.add("Robin", has_custody=True)
        family.spare(robin, valid_to=TODAY + days(20))
        family.tell()
        assert family.ends() == [TODAY + days(20)]

        family.spare(robin, valid_to=TODAY + days(50))

        assert family.ends() == [TODAY + days(50)]


def test_spared_guardian_is_asked_about_themself(family: Told) -> None:
    with acting_as(family.cast.worker):
        robin = family.add("Robin", has_custody=True)
        family.spare(robin, reason=ConsentException.Reason.SOLE_CUSTODY)
        family.tell()

        told = DisclosedSection.objects.filter(kind=SectionKind.IDENTITY)
        assert sorted(each.content["name"] for each in told) == ["Elis", "Kim"]


def test_exception_ended_ends_what_rests_on_it(family: Told) -> None:
    with acting_as(family.cast.worker):
        robin = family.add("Robin", has_custody=True)
        family.spare(robin)
        family.tell()

        family.spare(robin, valid_to=TODAY - days(1))

        assert not family.is_told()


def test_guardian_not_reached_who_then_says_no_ends_it(family: Told) -> None:
    with acting_as(family.cast.worker):
        robin = family.add("Robin", has_custody=True)
        family.spare(robin)
        family.tell()

        family.yes(robin, answer=Consent.Answer.NO)

        assert not family.is_told()


def test_corrected_birth_date_gives_the_child_a_voice(family: Told) -> None:
    with acting_as(family.cast.worker):
        family.tell()

        facts = PersonFacts(given_name="Elis", birth_date=born(16))
        describe_case_person(row=family.child, facts=facts, by=family.cast.worker)

        assert not family.is_told()


@pytest.mark.parametrize("has_custody", [True, False])
def test_birth_asks_the_guardians(cast: Cast, has_custody: bool) -> None:
    by, carrier = cast.worker, PersonFacts(given_name="Kim", has_custody=has_custody)
    with acting_as(by):
        case = open_case(subject=PersonFacts(expected_birth=TODAY), carried_by=carrier, by=by)
        unborn = known_subject(case, by)
        family = Told(cast, unborn, unborn.carried_by)  # type: ignore[arg-type]
        family.tell()
        assert family.is_told()

        record_birth(unborn=unborn, facts=PersonFacts(given_name="Elis", birth_date=TODAY), by=by)

        assert family.is_told() == has_custody


def test_content_told_ends_on_the_same_day(new_family: Callable[..., Told]) -> None:
    family = new_family(born(15, turning_in=40))
    with acting_as(family.cast.worker):
        family.tell()
    write_content(family.child.case, family.cast.worker)

    with acting_as(family.cast.worker):
        topics = set(DisclosedSection.objects.values_list("topic", flat=True))
        assert (len(family.ends()), topics) == (1, {Topic.IDENTITY, Topic.HEALTH})
