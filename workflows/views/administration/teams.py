"""Child-health teams and which units are in them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Team
from accounts.selectors.team import own_members, shared_teams
from accounts.services.team import join_team, open_team, rename_team
from workflows.forms.administration import CentreNameForm, EndForm, JoinTeamForm, NewTeamForm
from workflows.services.team import leave_team
from workflows.views.administration.page import AdministrationPage, AdministrationStep, crumbs


class Teams(AdministrationPage):
    """Every team of the installation: a principal may put its units into any of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        teams = Team.objects.select_related("clinic").order_by("name")
        context = {"teams": teams, "shared": set(shared_teams(self.by))}
        return render(request, "workflows/administration/teams.html", context)


class OpenTeam(AdministrationStep):
    def form(self, data: Any = None) -> NewTeamForm:
        return NewTeamForm(data, by=self.by)

    def save(self, form: NewTeamForm) -> HttpResponse:
        facts = form.cleaned_data
        opened = open_team(name=facts["name"], clinic=facts["unit"], valid_from=facts["valid_from"], by=self.by)
        return redirect("administered_team", opened.pk)

    def context(self) -> dict[str, Any]:
        intro = _("A team works around one clinic, which is in it from the start. Each principal adds its own units.")
        words = {"heading": _("Add a team"), "intro": intro, "submit": _("Add the team")}
        return words | {"crumbs": crumbs("administered_teams")}


class TeamPage(AdministrationStep):
    """Which units are in the team, and its name."""

    template_name = "workflows/administration/team.html"

    def find(self, key: int) -> None:
        self.team = get_object_or_404(Team.objects.select_related("clinic"), pk=key)

    def form(self, data: Any = None) -> CentreNameForm:
        return CentreNameForm(data, initial={"name": self.team.name})

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        get_object_or_404(shared_teams(self.by), **keys)
        return super().post(request, **keys)

    def save(self, form: CentreNameForm) -> HttpResponse:
        rename_team(team=self.team, name=form.cleaned_data["name"], by=self.by)
        messages.success(self.request, _("The team has a new name."))
        return redirect("administered_team", self.team.pk)

    def context(self) -> dict[str, Any]:
        return {
            "team": self.team,
            "heading": self.team.name,
            "members": self.team.members.select_related("unit__provider").order_by("unit__name", "valid_from"),
            "own": set(own_members(self.by).filter(team=self.team)),
            "is_shared": shared_teams(self.by).filter(pk=self.team.pk).exists(),
            "submit": _("Change the name"),
            "crumbs": crumbs("administered_teams"),
        }


class JoinTeam(AdministrationStep):
    def find(self, key: int) -> None:
        self.team = get_object_or_404(Team, pk=key)

    def form(self, data: Any = None) -> JoinTeamForm:
        return JoinTeamForm(data, by=self.by)

    def save(self, form: JoinTeamForm) -> HttpResponse:
        joined = join_team(team=self.team, by=self.by, **form.cleaned_data)
        messages.success(self.request, _("%(unit)s is in the team.") % {"unit": joined.unit})
        return redirect("administered_team", self.team.pk)

    def context(self) -> dict[str, Any]:
        heading = _("Add a unit to %(team)s") % {"team": self.team}
        intro = _("The unit gets the team's questions from then on, and reads none that were put before.")
        between = crumbs("administered_teams", (self.team.name, reverse("administered_team", args=[self.team.pk])))
        return {"heading": heading, "intro": intro, "submit": _("Add the unit"), "crumbs": between}


class LeaveTeam(AdministrationStep):
    def find(self, key: int) -> None:
        self.member = get_object_or_404(own_members(self.by), pk=key)

    def form(self, data: Any = None) -> EndForm:
        return EndForm(data, initial={"valid_to": self.member.valid_to or timezone.localdate()})

    def save(self, form: EndForm) -> HttpResponse:
        leave_team(member=self.member, last_day=form.cleaned_data["valid_to"], by=self.by)
        return redirect("administered_team", self.member.team_id)

    def context(self) -> dict[str, Any]:
        names = {"unit": self.member.unit, "team": self.member.team}
        heading = _("End the part of %(unit)s in %(team)s") % names
        intro = _("The unit no longer reads what others have asked the team, and has nothing left to answer there.")
        url = reverse("administered_team", args=[self.member.team_id])
        between = crumbs("administered_teams", (self.member.team.name, url))
        return {"heading": heading, "intro": intro, "submit": _("End the unit's part"), "crumbs": between}
