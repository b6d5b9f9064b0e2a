"""A team's board: its consultations, who is in it, and its meetings."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Team
from accounts.selectors.team import teams_of, units_of
from cases.forms.consultation import TeamMeetingForm
from cases.models import TeamMeeting
from cases.selectors.consultation import consultations_of, meetings_of, taken_up
from cases.services.team_meeting import change_team_meeting, record_team_meeting
from workflows.navigation import works_on_tasks
from workflows.selectors.consultation import list_crumb
from workflows.task_views.page import ActingPage


class TeamPage(ActingPage):
    """Of a team that the acting unit is in; to all others it does not exist."""

    def get_team(self, key: int) -> Team:
        if not works_on_tasks(self.by.rights):
            raise Http404
        return get_object_or_404(teams_of(self.by.unit), pk=key)


class TeamBoard(TeamPage):
    def get(self, request: HttpRequest, team: int) -> HttpResponse:
        found = self.get_team(team)
        meetings = meetings_of(found)
        shown = taken_up(meetings, self.by)
        waiting = consultations_of(self.by, team=found)
        context = {
            "team": found,
            "unanswered": [each for each in waiting if not each.is_answered],
            "answered": [each for each in waiting if each.is_answered],
            "closed": consultations_of(self.by, closed=True, team=found),
            "units": units_of(found),
            "own_unit": self.by.unit,
            "meetings": [(meeting, shown[meeting.pk]) for meeting in meetings],
            "may_write": self.by.rights.opens_new,
            "crumbs": [list_crumb(), {"label": found.name}],
        }
        return render(request, "workflows/team.html", context)


class MeetingStep(TeamPage):
    """The form of a meeting that was held."""

    heading: Any = ""
    submit: Any = ""

    def form(self, data: Any = None) -> TeamMeetingForm:
        shown = consultations_of(self.by, team=self.team) + consultations_of(self.by, closed=True, team=self.team)
        return TeamMeetingForm(data, shown=shown, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        return {"held_on": timezone.localdate(), "place": self.team.clinic.name}

    def write(self, facts: dict[str, Any]) -> None:
        raise NotImplementedError

    def find(self, team: int, meeting: UUID | None) -> None:
        self.team = self.get_team(team)
        if not self.by.rights.opens_new:
            raise PermissionDenied

    def get(self, request: HttpRequest, team: int, meeting: UUID | None = None) -> HttpResponse:
        self.find(team, meeting)
        return self.show(self.form())

    def post(self, request: HttpRequest, team: int, meeting: UUID | None = None) -> HttpResponse:
        self.find(team, meeting)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, lambda: self.save(form))

    def save(self, form: TeamMeetingForm) -> HttpResponse:
        facts = {name: form.cleaned_data[name] for name in ("held_on", "place", "came")}
        self.write(facts | {"taken_up": form.chosen, "names_nobody": form.names_nobody})
        return redirect("team", self.team.pk)

    def show(self, form: TeamMeetingForm, status: int = 200) -> HttpResponse:
        board = reverse("team", args=[self.team.pk])
        context = {
            "form": form,
            "heading": self.heading,
            "intro": _("Only professions are written down, and which consultations were taken up: no names."),
            "submit": self.submit,
            "back_url": board,
            "crumbs": [list_crumb(), {"label": self.team.name, "url": board}, {"label": self.heading}],
        }
        return render(self.request, "workflows/step.html", context, status=status)


class RecordTeamMeeting(MeetingStep):
    heading = gettext_lazy("Write down a meeting")
    submit = gettext_lazy("Save the meeting")

    def write(self, facts: dict[str, Any]) -> None:
        record_team_meeting(team=self.team, by=self.by, **facts)


class ChangeTeamMeeting(MeetingStep):
    heading = gettext_lazy("Correct the meeting")
    submit = gettext_lazy("Save")

    def find(self, team: int, meeting: UUID | None) -> None:
        super().find(team, meeting)
        self.meeting = get_object_or_404(TeamMeeting, pk=meeting, team=self.team)

    def initial(self) -> dict[str, Any]:
        row = self.meeting
        return {
            "held_on": row.held_on,
            "place": row.place,
            "came": row.came,
            "taken_up": [str(item.case_id) for item in row.items.all()],
        }

    def write(self, facts: dict[str, Any]) -> None:
        change_team_meeting(meeting=self.meeting, by=self.by, **facts)
