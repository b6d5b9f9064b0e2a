"""Where roles begin that do no work in cases: what they can do here, and the way to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.models import Report, Round
from agreements.permissions import Right, agreements_for
from workflows.selectors.report_page import report_name, report_url
from workflows.selectors.round_page import work_in_rounds
from workflows.task_views.page import ActingPage


class Review(ActingPage):
    """The log reviewer's start."""

    needs = "reviews_log"

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "workflows/review.html", {"provider": self.by.unit.provider})


class Figures(ActingPage):
    """The compliance auditor's start: the reports of the agreements one follows."""

    needs = "sees_figures"

    def get(self, request: HttpRequest) -> HttpResponse:
        audited = agreements_for(self.by, Right.AUDIT)
        rounds = Round.objects.filter(rule_set__in=audited).select_related("rule_set")
        periods = Report.objects.filter(rule_set__in=audited, round=None).select_related("rule_set").defer("content")
        context = {
            "periods": [(each, report_name(each), report_url(each)) for each in periods.order_by("-period_to", "pk")],
            "reports": rounds.order_by("rule_set__title", "-year"),
            "work": work_in_rounds(self.by, now=timezone.now()),
        }
        return render(request, "workflows/figures.html", context)
