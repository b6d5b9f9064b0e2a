"""Visits: child health, maternity and addiction care."""

from django.urls import path

from workflows.views import birth, correction, finding, handed_over, health, overdue, parenthood, record_step

REFERRAL = "referrals/<uuid:pk>/"
CONTACT = "health/<uuid:pk>/"

urlpatterns = [
    path(f"{REFERRAL}enrol/", handed_over.EnrolHandedOver.as_view(), name="enrol_handed_over"),
    path("health/", health.Clinic.as_view(), name="clinic"),
    path("health/new/", health.Enrol.as_view(), name="enrol"),
    path(CONTACT, health.Contact.as_view(), name="contact"),
    path(f"{CONTACT}parenthood/", parenthood.ParenthoodPage.as_view(), name="parenthood"),
    path(f"{CONTACT}overdue/", overdue.TellOverdue.as_view(), name="tell_overdue"),
    path(f"{CONTACT}end/", health.EndContact.as_view(), name="end_contact"),
    path(f"{CONTACT}birth/", birth.RecordBirth.as_view(), name="record_birth"),
    path(f"{CONTACT}days/", birth.CorrectDays.as_view(), name="correct_days"),
    path(f"{CONTACT}move/", birth.MoveContact.as_view(), name="move_contact"),
    path(f"{CONTACT}to-others/", birth.SeparateChild.as_view(), name="separate_child"),
    path(f"{CONTACT}births/<uuid:birth>/hand-over/", birth.HandOverChild.as_view(), name="hand_over_child"),
    path(f"{CONTACT}births/<uuid:birth>/days/", birth.CorrectBirth.as_view(), name="correct_birth"),
    path(f"{CONTACT}births/<uuid:birth>/to-others/", birth.GiveToOthers.as_view(), name="give_to_others"),
    path(f"{CONTACT}steps/<slug:key>/", record_step.RecordStep.as_view(), name="record_step"),
    path(f"{CONTACT}steps/<slug:key>/change/", correction.ChangeStep.as_view(), name="change_step"),
    path(f"{CONTACT}people/<uuid:person>/", health.Answers.as_view(), name="answers"),
    path(
        f"{CONTACT}people/<uuid:person>/answers/<uuid:answers>/",
        correction.CorrectAnswers.as_view(),
        name="correct_answers",
    ),
    path("findings/<uuid:pk>/", finding.FindingPage.as_view(), name="finding"),
    path("findings/<uuid:pk>/decide/", finding.ChangeDecision.as_view(), name="change_decision"),
]
