from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.base import StepForm
from workflows.task_views.page import ActingPage

Crumb = dict[str, str]


class AdministrationPage(ActingPage):
    """For system administrators, about what lies under their own principal; anything else is not found."""

    needs = "administers"


class AdministrationStep(AdministrationPage):
    """A page with one form, about at most one row: `find` fetches it, or answers 404."""

    template_name = "workflows/administration/step.html"

    def find(self, key: Any) -> None:
        """Fetches what the address names; called where it names something."""

    def form(self, data: Any = None) -> StepForm:
        raise NotImplementedError

    def save(self, form: Any) -> HttpResponse:
        """Calls the services; runs in a savepoint of its own."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """heading, intro, submit, crumbs."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        self._find(keys)
        return self.show(self.form())

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        self._find(keys)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, lambda: self.save(form))

    def _find(self, keys: dict[str, Any]) -> None:
        for key in keys.values():
            self.find(key)

    def show(self, form: StepForm, status: int = 200) -> HttpResponse:
        return render(self.request, self.template_name, {"form": form} | self.context(), status=status)


def crumbs(name: str, *more: tuple[str, str]) -> list[Crumb]:
    """The list that `name` is the address of, then (label, url) of what lies between it and the page."""
    labels = {
        "units": _("Units"),
        "centres": _("Family centres"),
        "administered_teams": _("Teams"),
        "users": _("Users"),
        "clocks": _("Deadlines"),
        "grounds": _("Legal grounds"),
        "programmes": _("Programmes"),
        "instruments": _("Instruments"),
    }
    first = {"label": labels[name], "url": reverse(name)}
    return [first, *({"label": label, "url": url} for label, url in more)]
