from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflows.selectors.search import find_cases
from workflows.task_views.page import ActingPage


class Search(ActingPage):
    """Cases by number or the beginnings of a name, within what one may see. A form, so that no address has a name."""

    needs = "opens_cases"

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "workflows/search.html", {"query": "", "found": None})

    def post(self, request: HttpRequest) -> HttpResponse:
        query = request.POST.get("q", "").strip()[:100]
        found = find_cases(query, self.by) if query else None
        return render(request, "workflows/search.html", {"query": query, "found": found})
