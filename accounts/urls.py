from django.urls import path

from accounts import views

urlpatterns = [path("assignment/", views.ChooseAssignment.as_view(), name="choose_assignment")]
