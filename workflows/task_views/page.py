"""What every page about a case has in common: somebody acts, and a form is sent as it was opened."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views import View

from accounts.addresses import number_of, page_to_go_on
from accounts.errors import AccountsError
from accounts.models import Assignment
from accounts.roles import Action
from accounts.selectors.assignment import assignment_in_force
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.models import Case
from cases.services.access import get_case_for
from workflows.selectors.draft import draft_for
from workflows.services.draft import claim_form, drop_draft
from workflows.services.errors import FormSent
from workflows.task_views.stale import resolved_post

ACTING_FIELD = "acting"


class ActingPage(View):
    """Only for somebody who acts; others are taken to sign-in or to the choice of assignment.

    `needs` names what the role must be able to (a field of RoleRights); the page is refused to all others.
    """

    needs = ""
    # (form, status): the page with its form, for pages that have one.
    show: Callable[..., HttpResponse]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_authenticated and self.by) and request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        if not request.user.is_authenticated:
            return redirect_to_login(self._way_back())
        if self.by is None:
            return redirect(f"{reverse('choose_assignment')}?{urlencode({'next': self._way_back()})}")
        if self.needs and not getattr(self.by.rights, self.needs):
            raise PermissionDenied
        if request.method == "POST" and (former := self._opened_by_none_here()) is not None:
            context = {"is_own": former.user_id == self.by.user_id}
            return render(request, "workflows/other_person.html", context, status=409)
        if request.method == "POST" and (opened_under := self._opened_under()) is not None:
            return self._ask_under_which(opened_under)
        return super().dispatch(request, *args, **kwargs)

    @property
    def by(self) -> Assignment:
        return cast("Assignment", getattr(self.request, "acting", None))

    def claim(self) -> None:
        """The form is carried out once, however often it comes. Call within the transaction of the act."""
        try:
            key = UUID(self.request.POST.get("once", ""))
        except ValueError:
            return
        claim_form(key=key, by=self.by)
        if draft := self.request.GET.get("draft") or self.request.POST.get("draft_key"):
            drop_draft(key=draft, by=self.by)

    def take_up(self, form: StepForm, key: str) -> datetime | None:
        """Fills in what was typed under `key` before the session ended; says when."""
        draft = draft_for(self.by, key) if key else None
        if draft is None:
            return None
        form.take_up(draft.data)
        return draft.saved_at

    def carry_out(self, form: StepForm, act: Callable[[], HttpResponse]) -> HttpResponse:
        """Does what a valid `form` was sent for: once, and whole or not at all."""
        try:
            with transaction.atomic():
                self.claim()
                return act()
        except FormSent as sent:
            return self.form_sent(sent)
        except (AccountsError, CaseError) as refusal:
            return self.refused(form, refusal)

    def refused(self, form: StepForm, refusal: AccountsError | CaseError) -> HttpResponse:
        """What a service refuses stands at its field, and nothing that was typed is lost."""
        form.refuse(refusal)
        return self.show(form, 422)

    def form_sent(self, sent: FormSent) -> HttpResponse:
        context = {"message": sent.message, "case": getattr(self, "case", None)}
        return render(self.request, "workflows/form_sent.html", context, status=409)

    def _way_back(self) -> str:
        """Where to go on after signing in: this page, or the one whose form was sent to an address without a page."""
        here = self.request.get_full_path()
        is_sent = self.request.method not in ("GET", "HEAD")
        return page_to_go_on(self.request, self.request.headers.get("Referer", "") if is_sent else "", here)

    def _opened_by_none_here(self) -> Assignment | None:
        """Who opened the form, where that is somebody else at the same browser, or an own assignment that has ended: it
        is not to be carried out in this one's name, at this one's unit."""
        opened = number_of(self.request.POST.get(ACTING_FIELD, ""))
        if opened is None or opened == self.by.pk or assignment_in_force(user=self.by.user, pk=opened):
            return None
        return Assignment.objects.filter(pk=opened).first()

    def _opened_under(self) -> Assignment | None:
        """The other assignment of the same user that the form was opened under, if it still is in force."""
        opened = number_of(self.request.POST.get(ACTING_FIELD, ""))
        if opened is None or opened == self.by.pk:
            return None
        return assignment_in_force(user=self.by.user, pk=opened)

    def _ask_under_which(self, opened_under: Assignment) -> HttpResponse:
        skipped = (ACTING_FIELD, "csrfmiddlewaretoken")
        kept = [(name, value) for name, values in self.request.POST.lists() for value in values if name not in skipped]
        context = {"opened_under": opened_under, "kept": kept, "action": self.request.get_full_path()}
        answer = render(self.request, "workflows/other_assignment.html", context, status=409)
        # Sent as a part of a page: the question takes the whole of it.
        for name, value in (("HX-Retarget", "main"), ("HX-Reselect", "main"), ("HX-Reswap", "outerHTML")):
            answer.headers[name] = value
        return answer


class CasePage(ActingPage):
    """A page of one case: fetched, authorised and logged in one call, as `what`, for `action`.

    `kinds`: of which cases it is a page. A case of another kind has none at the same address.
    """

    action = Action.READ
    what = ""
    kinds: tuple[str, ...] = (Case.Kind.PLAN,)

    def get_case(self, pk: UUID) -> Case:
        # An address that names one of the family is logged as about that one.
        case = get_case_for(self.by, pk, self.action, what=self.what, person=self.kwargs.get("person"))
        if case.kind not in self.kinds:
            raise Http404
        return case


class StepPage(CasePage):
    """A page with one form. A refusal of the service rolls back what it had begun and is shown at its field."""

    template_name = "workflows/step.html"
    action = Action.WRITE
    draft_saved_at: datetime | None = None

    def show(self, form: StepForm, status: int = 200, **context: Any) -> HttpResponse:
        kept = {"draft_key": self.draft_key, "draft_saved_at": None if form.is_bound else self.draft_saved_at}
        context = {"form": form, "case": self.case} | kept | self.context() | context
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
        return self.show(self.form_taken_up())

    def form_taken_up(self) -> StepForm:
        """The form, with what was typed into it before the session ended."""
        form = self.form()
        self.draft_saved_at = self.take_up(form, self.draft_key)
        return form

    def post(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        self.case = self.get_case(pk)
        form = self.form(resolved_post(request))
        if not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, lambda: self.save(form))
