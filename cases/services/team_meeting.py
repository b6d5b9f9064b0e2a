"""Writing down a meeting of a team: the day, where, who came by profession, and what was taken up. No person."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, Team
from accounts.selectors.team import teams_of
from cases.errors import CaseError
from cases.models import Case, Consultation, TeamMeeting, TeamMeetingItem
from cases.services.consultation import checked


@act
def record_team_meeting(
    *,
    team: Team,
    held_on: date,
    place: str,
    came: Collection[str],
    taken_up: Collection[Case],
    by: Assignment,
    names_nobody: bool = False,
) -> TeamMeeting:
    """By a unit of the team. Raises CaseError for any other, a day to come, nobody who came, or a foreign consultation.

    The place is held to what a question is: raises MayNameSomebody.
    """
    meeting = TeamMeeting(team=team)
    _write(meeting, held_on, place, came, taken_up, by, names_nobody=names_nobody)
    return meeting


@act
def change_team_meeting(
    *,
    meeting: TeamMeeting,
    held_on: date,
    place: str,
    came: Collection[str],
    taken_up: Collection[Case],
    by: Assignment,
    names_nobody: bool = False,
) -> TeamMeeting:
    """Corrects what was written down; what stood before is kept in the history. Raises as record_team_meeting."""
    row = TeamMeeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    _write(row, held_on, place, came, taken_up, by, names_nobody=names_nobody)
    return row


def _write(
    meeting: TeamMeeting,
    held_on: date,
    place: str,
    came: Collection[str],
    taken_up: Collection[Case],
    by: Assignment,
    *,
    names_nobody: bool,
) -> None:
    if not by.rights.opens_new or not teams_of(by.unit).filter(pk=meeting.team_id).exists():
        raise CaseError(_("Only those who work in a unit of the team write down its meetings."))
    if held_on > timezone.localdate():
        raise CaseError(_("Write the meeting down once it has been held."), field="held_on")
    if not came:
        raise CaseError(_("Choose at least one profession."), field="came")
    checked(place, names_nobody=names_nobody, field="place")
    wanted = {case.pk for case in taken_up}
    if Consultation.objects.filter(case__in=wanted, team=meeting.team_id).count() != len(wanted):
        raise CaseError(_("Choose among the team's own consultations."), field="taken_up")
    is_new = meeting._state.adding
    meeting.held_on, meeting.place = held_on, place.strip()
    meeting.came = [each.value for each in TeamMeeting.Profession if each in came]
    meeting.save(force_insert=is_new)
    kept = TeamMeetingItem.objects.filter(meeting=meeting)
    for item in kept.exclude(case__in=wanted):
        item.delete()
    for key in wanted - set(kept.values_list("case", flat=True)):
        TeamMeetingItem(meeting=meeting, case_id=key).save(force_insert=True)
