"""Agreements, rounds, reports, arenas and what families are offered."""

from typing import Any

from django.urls import URLPattern, path

from workflows.selectors.report_page import PAGES
from workflows.views.agreements import (
    activities,
    agreement,
    answer,
    arenas,
    check,
    figures,
    groups,
    judge,
    measures,
    period,
    release,
    report,
    rounds,
    sheet,
    training,
)
from workflows.views.agreements import draft as agreement_draft

AGREEMENT = "agreements/<slug:slug>/"
DRAFT = f"{AGREEMENT}draft/"
ROUND = f"{AGREEMENT}rounds/<int:pk>/"
PERIOD = f"{AGREEMENT}reports/<int:report>/"
ASKED = f"{ROUND}centres/<int:asked>/"
PLACE = "arenas/<slug:kind>/<slug:key>/"
GROUP = "groups/<int:pk>/"
ACTIVITY = "activities/<int:pk>/"


def of_reports(what: str, below: str, view: Any) -> list[URLPattern]:
    """A page of every report: below a round for its own, and of its own for one over a period."""
    bases = (f"{ROUND}report/", PERIOD)
    return [path(f"{base}{below}", view.as_view(), name=name) for base, name in zip(bases, PAGES[what], strict=True)]


urlpatterns = [
    path("agreements/", agreement.Agreements.as_view(), name="agreements"),
    path("agreements/add/", agreement.AddAgreement.as_view(), name="add_agreement"),
    path(AGREEMENT, agreement.AgreementOverview.as_view(), name="agreement"),
    path(f"{AGREEMENT}change/", agreement.ChangeAgreement.as_view(), name="change_agreement"),
    path(f"{AGREEMENT}end/", agreement.EndAgreement.as_view(), name="end_agreement"),
    path(f"{AGREEMENT}parties/add/", agreement.SignAgreement.as_view(), name="sign_agreement"),
    path(f"{AGREEMENT}centres/add/", agreement.LetCentreIn.as_view(), name="let_centre_in"),
    path(DRAFT, agreement_draft.Draft.as_view(), name="agreement_draft"),
    path(f"{DRAFT}put-in-force/", agreement_draft.PutInForce.as_view(), name="put_in_force"),
    path(f"{DRAFT}discard/", agreement_draft.DiscardDraft.as_view(), name="discard_draft"),
    path(f"{DRAFT}clauses/add/", agreement_draft.AddClause.as_view(), name="add_clause"),
    path(f"{DRAFT}clauses/<int:clause>/", agreement_draft.ChangeClause.as_view(), name="change_clause"),
    path(f"{DRAFT}clauses/<int:clause>/indicators/add/", agreement_draft.AddIndicator.as_view(), name="add_indicator"),
    path(f"{DRAFT}clauses/<int:clause>/clocks/add/", agreement_draft.AddClock.as_view(), name="add_clock"),
    path(f"{DRAFT}indicators/<int:indicator>/", agreement_draft.ChangeIndicator.as_view(), name="change_indicator"),
    path(f"{DRAFT}clocks/<int:clock>/", agreement_draft.ChangeClock.as_view(), name="change_agreed_clock"),
    path("rounds/", rounds.RoundWork.as_view(), name="round_work"),
    path(f"{AGREEMENT}rounds/", rounds.Rounds.as_view(), name="rounds"),
    path(f"{AGREEMENT}rounds/start/", rounds.StartRound.as_view(), name="start_round"),
    path(f"{AGREEMENT}rounds/next/", rounds.PlanNextRound.as_view(), name="plan_next_round"),
    path(ROUND, rounds.RoundOverview.as_view(), name="round"),
    path(f"{ROUND}close/", rounds.CloseRound.as_view(), name="close_round"),
    path(f"{ASKED}respondent/", rounds.NameRespondent.as_view(), name="name_respondent"),
    path(f"{ASKED}answer/", answer.AnswerRound.as_view(), name="answer_round"),
    path(f"{ROUND}check/", check.CheckRound.as_view(), name="check_round"),
    path(f"{ROUND}check/finish/", check.FinishChecking.as_view(), name="finish_checking"),
    path(f"{ASKED}check/", check.CheckCentre.as_view(), name="check_centre"),
    path(f"{ASKED}send-back/", check.SendBack.as_view(), name="send_back"),
    path(f"{ROUND}compile/", judge.CompileRound.as_view(), name="compile_round"),
    path(f"{ROUND}assess/", judge.AssessReport.as_view(), name="assess_round"),
    path(f"{ROUND}assess/finish/", judge.FinishAssessing.as_view(), name="finish_assessing"),
    path(f"{ROUND}assess/<int:clause>/", judge.AssessClause.as_view(), name="assess_clause"),
    *of_reports("report", "", report.ReportOverview),
    *of_reports("adopt", "adopt/", judge.AdoptReport),
    *of_reports("file", "file.<slug:form>", report.ReportFile),
    *of_reports("details", "details.csv", figures.ReportDetails),
    *of_reports("figure", "figures/<slug:key>/", figures.FigureTrail),
    *of_reports("figure_cases", "figures/<slug:key>/units/<int:unit>/", figures.FigureCases),
    *of_reports("release", "release/", release.ReleaseCounts),
    *of_reports("compare", "compare/", release.CompareReport),
    path(f"{AGREEMENT}reports/start/", period.StartReport.as_view(), name="start_report"),
    path(f"{PERIOD}words/", judge.WordReport.as_view(), name="word_period_report"),
    path(f"{PERIOD}assess/", judge.AssessReport.as_view(), name="assess_period_report"),
    path(f"{PERIOD}assess/<int:clause>/", judge.AssessClause.as_view(), name="assess_period_clause"),
    path(f"{ROUND}plan/", measures.ActionPlan.as_view(), name="action_plan"),
    path(f"{ROUND}plan/add/", measures.AddMeasure.as_view(), name="add_measure"),
    path(f"{ROUND}plan/finish/", measures.FinishPlan.as_view(), name="finish_plan"),
    path(f"{ROUND}plan/<int:measure>/", measures.FollowUpMeasure.as_view(), name="follow_up_measure"),
    path(f"{ROUND}sheets/", sheet.EnterSheet.as_view(), name="enter_sheet"),
    path(f"{ROUND}links/", sheet.SheetLinks.as_view(), name="sheet_links"),
    path(PLACE, arenas.Arenas.as_view(), name="arenas"),
    path(f"{PLACE}groups/", groups.Groups.as_view(), name="groups"),
    path(f"{PLACE}groups/add/", groups.MakeGroup.as_view(), name="make_group"),
    path(GROUP, groups.GroupPage.as_view(), name="group"),
    path(f"{GROUP}change/", groups.ChangeGroup.as_view(), name="change_group"),
    path(f"{GROUP}members/add/", groups.AddMember.as_view(), name="add_member"),
    path(f"{GROUP}members/<int:member>/end/", groups.EndMember.as_view(), name="end_member"),
    path(f"{GROUP}meetings/plan/", groups.PlanGroupMeeting.as_view(), name="plan_group_meeting"),
    path(f"{GROUP}meetings/<int:meeting>/move/", groups.MovePlannedMeeting.as_view(), name="move_group_meeting"),
    path(f"{GROUP}meetings/add/", groups.RecordGroupMeeting.as_view(), name="record_group_meeting"),
    path(f"{GROUP}meetings/<int:meeting>/", groups.ChangeGroupMeeting.as_view(), name="change_group_meeting"),
    path(f"{PLACE}training-days/", training.TrainingDays.as_view(), name="training_days"),
    path(f"{PLACE}training-days/add/", training.RecordTrainingDay.as_view(), name="record_training_day"),
    path("training-days/<int:pk>/", training.TrainingPage.as_view(), name="training_day"),
    path("training-days/<int:pk>/change/", training.ChangeTrainingDay.as_view(), name="change_training_day"),
    path(f"{PLACE}activities/", activities.Activities.as_view(), name="activities"),
    path(f"{PLACE}activities/add/", activities.AddActivity.as_view(), name="add_activity"),
    path(ACTIVITY, activities.ActivityPage.as_view(), name="activity"),
    path(f"{ACTIVITY}change/", activities.ChangeActivity.as_view(), name="change_activity"),
    path(f"{ACTIVITY}count/", activities.CountOccasion.as_view(), name="count_occasion"),
    path(f"{ACTIVITY}count/<int:occasion>/", activities.ChangeOccasion.as_view(), name="change_occasion"),
    path("survey/<str:token>/", sheet.AnswerByLink.as_view(), name="survey"),
]
