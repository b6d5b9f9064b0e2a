"""What a team writes down of its meetings: professions and consultations, nobody by name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.errors import CaseError, MayNameSomebody
from cases.models import TeamMeeting
from cases.selectors.consultation import meetings_of, taken_up
from cases.services.team_meeting import change_team_meeting
from tests.cast import Cast, acting_as
from tests.workflows.consultation import ask, meet, team_of


def test_meeting_is_kept_with_professions_and_what_was_taken_up(cast: Cast) -> None:
    team = team_of(cast)
    case = ask(cast.worker, team)

    meet(team, cast.nurse, case)

    with acting_as(cast.teacher):
        [row] = meetings_of(team)
        [shown] = taken_up([row], cast.teacher)[row.pk]
        assert (row.place, row.came) == ("Biblioteket", ["midwife", "psychologist"])
        assert shown.case == case


def test_correction_keeps_what_stood_before(cast: Cast) -> None:
    team = team_of(cast)
    first, second = ask(cast.worker, team), ask(cast.worker, team)
    meeting = meet(team, cast.nurse, first)

    with acting_as(cast.teacher):
        facts = {"held_on": meeting.held_on, "place": "Köket", "came": ["doctor"]}
        change_team_meeting(meeting=meeting, taken_up=[second], by=cast.teacher, **facts)

    with acting_as(cast.nurse):
        [row] = meetings_of(team)
        [shown] = taken_up([row], cast.nurse)[row.pk]
        assert (row.place, row.came, shown.case) == ("Köket", ["doctor"], second)
        assert [each.place for each in TeamMeeting.history.filter(id=row.pk).order_by("history_date")] == [
            "Biblioteket",
            "Köket",
        ]


@pytest.mark.parametrize(
    "more",
    [
        {"held_on": timezone.localdate() + timedelta(days=1)},
        {"came": []},
        {"place": "Hos 18900101-9802"},
        {"place": " "},
    ],
)
def test_meeting_to_come_without_anybody_or_with_a_number_is_refused(cast: Cast, more: dict[str, object]) -> None:
    team = team_of(cast)

    with pytest.raises(CaseError):
        meet(team, cast.nurse, **more)


def test_place_that_looks_like_somebody_is_asked_about(cast: Cast) -> None:
    team = team_of(cast)

    with pytest.raises(MayNameSomebody):
        meet(team, cast.nurse, place="Hemma hos Anna Svensson")


def test_consultation_of_others_is_not_taken_up(cast: Cast) -> None:
    team = team_of(cast)
    elsewhere = ask(cast.worker, cast.nurse)

    with pytest.raises(CaseError, match="teamets egna"):
        meet(team, cast.nurse, elsewhere)


@pytest.mark.parametrize("who", ["worker", "outsider", "coordinator"])
def test_only_who_works_in_a_unit_of_the_team_writes(cast: Cast, who: str) -> None:
    team = team_of(cast)

    with pytest.raises(CaseError, match="på en enhet i teamet"):
        meet(team, cast.everybody[who])
