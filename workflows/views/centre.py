from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.permissions import coordinated_centres
from agreements.selectors.group import groups_to_meet
from workflows.selectors.centre import meetings_of_centre
from workflows.selectors.round_page import work_in_rounds
from workflows.task_views.page import ActingPage


class CentreMeetings(ActingPage):
    """A coordinator's centre: its meetings to come and of the past year, in times, units and counts."""

    needs = "coordinates"

    def get(self, request: HttpRequest) -> HttpResponse:
        work = work_in_rounds(self.by, now=timezone.now())
        centres = coordinated_centres(self.by)
        if not centres:
            return render(request, "workflows/centre_meetings.html", {"centre": None, "work": work})
        wanted = request.GET.get("centre", str(centres[0].pk))
        centre = next((each for each in centres if str(each.pk) == wanted), None)
        if centre is None:
            raise Http404
        coming, past = meetings_of_centre(centre, self.by)
        tabs: list[dict[str, Any]] = [
            {"url": f"?centre={each.pk}", "label": each.name, "is_current": each == centre} for each in centres
        ]
        context = {
            "centre": centre,
            "coming": coming,
            "past": past,
            "work": work,
            "groups": groups_to_meet(self.by, timezone.localdate()),
            "tabs": tabs if len(tabs) > 1 else [],
        }
        return render(request, "workflows/centre_meetings.html", context)
