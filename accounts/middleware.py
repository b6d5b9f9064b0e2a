"""Every request acts under one assignment, or under none."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.acting import act_as
from accounts.selectors.assignment import assignment_in_force
from accounts.sessions import ASSIGNMENT_KEY


class ActingMiddleware:
    """Looks up the chosen assignment; one that ended, or whose user or unit did, opens nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(ASSIGNMENT_KEY)
        assignment = None
        if chosen is not None and request.user.is_authenticated:
            assignment = assignment_in_force(user=request.user, pk=chosen)
        request.acting = assignment  # type: ignore[attr-defined]
        if assignment is None:
            return self.get_response(request)
        with act_as(assignment):
            return self.get_response(request)
