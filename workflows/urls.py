"""All pages about cases and tasks. Every row about a person is named by a key that says nothing."""

from django.urls import path
from django.views.generic import TemplateView

from workflows.task_views.registry import open_task_page
from workflows.views import (
    case,
    consent,
    draft,
    inbox,
    ledger,
    meeting,
    need,
    notes,
    paper,
    people,
    plan,
    search,
    start,
    switch,
)

CASE = "cases/<uuid:pk>/"
MEETING = f"{CASE}meetings/<uuid:meeting>/"

urlpatterns = [
    path("", inbox.Inbox.as_view(), name="inbox"),
    path("notices/seen/", inbox.SeeNotices.as_view(), name="see_notices"),
    path("search/", search.Search.as_view(), name="search"),
    path("start/", start.StartPlan.as_view(), name="start_plan"),
    path("draft/", draft.SaveDraft.as_view(), name="draft"),
    path("switch/", switch.SwitchAndSend.as_view(), name="switch_and_send"),
    path("tasks/<uuid:pk>/", open_task_page, name="task"),
    path("tasks/<uuid:pk>/take/", inbox.TakeTask.as_view(), name="take_task"),
    path("tasks/<uuid:pk>/hand-back/", inbox.HandBack.as_view(), name="hand_back"),
    path("tasks/<uuid:pk>/hand-over/", inbox.HandOver.as_view(), name="hand_over"),
    path("cases/", case.Cases.as_view(), name="cases"),
    path(CASE, case.CaseOverview.as_view(), name="case"),
    path(f"{CASE}need/", need.StateNeed.as_view(), name="state_need"),
    path(f"{CASE}people/add/", people.AddRelative.as_view(), name="add_relative"),
    path(f"{CASE}people/<uuid:person>/", people.DescribePerson.as_view(), name="describe_person"),
    path(f"{CASE}consent/", consent.ConsentPage.as_view(), name="consent"),
    path(f"{CASE}consent/exception/", consent.SpareFromConsent.as_view(), name="consent_exception"),
    path(f"{CASE}consent/<uuid:consent>/withdraw/", consent.WithdrawConsent.as_view(), name="withdraw_consent"),
    path(f"{CASE}readers/", ledger.Readers.as_view(), name="readers"),
    path(f"{CASE}disclosures/", ledger.Disclosures.as_view(), name="disclosures"),
    path(f"{CASE}notes/", notes.Notes.as_view(), name="notes"),
    path(f"{CASE}notes/write/", notes.WriteNote.as_view(), name="write_note"),
    path(f"{CASE}notes/<uuid:note>/", notes.EditNote.as_view(), name="edit_note"),
    path(f"{CASE}copied/", notes.MarkCopied.as_view(), name="mark_copied"),
    path(f"{CASE}plan/", plan.PlanPage.as_view(), name="plan"),
    path(f"{CASE}plan/lead/", plan.PlanLead.as_view(), name="plan_lead"),
    path(f"{CASE}plan/paper/", paper.PlanPaper.as_view(), name="plan_paper"),
    path(f"{CASE}plan/add/<slug:kind>/", plan.AddSection.as_view(), name="add_section"),
    path(f"{CASE}plan/add/<slug:kind>/<slug:field>/", plan.AddSection.as_view(), name="add_statement"),
    path(f"{CASE}plan/<slug:kind>/<uuid:section>/", plan.ChangeSection.as_view(), name="change_section"),
    path(f"{CASE}plan/<slug:kind>/<uuid:section>/ready/", plan.MarkReady.as_view(), name="mark_ready"),
    path(f"{CASE}progress/<uuid:intervention>/", plan.SetProgress.as_view(), name="set_progress"),
    path("meetings/", meeting.Meetings.as_view(), name="meetings"),
    path(MEETING, meeting.MeetingPage.as_view(), name="meeting"),
    path(f"{MEETING}note/", meeting.WriteMeetingNote.as_view(), name="meeting_note"),
    path(f"{MEETING}decide/", meeting.DecideIntervention.as_view(), name="decide"),
    path(f"{MEETING}end/", meeting.EndMeeting.as_view(), name="end_meeting"),
    path(f"{MEETING}reply/<uuid:key>/", meeting.RecordReply.as_view(), name="record_reply"),
    path(f"{MEETING}attendance/<slug:kind>/<uuid:key>/", meeting.NoteAttendance.as_view(), name="attendance"),
    path("accessibility/", TemplateView.as_view(template_name="pages/accessibility.html"), name="accessibility"),
    path("privacy/", TemplateView.as_view(template_name="pages/privacy.html"), name="privacy"),
    path("help/", TemplateView.as_view(template_name="pages/help.html"), name="help"),
]
