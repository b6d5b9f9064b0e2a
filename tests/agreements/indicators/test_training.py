"""Joint training counted in days and units: what counts, what does not, and what is not known."""

import pytest

from accounts.acting import act_as
from accounts.services.organisation import end_placement
from agreements.indicators.definition import Figure
from agreements.indicators.registry import INDICATORS
from agreements.indicators.training import training_figures
from agreements.models import AgreementCentre
from agreements.services.rule_set import let_in
from tests.agreements.agreement import make_agreement, town
from tests.agreements.arenas import NURSE, TEACHER, Meeting, ago, make_meeting
from tests.cast import LONG_AGO, Cast

DAYS, UNITS = "training_days_joint", "units_in_joint_training"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast)


def figures(meeting: Meeting, *, first: int = 90, last: int = 0) -> tuple[Figure, Figure]:
    found = training_figures(meeting.rule_set, ago(first), ago(last))
    return found[DAYS], found[UNITS]


def test_a_clause_can_be_measured_by_them() -> None:
    assert {INDICATORS[key].counted.value for key in (DAYS, UNITS)} == {"training_days", "units"}
    assert {INDICATORS[key].source.value for key in (DAYS, UNITS)} == {"records"}


def test_joint_days_of_all_and_units_that_came_of_those_placed(meeting: Meeting) -> None:
    meeting.train_both()
    meeting.train((meeting.cast.nurse.unit, NURSE, 3), ago=20)

    assert figures(meeting) == (Figure(1, 2), Figure(2, 3))


def test_a_day_of_one_provider_alone_is_not_joint(meeting: Meeting) -> None:
    meeting.train((meeting.cast.nurse.unit, NURSE, 3), (meeting.cast.counsellor.unit, TEACHER, 2))

    assert figures(meeting) == (Figure(0, 1), Figure(0, 3))


def test_unit_that_is_placed_nowhere_is_not_counted(meeting: Meeting) -> None:
    meeting.train((meeting.cast.counsellor.unit, TEACHER, 1), (meeting.cast.teacher.unit, TEACHER, 1))

    assert figures(meeting) == (Figure(1, 1), Figure(1, 3))


def test_day_outside_the_period_is_not_counted(meeting: Meeting) -> None:
    meeting.train_both(ago=91)

    assert figures(meeting) == (Figure(0, 0), Figure(0, 3))


@pytest.mark.parametrize("days", [90, 0])
def test_both_ends_of_the_period_count(meeting: Meeting, days: int) -> None:
    meeting.train_both(ago=days)

    assert figures(meeting)[0] == Figure(1, 1)


def test_nothing_is_known_before_the_first_day_is_recorded(meeting: Meeting) -> None:
    meeting.train_both(ago=10)

    assert figures(meeting, first=90, last=11) == (Figure(None, None), Figure(None, 3, unknown=3))


def test_agreement_without_centres_has_no_units_to_count(meeting: Meeting) -> None:
    other = make_agreement(town(meeting.cast), slug="other")

    assert training_figures(other, ago(90), ago(0))[UNITS] == Figure(None, None)


def test_a_centre_counts_while_the_agreement_knows_it(meeting: Meeting) -> None:
    meeting.train_both(ago=80, place=meeting.centre)
    meeting.train_both(ago=10, place=meeting.centre)
    known = AgreementCentre.objects.get(centre=meeting.first)
    known.valid_to = ago(50)
    with act_as(None, reason="test"):
        known.save()

    assert figures(meeting) == (Figure(1, 1), Figure(2, 3))
    assert figures(meeting, first=49) == (Figure(0, 0), Figure(0, 1))


def test_another_agreement_counts_its_own_centres_alone(meeting: Meeting) -> None:
    meeting.train_both(place=meeting.centre)
    other = make_agreement(town(meeting.cast), slug="other")
    with act_as(None, reason="test"):
        let_in(rule_set=other, centre=meeting.second, valid_from=LONG_AGO, by=None)

    assert training_figures(other, ago(90), ago(0))[UNITS] == Figure(None, 1, unknown=1)


def test_unit_that_has_left_the_centre_counts_until_then(meeting: Meeting) -> None:
    meeting.train_both(ago=60)
    placement = meeting.first.placements.get(unit=meeting.cast.nurse.unit)
    with act_as(None, reason="test"):
        end_placement(placement=placement, last_day=ago(40), by=None)

    assert figures(meeting)[1] == Figure(2, 3)
    assert figures(meeting, first=39)[1] == Figure(0, 2)


@pytest.mark.parametrize("rows", [1, 30])
def test_figures_cost_the_same_with_one_day_and_with_thirty(
    meeting: Meeting, rows: int, django_assert_num_queries
) -> None:
    for nth in range(rows):
        meeting.train_both(ago=nth)

    with django_assert_num_queries(3):
        found = training_figures(meeting.rule_set, ago(90), ago(0))

    assert found[DAYS] == Figure(rows, rows)
