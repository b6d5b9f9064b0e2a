"""What every page about a case has in common: somebody acts, and a form is sent under the assignment it was opened in."""

from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views import View

from accounts.models import Assignment
from accounts.roles import Action
from accounts.selectors.assignment import assignment_in_force
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.models import Case
from cases.services.access import get_case_for
from workflows.selectors.draft import draft_for
from workflows.services.draft import drop_draft
from workflows.task_views.stale import resolved_post

ACTING_FIELD = "acting"


class ActingPage(View):
    """Only for somebody who acts; others are taken to sign-in or to the choice of assignment."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_authenticated and self.by) and request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        if not request.user.is_authenticated:
            return redirect_to_login(self._way_back())
        if self.by is None:
            return redirect(f"{reverse('choose_assignment')}?{urlencode({'next': self._way_back()})}")
        if request.method == "POST" and (opened_under := self._opened_under()) is not None:
            return self._ask_under_which(opened_under)
        return super().dispatch(request, *args, **kwargs)

    @property
    def by(self) -> Assignment:
        return cast(Assignment, getattr(self.request, "acting", None))

    def _way_back(self) -> str:
        """Where to go on after signing in: this page, or the one whose form was sent to an address without a page."""
        if self.request.method in ("GET", "HEAD"):
            return self.request.get_full_path()
        came_from = self.request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, {self.request.get_host()}, self.request.is_secure())
        return (
            urlsplit(came_from)._replace(scheme="", netloc="").geturl() if came_from and is_ours else reverse("inbox")
        )

    def _opened_under(self) -> Assignment | None:
        """The other assignment of the same user that the form was opened under, if it still is in force."""
        opened = self.request.POST.get(ACTING_FIELD, "")
        if not opened.isdecimal() or int(opened) == self.by.pk:
            return None
        return assignment_in_force(user=self.by.user, pk=int(opened))

    def _ask_under_which(self, opened_under: Assignment) -> HttpResponse:
        skipped = (ACTING_FIELD, "csrfmiddlewaretoken")
        kept = [(name, value) for name, values in self.request.POST.lists() for value in values if name not in skipped]
        context = {"opened_under": opened_under, "kept": kept, "action": self.request.get_full_path()}
        answer = render(self.request, "workflows/other_assignment.html", context, status=409)
        # Sent as a part of a page: the question takes the whole of it.
        answer.headers |= {"HX-Retarget": "main", "HX-Reselect": "main", "HX-Reswap": "outerHTML"}
        return answer


class CasePage(ActingPage):
    """A page of one case: fetched, authorised and logged in one call, as `what`, for `action`."""

    action = Action.READ
    what = ""

    def get_case(self, pk: UUID) -> Case:
        return get_case_for(self.by, pk, self.action, what=self.what)


class StepPage(CasePage):
    """A page with one form. A refusal of the service rolls back what it had begun and is shown at its field."""

    template_name = "workflows/step.html"
    action = Action.WRITE

    def show(self, form: StepForm, status: int = 200, **context: Any) -> HttpResponse:
        context = {"form": form, "case": self.case, "draft_key": self.draft_key} | self.context() | context
        if not form.is_bound:
            context |= resume_draft(form, self.draft_key, self.by)
        return render(self.request, self.template_name, context, status=status)

    @property
    def draft_key(self) -> str:
        """Under which what is typed is kept; empty for a form that is not worth it."""
        return ""

    def context(self) -> dict[str, Any]:
        """More for the template: heading, intro, submit label."""
        return {}

    def form(self, data: Any = None) -> StepForm:
        raise NotImplementedError

    def save(self, form: StepForm) -> HttpResponse:
        """Calls the services; runs in a savepoint of its own."""
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        self.case = self.get_case(pk)
        return self.show(self.form())

    def post(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        self.case = self.get_case(pk)
        form = self.form(resolved_post(request))
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            with transaction.atomic():
                answer = self.save(form)
        except CaseError as refused:
            form.refuse(refused)
            return self.show(form, status=422)
        self.forget_draft()
        return answer

    def forget_draft(self) -> None:
        """What had been typed is now sent."""
        if self.draft_key:
            drop_draft(key=self.draft_key, by=self.by)


def resume_draft(form: StepForm, key: str, by: Assignment) -> dict[str, Any]:
    """Fills the form with what was typed under `key` before the session ended; says when, for the saved line."""
    draft = draft_for(by, key) if key else None
    if draft is None:
        return {}
    form.resume(draft.data)
    return {"draft_saved_at": draft.saved_at}
