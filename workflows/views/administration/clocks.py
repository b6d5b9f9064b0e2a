"""The deadlines' lengths: dated versions with their source. They hold for everybody in the installation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Clock
from agreements.selectors.clock import NoClock
from agreements.services.clock import BackdatedClock, LaterClockExists, change_clock
from workflows.forms.administration import ClockForm
from workflows.selectors.clock import clock_name, clocks_by_name
from workflows.views.administration.page import AdministrationPage, AdministrationStep, crumbs


class Clocks(AdministrationPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"clocks": clocks_by_name(timezone.localdate())}
        return render(request, "workflows/administration/clocks.html", context)


class ChangeClock(AdministrationStep):
    """A new version from a day; the one before ends the day before."""

    def find(self, key: str) -> None:
        newest = Clock.objects.filter(key=key).order_by("-valid_from").first()
        if newest is None:
            raise Http404
        self.clock = newest

    def form(self, data: Any = None) -> ClockForm:
        # Source and certainty are asked for anew: a new length needs a source of its own.
        return ClockForm(data, initial={"length": self.clock.length, "unit": self.clock.unit})

    def save(self, form: ClockForm) -> HttpResponse:
        change_clock(key=self.clock.key, by=self.by, **form.cleaned_data)
        messages.success(self.request, _("The new version is written. Running deadlines stay where they are."))
        return redirect("clocks")

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        try:
            return super().post(request, **keys)
        except (LaterClockExists, NoClock):
            words = _("A version begins that day or later. Choose a day after it.")
        except BackdatedClock:
            words = _("A new version begins today or later: what has held is not rewritten.")
        form = self.form(request.POST)
        form.add_error("valid_from", words)
        return self.show(form, 422)

    def context(self) -> dict[str, Any]:
        intro = _("It holds for everybody in Samplan, also other principals. Running deadlines stay where they are.")
        heading = _("New version: %(name)s") % {"name": clock_name(self.clock.key).lower()}
        words = {"heading": heading, "intro": intro, "submit": _("Write the new version")}
        return words | {"crumbs": crumbs("clocks")}
