from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cases.errors import NeedNotStated, Refused
from cases.services.access import Outcome, log_access


class RefusedAccessMiddleware:
    """Logs an attempt that was answered with no: after the request's transaction, which is rolled back, in its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        log_access(by=exception.by, case=exception.case, what=exception.what, outcome=Outcome.REFUSED)
        if isinstance(exception, NeedNotStated):
            return redirect(f"{reverse('state_need', args=[exception.case])}?{urlencode({'next': request.path})}")
        return None
