"""The legal grounds: what each says, and who answers for its text. They hold for everybody in the installation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cases.models import LegalGround
from cases.services.ground import switch_off_ground, verify_ground
from workflows.forms.grounds import SwitchOffGroundForm, VerifyGroundForm
from workflows.selectors.grounds import all_duties, all_grounds
from workflows.views.administration.page import AdministrationPage, AdministrationStep, crumbs


class Grounds(AdministrationPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"grounds": all_grounds(), "duties": all_duties()}
        return render(request, "workflows/administration/grounds.html", context)


class GroundStep(AdministrationStep):
    template_name = "workflows/administration/ground.html"

    def find(self, key: int) -> None:
        self.ground = get_object_or_404(LegalGround, pk=key)

    def context(self) -> dict[str, Any]:
        return {"ground": self.ground, "crumbs": crumbs("grounds")} | self.words()

    def words(self) -> dict[str, Any]:
        """heading, intro, submit."""
        raise NotImplementedError


class VerifyGround(GroundStep):
    """Somebody has read the text, and answers for it by name and day."""

    def form(self, data: Any = None) -> VerifyGroundForm:
        return VerifyGroundForm(data)

    def save(self, form: VerifyGroundForm) -> HttpResponse:
        verify_ground(ground=self.ground, by=self.by, **form.cleaned_data)
        messages.success(self.request, _("%(ground)s is switched on.") % {"ground": self.ground})
        return redirect("grounds")

    def words(self) -> dict[str, Any]:
        intro = _(
            "It is switched on for everybody in Samplan, also other principals. Who has read the text answers for it; "
            "that you wrote it down stands in the history."
        )
        return {
            "heading": _("Switch on: %(ground)s") % {"ground": self.ground},
            "intro": intro,
            "submit": _("Switch on"),
        }


class SwitchOffGround(GroundStep):
    """Nothing more is told on it from now on."""

    def form(self, data: Any = None) -> SwitchOffGroundForm:
        return SwitchOffGroundForm(data)

    def save(self, form: SwitchOffGroundForm) -> HttpResponse:
        switch_off_ground(ground=self.ground, reason=form.cleaned_data["reason"], by=self.by)
        messages.success(self.request, _("%(ground)s is switched off.") % {"ground": self.ground})
        return redirect("grounds")

    def words(self) -> dict[str, Any]:
        return {
            "heading": _("Switch off: %(ground)s") % {"ground": self.ground},
            "intro": _(
                "Nobody in Samplan can tell anything on it any more, also other principals. What has been told stands."
            ),
            "submit": _("Switch off"),
        }
