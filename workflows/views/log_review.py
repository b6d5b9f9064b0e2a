from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.models import AccessLogEntry
from workflows.task_views.page import ActingPage

SHOWN = 200


class LogReview(ActingPage):
    """The own provider's access rows for its log reviewer: who, when, what; cases by key, never a name or a text."""

    needs = "reviews_log"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = AccessLogEntry.objects.filter(provider_id=self.by.unit.provider_id).select_related("user", "unit")
        if request.GET.get("only") == "refused":
            rows = rows.filter(outcome=AccessLogEntry.Outcome.REFUSED)
        if request.GET.get("only") == "need":
            rows = rows.exclude(ground="")
        context = {"rows": rows.order_by("-at")[:SHOWN], "only": request.GET.get("only", "")}
        return render(request, "workflows/log_review.html", context)
