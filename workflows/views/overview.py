"""Where a manager begins, and where everybody does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from workflows.navigation import landing_page
from workflows.selectors.overview import overview_of
from workflows.task_views.page import ActingPage


class ManagerOverview(ActingPage):
    """What is at risk, late, due and waiting, of what the manager may see."""

    needs = "manages"

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        overview = overview_of(self.by, now=timezone.now(), today=today)
        return render(request, "workflows/overview.html", {"overview": overview, "today": today})


class Begin(ActingPage):
    """Takes to the page where the role begins."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(landing_page(self.by.rights))
