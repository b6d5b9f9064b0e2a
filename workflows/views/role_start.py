"""Where roles begin that do no work in cases: what they can do here, and the way to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflows.task_views.page import ActingPage


class Review(ActingPage):
    """The log reviewer's start."""

    needs = "reviews_log"

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "workflows/review.html", {"provider": self.by.unit.provider})


class Figures(ActingPage):
    """The compliance auditor's start. No report exists yet, and the page says so."""

    needs = "sees_figures"

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "workflows/figures.html")
