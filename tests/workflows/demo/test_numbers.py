from datetime import date

import pytest

from cases.identity import NumberKind, is_official_test_number
from workflows.demo.families import FamilyBook
from workflows.demo.numbers import LAST_OFFICIAL_YEAR, ForeignNumber, NumberBook, require_test_number
from workflows.demo.stories import all_stories

VALID_BUT_NOT_OURS = "20190101-2391"
TODAY = date(2026, 11, 21)


def test_require_test_number_refuses_a_valid_foreign_number() -> None:
    with pytest.raises(ForeignNumber) as refused:
        require_test_number(VALID_BUT_NOT_OURS)

    assert VALID_BUT_NOT_OURS not in str(refused.value)


@pytest.mark.parametrize("text", ["18900101-9802", "201901862399", "22950606-FH20"])
def test_require_test_number_takes_test_and_reserve_numbers(text: str) -> None:
    assert require_test_number(text).value == text.replace("-", "")


def test_number_for_a_small_child_is_a_reserve_number_of_its_day() -> None:
    number = NumberBook().number_for(date(2026, 2, 3), "female")

    assert (number.kind, number.birth_date) == (NumberKind.NATIONAL_RESERVE, date(2026, 2, 3))


def test_family_of_every_story_has_numbers_of_nobody_and_each_once() -> None:
    book = FamilyBook(TODAY)
    families = [book.family_of(story) for story in all_stories()]
    people = [one for each in families for one in (each.subject, each.carrier, each.sibling, *each.parents) if one]

    numbers = [one.number for one in people if one.number]
    official = [each for each in numbers if each.kind in (NumberKind.PERSONAL, NumberKind.COORDINATION)]

    assert len(numbers) > 100
    assert len({each.value for each in numbers}) == len(numbers)
    assert all(is_official_test_number(each.value) for each in official)
    assert max(each.birth_year or 0 for each in official) <= LAST_OFFICIAL_YEAR
