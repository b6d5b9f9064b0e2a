"""A team of units around one clinic: each principal's administrator for its own units, and for no other."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.acting import act_as
from accounts.errors import AlreadyEnded, AlreadyInTeam, EndsBeforeStart, LeavesLater, NotAdministered, TeamNameTaken
from accounts.models import Team
from accounts.selectors.team import shared_teams, teams_in_force, teams_of, units_of
from accounts.services.team import join_team, leave_team, open_team, rename_team
from tests.cast import LONG_AGO, Cast

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def team(cast: Cast) -> Team:
    """Around the nurse's clinic, which is the region's; the administrator is the town's."""
    with act_as(None, reason="test"):
        return open_team(name="Team", clinic=cast.nurse.unit, valid_from=LONG_AGO, by=None)


def test_clinic_is_in_its_team_from_the_first_day(cast: Cast, team: Team) -> None:
    assert units_of(team) == [cast.nurse.unit]
    assert units_of(team, LONG_AGO - DAY) == []
    assert list(teams_of(cast.nurse.unit)) == list(teams_in_force()) == [team]


def test_administrator_adds_an_own_unit_and_no_other(cast: Cast, team: Team) -> None:
    by = cast.administrator
    join_team(team=team, unit=cast.teacher.unit, valid_from=TODAY(), by=by)

    with pytest.raises(NotAdministered), transaction.atomic():
        join_team(team=team, unit=cast.outsider.unit, valid_from=TODAY(), by=by)
    with pytest.raises(AlreadyInTeam), transaction.atomic():
        join_team(team=team, unit=cast.teacher.unit, valid_from=TODAY() + DAY, by=by)
    assert units_of(team) == [cast.nurse.unit, cast.teacher.unit]
    assert units_of(team, TODAY() - DAY) == [cast.nurse.unit]


def test_unit_that_has_left_can_join_again(cast: Cast, team: Team) -> None:
    by, unit = cast.administrator, cast.teacher.unit
    member = join_team(team=team, unit=unit, valid_from=TODAY() - 3 * DAY, by=by)
    leave_team(member=member, last_day=TODAY() - DAY, by=by)
    left = units_of(team)

    join_team(team=team, unit=unit, valid_from=TODAY(), by=by)

    assert unit not in left
    assert unit in units_of(team)


def test_leaving_has_a_day_that_has_come_and_happens_once(cast: Cast, team: Team) -> None:
    by = cast.administrator
    member = join_team(team=team, unit=cast.teacher.unit, valid_from=TODAY(), by=by)

    with pytest.raises(LeavesLater), transaction.atomic():
        leave_team(member=member, last_day=TODAY() + DAY, by=by)
    with pytest.raises(EndsBeforeStart), transaction.atomic():
        leave_team(member=member, last_day=TODAY() - DAY, by=by)
    member.refresh_from_db()
    leave_team(member=member, last_day=TODAY(), by=by)
    with pytest.raises(AlreadyEnded), transaction.atomic():
        leave_team(member=member, last_day=TODAY(), by=by)


def test_team_of_others_alone_is_neither_renamed_nor_left(cast: Cast, team: Team) -> None:
    by = cast.administrator

    with pytest.raises(NotAdministered), transaction.atomic():
        rename_team(team=team, name="Mine", by=by)
    with pytest.raises(NotAdministered), transaction.atomic():
        leave_team(member=team.members.get(), last_day=TODAY(), by=by)
    with pytest.raises(NotAdministered), transaction.atomic():
        open_team(name="Other", clinic=cast.nurse.unit, valid_from=TODAY(), by=by)
    assert not shared_teams(by).exists()


def test_name_that_is_taken_is_refused(cast: Cast, team: Team) -> None:
    with pytest.raises(TeamNameTaken), transaction.atomic():
        open_team(name="Team", clinic=cast.teacher.unit, valid_from=TODAY(), by=cast.administrator)


def test_unit_that_has_closed_down_is_in_no_team(cast: Cast, team: Team) -> None:
    with act_as(None, reason="test"):
        cast.nurse.unit.valid_to = TODAY() - DAY
        cast.nurse.unit.save()

    assert units_of(team) == []
