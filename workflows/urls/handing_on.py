"""What goes from one unit to another: referrals, consultations and reports of concern."""

from django.urls import path

from workflows.task_views.forward import ForwardReferral
from workflows.views import board, consultation, intakes, referral, referral_paper, reports, section, team

CASE = "cases/<uuid:pk>/"
REFERRAL = "referrals/<uuid:pk>/"
CONSULTATION = "consultations/<uuid:pk>/"
TEAM = "teams/<int:team>/"
REPORT = "reports/<uuid:pk>/"

urlpatterns = [
    path("referrals/", board.Board.as_view(), name="board"),
    path("referrals/new/", referral.StartReferral.as_view(), name="start_referral"),
    path(REFERRAL, referral.ReferralPage.as_view(), name="referral"),
    path(f"{REFERRAL}pdf/", referral_paper.ReferralPdf.as_view(), name="referral_pdf"),
    path(f"{REFERRAL}sendings/<uuid:sending>/pdf/", referral_paper.SendingPdf.as_view(), name="sending_pdf"),
    path(f"{REFERRAL}sendings/<uuid:sending>/told/", referral_paper.EndTold.as_view(), name="end_told"),
    path(f"{REFERRAL}recall/", referral.RecallReferral.as_view(), name="recall_referral"),
    path(f"{REFERRAL}end/", referral.CloseReferral.as_view(), name="close_referral"),
    path("tasks/<uuid:pk>/forward/", ForwardReferral.as_view(), name="forward_referral"),
    path(f"{CASE}plan/add/<slug:kind>/", section.AddSection.as_view(), name="add_section"),
    path(f"{CASE}plan/add/<slug:kind>/<slug:field>/", section.AddSection.as_view(), name="add_statement"),
    path(f"{CASE}plan/<slug:kind>/<uuid:section>/", section.ChangeSection.as_view(), name="change_section"),
    path(f"{CASE}plan/<slug:kind>/<uuid:section>/ready/", section.MarkReady.as_view(), name="mark_ready"),
    path("consultations/", consultation.Consultations.as_view(), name="consultations"),
    path("consultations/ask/", consultation.AskConsultation.as_view(), name="ask_consultation"),
    path(CONSULTATION, consultation.ConsultationPage.as_view(), name="consultation"),
    path(f"{CONSULTATION}add/", consultation.AddToConsultation.as_view(), name="add_to_consultation"),
    path(f"{CONSULTATION}end/", consultation.EndConsultation.as_view(), name="end_consultation"),
    path(TEAM, team.TeamBoard.as_view(), name="team"),
    path(f"{TEAM}meetings/add/", team.RecordTeamMeeting.as_view(), name="record_team_meeting"),
    path(f"{TEAM}meetings/<uuid:meeting>/", team.ChangeTeamMeeting.as_view(), name="change_team_meeting"),
    path("reports/", reports.Reports.as_view(), name="reports"),
    path("reports/write/", reports.WriteReport.as_view(), name="write_report"),
    path(REPORT, reports.ReportPage.as_view(), name="report"),
    path(f"{REPORT}change/", reports.ChangeReport.as_view(), name="change_report"),
    path(f"{REPORT}ask/", reports.AskFeedback.as_view(), name="request_feedback"),
    path(f"{REPORT}pdf/", reports.ReportPdf.as_view(), name="report_pdf"),
    path("intakes/<uuid:pk>/", intakes.IntakePage.as_view(), name="intake"),
    path("intakes/<uuid:pk>/hand-on/", intakes.HandOn.as_view(), name="hand_on"),
    path("tasks/<uuid:pk>/longer/", intakes.LongerTime.as_view(), name="extend_time"),
    path(f"{CASE}name/", reports.NameColleague.as_view(), name="name_colleague"),
]
