"""The board of hand-overs: what goes on with each other unit, and from where to where it went in the last quarter."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.reports.from_to_drawing import draw_from_to
from agreements.reports.quarters import quarter_words
from workflows.navigation import works_on_tasks
from workflows.selectors.board import board_of, picture_of
from workflows.task_views.page import ActingPage


class Board(ActingPage):
    """Of the unit one acts in; for whoever its tasks reach."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not works_on_tasks(self.by.rights):
            raise PermissionDenied
        now = timezone.now()
        picture = picture_of(self.by, today=timezone.localdate(now))
        context = {
            "crumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": _("Hand-overs")}],
            "pairs": board_of(self.by, now=now),
            "picture": picture,
            "quarter": quarter_words(picture.quarter),
            "drawing": draw_from_to(self.by.unit.name, picture.came, picture.sent),
            "own": self.by.unit.name,
            "may_start": self.by.opens_new,
        }
        return render(request, "workflows/board.html", context)
