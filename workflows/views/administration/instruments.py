"""Instruments, and the wording of their questions where it may not be shipped: each provider writes down its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.models import Provider
from accounts.selectors.administration import own_providers
from cases.forms.base import StepForm
from cases.models import Instrument
from cases.selectors.instrument import all_instruments, items_with_wordings
from cases.services.wording import word_items
from workflows.forms.programmes import WordingForm
from workflows.views.administration.page import AdministrationPage, crumbs
from workflows.views.agreements.page import OneForm


class Instruments(AdministrationPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"instruments": all_instruments()}
        return render(request, "workflows/administration/instruments.html", context)


class InstrumentPage(AdministrationPage, OneForm):
    """The questions in one provider's wording; the provider stands in the address (`?provider=`), else the own one."""

    template_name = "workflows/administration/instrument.html"
    submit = _("Save the wording")

    def dispatch_step(self, slug: str, **keys: Any) -> None:
        found = Instrument.objects.filter(licence=Instrument.Licence.CLINIC).prefetch_related("bands")
        self.instrument = get_object_or_404(found, slug=slug)
        self.providers = list(own_providers(self.by))
        self.provider = self.chosen()
        self.heading = self.instrument.name
        self.items = items_with_wordings(self.instrument, self.provider)

    def chosen(self) -> Provider:
        """Raises Http404 for one that lies under another principal."""
        asked = self.request.GET.get("provider", str(self.by.unit.provider_id))
        found = next((each for each in self.providers if str(each.pk) == asked), None)
        if found is None:
            raise Http404
        return found

    def form(self, data: Any = None) -> StepForm:
        return WordingForm(data, items=self.items)

    def save(self, form: StepForm) -> None:
        wordings = form.wordings  # type: ignore[attr-defined]
        word_items(instrument=self.instrument, provider=self.provider, wordings=wordings, by=self.by)
        messages.success(self.request, _t("The wording is saved for %(provider)s.") % {"provider": self.provider})

    def step_crumbs(self) -> list[dict[str, Any]]:
        return [*crumbs("instruments"), {"label": self.instrument.name}]

    @property
    def back_url(self) -> str:
        return reverse("instruments")

    def context(self) -> dict[str, Any]:
        url = reverse("instrument", args=[self.instrument.slug])
        chosen = [
            {"url": f"{url}?provider={each.pk}", "label": each.name, "is_current": each == self.provider}
            for each in self.providers
        ]
        return {"instrument": self.instrument, "provider": self.provider, "providers": chosen}
