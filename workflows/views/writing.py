from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.errors import CaseNotVisible
from cases.permissions import visible_to
from workflows.selectors.writing import SOMEWHERE, writing_now
from workflows.task_views.page import ActingPage

MOST = 200


class WritingNow(ActingPage):
    """Who else is writing, for a page that lies open and asks again and again.

    It tells nothing of the family and no text, so it is no reading of the case and is not logged as one. `shown` are
    the places where the page says now that somebody writes: those who have stopped are taken away.
    """

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = visible_to(self.by).filter(pk=pk).first()
        if case is None:
            raise CaseNotVisible(self.by, pk, "writing")
        writing = writing_now(case)
        shown = request.GET.getlist("shown")[:MOST]
        places = [key for key in dict.fromkeys([*shown, *writing]) if key != SOMEWHERE]
        context = {"case": case, "writing": writing, "places": places}
        return render(request, "workflows/writing.html", context)
