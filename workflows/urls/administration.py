"""The pages of the system administrator."""

from django.urls import path

from workflows.views.administration import clocks, grounds, instruments, organisation, programmes, teams, users

ADMINISTRATION = "administration/"
PROGRAMME = f"{ADMINISTRATION}programmes/<slug:slug>/"

urlpatterns = [
    path(ADMINISTRATION, organisation.Organisation.as_view(), name="administration"),
    path(f"{ADMINISTRATION}units/", organisation.Units.as_view(), name="units"),
    path(f"{ADMINISTRATION}units/add/", organisation.AddUnit.as_view(), name="add_unit"),
    path(f"{ADMINISTRATION}units/<int:pk>/", organisation.ChangeUnit.as_view(), name="unit"),
    path(f"{ADMINISTRATION}units/<int:pk>/end/", organisation.EndUnit.as_view(), name="end_unit"),
    path(f"{ADMINISTRATION}units/<int:pk>/reports/", organisation.ReceiveReports.as_view(), name="receive_reports"),
    path(f"{ADMINISTRATION}centres/", organisation.Centres.as_view(), name="centres"),
    path(f"{ADMINISTRATION}centres/add/", organisation.OpenCentre.as_view(), name="open_centre"),
    path(f"{ADMINISTRATION}centres/<int:pk>/", organisation.CentrePage.as_view(), name="centre"),
    path(f"{ADMINISTRATION}centres/<int:pk>/place/", organisation.PlaceUnit.as_view(), name="place_unit"),
    path(f"{ADMINISTRATION}placements/<int:pk>/end/", organisation.EndPlacement.as_view(), name="end_placement"),
    path(f"{ADMINISTRATION}teams/", teams.Teams.as_view(), name="administered_teams"),
    path(f"{ADMINISTRATION}teams/add/", teams.OpenTeam.as_view(), name="open_team"),
    path(f"{ADMINISTRATION}teams/<int:pk>/", teams.TeamPage.as_view(), name="administered_team"),
    path(f"{ADMINISTRATION}teams/<int:pk>/join/", teams.JoinTeam.as_view(), name="join_team"),
    path(f"{ADMINISTRATION}team-members/<int:pk>/end/", teams.LeaveTeam.as_view(), name="leave_team"),
    path(f"{ADMINISTRATION}users/", users.Users.as_view(), name="users"),
    path(f"{ADMINISTRATION}users/add/", users.AddUser.as_view(), name="add_user"),
    path(f"{ADMINISTRATION}users/<int:pk>/", users.UserPage.as_view(), name="user"),
    path(f"{ADMINISTRATION}users/<int:pk>/deactivate/", users.DeactivateUser.as_view(), name="deactivate_user"),
    path(f"{ADMINISTRATION}users/<int:pk>/reactivate/", users.ReactivateUser.as_view(), name="reactivate_user"),
    path(f"{ADMINISTRATION}assignments/add/", users.Assign.as_view(), name="assign"),
    path(f"{ADMINISTRATION}assignments/<int:pk>/end/", users.EndAssignment.as_view(), name="end_assignment"),
    path(f"{ADMINISTRATION}assignments/<int:pk>/grant/", users.GiveGrant.as_view(), name="give_grant"),
    path(f"{ADMINISTRATION}grants/<int:pk>/end/", users.EndGrant.as_view(), name="end_grant"),
    path(f"{ADMINISTRATION}deadlines/", clocks.Clocks.as_view(), name="clocks"),
    path(f"{ADMINISTRATION}deadlines/<slug:key>/", clocks.ChangeClock.as_view(), name="change_clock"),
    path(f"{ADMINISTRATION}grounds/", grounds.Grounds.as_view(), name="grounds"),
    path(f"{ADMINISTRATION}grounds/<int:pk>/on/", grounds.VerifyGround.as_view(), name="verify_ground"),
    path(f"{ADMINISTRATION}grounds/<int:pk>/off/", grounds.SwitchOffGround.as_view(), name="switch_off_ground"),
    path(f"{ADMINISTRATION}programmes/", programmes.Programmes.as_view(), name="programmes"),
    path(f"{ADMINISTRATION}programmes/add/", programmes.AddProgramme.as_view(), name="add_programme"),
    path(PROGRAMME, programmes.ProgrammePage.as_view(), name="programme"),
    path(f"{PROGRAMME}versions/add/", programmes.WriteVersion.as_view(), name="write_version"),
    path(f"{PROGRAMME}versions/<int:pk>/end/", programmes.EndVersion.as_view(), name="end_version"),
    path(f"{PROGRAMME}draft/", programmes.DraftPage.as_view(), name="programme_draft"),
    path(f"{PROGRAMME}draft/change/", programmes.DescribeVersion.as_view(), name="describe_version"),
    path(f"{PROGRAMME}draft/begin/", programmes.BeginVersion.as_view(), name="begin_version"),
    path(f"{PROGRAMME}draft/discard/", programmes.DiscardVersion.as_view(), name="discard_version"),
    path(f"{PROGRAMME}draft/steps/add/", programmes.AddStep.as_view(), name="add_step"),
    path(f"{PROGRAMME}draft/steps/<int:pk>/", programmes.ChangeStep.as_view(), name="change_programme_step"),
    path(f"{ADMINISTRATION}instruments/", instruments.Instruments.as_view(), name="instruments"),
    path(f"{ADMINISTRATION}instruments/<slug:slug>/", instruments.InstrumentPage.as_view(), name="instrument"),
]
