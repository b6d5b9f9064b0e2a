"""Every page of Samplan but signing in, by the room it is in."""

from workflows.urls import administration, agreements, cases, clinic, handing_on

urlpatterns = [
    *cases.urlpatterns,
    *handing_on.urlpatterns,
    *clinic.urlpatterns,
    *agreements.urlpatterns,
    *administration.urlpatterns,
]
