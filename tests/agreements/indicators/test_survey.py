from decimal import Decimal

import pytest

from agreements.indicators.definition import Counted, Figure
from agreements.indicators.registry import INDICATORS
from agreements.indicators.survey import SURVEY
from agreements.selectors.round import Answers

COMPUTE = {indicator.key: compute for indicator, compute in SURVEY}
YES_NO = {
    "co_located_shared_entrance": "shared_entrance",
    "joint_goal_document": "joint_goal_document",
    "steering_group": "steering_group",
    "joint_staff_meetings": "joint_staff_meetings",
    "evaluation_with_user_survey": "user_survey",
    "user_council": "user_council",
    "cooperation_with_other_actors": "other_actors",
    "joint_staff_development": "joint_staff_development",
    "coordinator": "coordinator",
    "region_staff_take_part": "region_staff_take_part",
    "municipal_staff_take_part": "municipal_staff_take_part",
}


def centres(key: str, *values: str | Decimal) -> list[Answers]:
    return [{key: value} for value in values]


@pytest.mark.parametrize(("indicator", "key"), YES_NO.items())
def test_yes_is_counted_and_unknown_stands_beside(indicator: str, key: str) -> None:
    figure = COMPUTE[indicator](centres(key, "yes", "no", "unknown", "yes"))

    assert figure == Figure(numerator=2, denominator=4, unknown=1)


@pytest.mark.parametrize("indicator", [key for key in COMPUTE if key != "health_centre_with_near_centre"])
def test_only_unknown_has_no_numerator(indicator: str) -> None:
    assert COMPUTE[indicator]([{}, {}]) == Figure(numerator=None, denominator=2, unknown=2)


@pytest.mark.parametrize("indicator", YES_NO)
def test_no_alone_is_nought(indicator: str) -> None:
    assert COMPUTE[indicator](centres(YES_NO[indicator], "no", "no")).numerator == 0


@pytest.mark.parametrize(
    ("indicator", "key"), [("child_health_staffing", "child_health"), ("maternity_staffing", "maternity")]
)
def test_staffed_of_which_limited(indicator: str, key: str) -> None:
    figure = COMPUTE[indicator](centres(key, "none", "spontaneous_visits", "limited", "full", "unknown"))

    assert figure == Figure(numerator=3, denominator=5, of_which_limited=2, unknown=1)


def test_social_services_has_no_of_which() -> None:
    figure = COMPUTE["social_services_staffing"](centres("social_services", "none", "limited", "full"))

    assert figure == Figure(numerator=2, denominator=3)
    assert [key for key, each in INDICATORS.items() if each.has_limited] == [
        "child_health_staffing",
        "maternity_staffing",
    ]


def test_open_preschool_is_more_than_no_hours() -> None:
    hours = centres("open_preschool_hours_per_week", Decimal(0), Decimal("0.01"), Decimal(40), "unknown")

    assert COMPUTE["open_preschool"](hours) == Figure(numerator=2, denominator=4, unknown=1)


@pytest.mark.parametrize(
    ("building", "entrance", "counts"),
    [
        ("yes", "no", (1, 0)),
        ("yes", "yes", (0, 0)),
        ("no", "no", (0, 0)),
        ("no", "unknown", (0, 0)),
        ("unknown", "yes", (0, 0)),
        ("unknown", "no", (0, 1)),
        ("yes", "unknown", (0, 1)),
    ],
)
def test_same_building_no_shared_entrance(building: str, entrance: str, counts: tuple[int, int]) -> None:
    known = {"same_building": "no", "shared_entrance": "no"}

    figure = COMPUTE["same_building_no_shared_entrance"](
        [known, {"same_building": building, "shared_entrance": entrance}]
    )

    assert (figure.numerator, figure.unknown) == counts


def test_shared_entrance_counts_whatever_building_and_staffing() -> None:
    odd = {"shared_entrance": "yes", "same_building": "no", "child_health": "none"}

    assert COMPUTE["co_located_shared_entrance"]([odd]).numerator == 1


def test_health_centres_are_added_up() -> None:
    figure = COMPUTE["health_centre_with_near_centre"](
        [
            {"health_centres_near": Decimal(2), "health_centres_total": Decimal(3)},
            {"health_centres_near": Decimal(0), "health_centres_total": Decimal(1)},
            {"health_centres_total": Decimal(2)},
            {},
        ]
    )

    assert figure == Figure(numerator=2, denominator=6, unknown=2)
    assert INDICATORS["health_centre_with_near_centre"].counted == Counted.HEALTH_CENTRES


def test_health_centres_of_which_nothing_is_known() -> None:
    assert COMPUTE["health_centre_with_near_centre"]([{}]) == Figure(numerator=None, denominator=None)


def test_centre_that_is_not_in_operation_is_in_the_denominator() -> None:
    figure = COMPUTE["coordinator"]([{"in_operation": "no", "coordinator": "no"}, {"coordinator": "yes"}])

    assert (figure.numerator, figure.denominator, figure.share) == (1, 2, Decimal("0.5"))
