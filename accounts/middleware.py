"""Every request acts under one assignment, or under none; and nobody acts with a password that another has set."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

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


class FirstPasswordMiddleware:
    """Leads from every page to the form where the password is changed, until it has been; nothing is done before."""

    open_pages = ("account_change_password", "account_logout")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not (user.is_authenticated and user.has_first_password):
            return self.get_response(request)
        if request.path in {reverse(page) for page in self.open_pages}:
            return self.get_response(request)
        form = reverse("account_change_password")
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(form)
        asked_for = request.get_full_path() if request.method == "GET" else reverse("choose_assignment")
        return redirect_to_login(asked_for, form)
