from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.acting import act_as
from accounts.addresses import number_of
from accounts.selectors.assignment import assignment_in_force
from accounts.services.session import act_under
from workflows.task_views.page import ActingPage


class SwitchAndSend(ActingPage):
    """Back to the assignment a form was opened under, with what was written ready to be sent."""

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen, action = number_of(request.POST.get("assignment", "")), request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(action, {request.get_host()}, request.is_secure())
        assignment = assignment_in_force(user=self.by.user, pk=chosen) if chosen else None
        if assignment is None or not is_ours:
            raise Http404
        act_under(request, assignment)
        lists = ((name, values) for name, values in request.POST.lists() if name.startswith("kept_"))
        kept = [(name.removeprefix("kept_"), value) for name, values in lists for value in values]
        with act_as(assignment):
            request.acting = assignment  # type: ignore[attr-defined]
            return render(request, "workflows/send_again.html", {"kept": kept, "action": action})
