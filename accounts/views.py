from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.addresses import number_of, page_to_begin
from accounts.models import Assignment, User
from accounts.selectors.assignment import assignment_in_force, assignments_to_choose
from accounts.services.session import act_under
from accounts.templatetags.samplan import full_date


class ChooseAssignment(LoginRequiredMixin, TemplateView):
    """Under which assignment to act; a person with one only is taken straight on."""

    template_name = "accounts/choose_assignment.html"

    @property
    def user(self) -> User:
        return cast("User", self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        usable = [each for each in assignments_to_choose(self.user) if each.is_in_force]
        if len(usable) == 1 and request.acting is None:  # type: ignore[attr-defined]
            act_under(request, usable[0])
            return redirect(self.next_page())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = number_of(request.POST.get("assignment", ""))
        assignment = assignment_in_force(user=self.user, pk=chosen) if chosen else None
        if assignment is None:
            raise Http404
        act_under(request, assignment)
        return redirect(self.next_page())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = assignments_to_choose(self.user)
        context = {
            "assignments": [self.line(each) for each in lines if each.is_in_force],
            "ended": [self.line(each) for each in lines if not each.is_in_force],
            "first_name": self.user.first_name,
            "next": self.next_page(),
        }
        return super().get_context_data(**kwargs) | context

    def line(self, assignment: Assignment) -> dict[str, Any]:
        """One assignment to choose, or an ended one with the day it ended."""
        away = assignment.substitute_for
        title = _("Substitute for %(name)s") % {"name": away.user.full_name} if away else assignment.role_label
        words = (
            _("Holds until %(day)s") if assignment.is_in_force else _("Ended %(day)s. Ask your manager for it again.")
        )
        day = full_date(assignment.valid_to)
        return {
            "pk": assignment.pk,
            "title": title,
            "unit_words": f"{assignment.unit.name}, {assignment.unit.provider.name}",
            "detail": words % {"day": day} if day else "",
            "is_current": assignment == self.request.acting,  # type: ignore[attr-defined]
        }

    def next_page(self) -> str:
        return page_to_begin(self.request, self.request.POST.get("next") or self.request.GET.get("next") or "")
