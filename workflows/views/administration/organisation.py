"""Principals and providers, units, family centres and who is placed there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import CareUnit, FamilyCentre, Principal
from accounts.selectors.administration import own_placements, own_units, shared_centres
from accounts.services.organisation import (
    add_unit,
    change_unit,
    end_placement,
    open_centre,
    place_unit,
    rename_centre,
    set_receiving,
)
from workflows.forms.administration import (
    CentreNameForm,
    EndForm,
    EndUnitForm,
    NewCentreForm,
    NewUnitForm,
    PlaceForm,
    UnitForm,
)
from workflows.forms.receiving import ReceivingForm
from workflows.services.unit import end_unit
from workflows.views.administration.page import AdministrationPage, AdministrationStep, crumbs


class Organisation(AdministrationPage):
    """Who is party to what: principals with their providers. Set up with the installation, only shown here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        principals = Principal.objects.prefetch_related("providers").order_by("kind", "name")
        context = {"principals": principals, "own": self.by.unit.provider.principal}
        return render(request, "workflows/administration/organisation.html", context)


class Units(AdministrationPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        today, has_ended = timezone.localdate(), request.GET.get("ended") == "1"
        units = own_units(self.by)
        shown = units.filter(valid_to__lt=today) if has_ended else units.exclude(valid_to__lt=today)
        context = {"units": shown, "has_ended": has_ended, "today": today}
        return render(request, "workflows/administration/units.html", context)


class AddUnit(AdministrationStep):
    def form(self, data: Any = None) -> NewUnitForm:
        return NewUnitForm(data, by=self.by)

    def save(self, form: NewUnitForm) -> HttpResponse:
        unit = add_unit(by=self.by, **form.facts())
        messages.success(self.request, _("%(unit)s is added.") % {"unit": unit})
        return redirect("units")

    def context(self) -> dict[str, Any]:
        intro = _("The unit gets a queue of its own. Its provider and its service cannot be changed afterwards.")
        return {"heading": _("Add a unit"), "intro": intro, "submit": _("Add the unit"), "crumbs": crumbs("units")}


class ChangeUnit(AdministrationStep):
    template_name = "workflows/administration/unit.html"

    def find(self, key: int) -> None:
        self.unit = get_object_or_404(own_units(self.by), pk=key)

    def form(self, data: Any = None) -> UnitForm:
        return UnitForm(data, initial=UnitForm.initial_of(self.unit))

    def save(self, form: UnitForm) -> HttpResponse:
        unit = change_unit(unit=self.unit, by=self.by, **form.facts())
        messages.success(self.request, _("%(unit)s is changed.") % {"unit": unit})
        return redirect("units")

    def context(self) -> dict[str, Any]:
        intro = f"{self.unit.provider.name}, {self.unit.get_service_display().lower()}"
        context = {"unit": self.unit, "heading": self.unit.name, "intro": intro, "submit": _("Save")}
        return context | {"crumbs": crumbs("units")}


class ReceiveReports(AdministrationStep):
    """Whether reports of concern to the municipality come to the unit, by day or on call."""

    def find(self, key: int) -> None:
        self.unit = get_object_or_404(own_units(self.by), pk=key, service=CareUnit.Service.SOCIAL_CHILDREN)

    def form(self, data: Any = None) -> ReceivingForm:
        return ReceivingForm(data, initial=ReceivingForm.initial_of(self.unit))

    def save(self, form: ReceivingForm) -> HttpResponse:
        set_receiving(unit=self.unit, by=self.by, **form.cleaned_data)
        messages.success(self.request, _("%(unit)s is changed.") % {"unit": self.unit})
        return redirect("unit", self.unit.pk)

    def context(self) -> dict[str, Any]:
        intro = _("A report that comes when nobody is on call waits with the unit that receives by day.")
        between = crumbs("units", (self.unit.name, reverse("unit", args=[self.unit.pk])))
        heading = _("Reports of concern to %(unit)s") % {"unit": self.unit}
        return {"heading": heading, "intro": intro, "submit": _("Save"), "crumbs": between}


class EndUnit(AdministrationStep):
    def find(self, key: int) -> None:
        self.unit = get_object_or_404(own_units(self.by), pk=key)

    def form(self, data: Any = None) -> EndUnitForm:
        initial = {"valid_to": self.unit.valid_to, "successor": self.unit.successor}
        return EndUnitForm(data, unit=self.unit, by=self.by, initial=initial)

    def save(self, form: EndUnitForm) -> HttpResponse:
        facts = form.cleaned_data
        end_unit(unit=self.unit, on=facts["valid_to"], successor=facts["successor"], by=self.by)
        messages.success(self.request, _("The last day of %(unit)s is set.") % {"unit": self.unit})
        return redirect("units")

    def context(self) -> dict[str, Any]:
        intro = _(
            "After the last day nobody can act there any more. What is open goes to the unit that takes over then. "
            "Its earlier figures stay its own."
        )
        heading = _("Close down %(unit)s") % {"unit": self.unit}
        between = crumbs("units", (self.unit.name, reverse("unit", args=[self.unit.pk])))
        return {"heading": heading, "intro": intro, "submit": _("Close down the unit"), "crumbs": between}


class Centres(AdministrationPage):
    """Every family centre of the installation: a principal may place its units at any of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"centres": FamilyCentre.objects.order_by("name"), "shared": set(shared_centres(self.by))}
        return render(request, "workflows/administration/centres.html", context)


class OpenCentre(AdministrationStep):
    def form(self, data: Any = None) -> NewCentreForm:
        return NewCentreForm(data, by=self.by)

    def save(self, form: NewCentreForm) -> HttpResponse:
        facts = form.cleaned_data
        opened = open_centre(name=facts["name"], units=[facts["unit"]], valid_from=facts["valid_from"], by=self.by)
        return redirect("centre", opened.pk)

    def context(self) -> dict[str, Any]:
        intro = _("It begins with one of your units. The other principals place theirs themselves.")
        words = {"heading": _("Add a family centre"), "intro": intro, "submit": _("Add the family centre")}
        return words | {"crumbs": crumbs("centres")}


class CentrePage(AdministrationStep):
    """Who is placed at the centre, and its name."""

    template_name = "workflows/administration/centre.html"

    def find(self, key: int) -> None:
        self.centre = get_object_or_404(FamilyCentre, pk=key)

    def form(self, data: Any = None) -> CentreNameForm:
        return CentreNameForm(data, initial={"name": self.centre.name})

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        get_object_or_404(shared_centres(self.by), **keys)
        return super().post(request, **keys)

    def save(self, form: CentreNameForm) -> HttpResponse:
        rename_centre(centre=self.centre, name=form.cleaned_data["name"], by=self.by)
        messages.success(self.request, _("The centre has a new name."))
        return redirect("centre", self.centre.pk)

    def context(self) -> dict[str, Any]:
        placements = self.centre.placements.select_related("unit__provider").order_by("unit__name", "valid_from")
        return {
            "centre": self.centre,
            "heading": self.centre.name,
            "placements": placements,
            "today": timezone.localdate(),
            "own": set(own_placements(self.by).filter(centre=self.centre)),
            "is_shared": shared_centres(self.by).filter(pk=self.centre.pk).exists(),
            "submit": _("Change the name"),
            "crumbs": crumbs("centres"),
        }


class PlaceUnit(AdministrationStep):
    def find(self, key: int) -> None:
        self.centre = get_object_or_404(FamilyCentre, pk=key)

    def form(self, data: Any = None) -> PlaceForm:
        return PlaceForm(data, by=self.by)

    def save(self, form: PlaceForm) -> HttpResponse:
        placed = place_unit(centre=self.centre, by=self.by, **form.cleaned_data)
        messages.success(self.request, _("%(unit)s is placed at the centre.") % {"unit": placed.unit})
        return redirect("centre", self.centre.pk)

    def context(self) -> dict[str, Any]:
        heading = _("Place a unit at %(centre)s") % {"centre": self.centre}
        intro = _("Whoever coordinates the centre sees the times of the unit's meetings, never whom they are about.")
        between = crumbs("centres", (self.centre.name, reverse("centre", args=[self.centre.pk])))
        return {"heading": heading, "intro": intro, "submit": _("Place the unit"), "crumbs": between}


class EndPlacement(AdministrationStep):
    def find(self, key: int) -> None:
        self.placement = get_object_or_404(own_placements(self.by), pk=key)

    def form(self, data: Any = None) -> EndForm:
        return EndForm(data, initial={"valid_to": self.placement.valid_to})

    def save(self, form: EndForm) -> HttpResponse:
        end_placement(placement=self.placement, last_day=form.cleaned_data["valid_to"], by=self.by)
        return redirect("centre", self.placement.centre_id)

    def context(self) -> dict[str, Any]:
        names = {"unit": self.placement.unit, "centre": self.placement.centre}
        heading = _("End the placement of %(unit)s at %(centre)s") % names
        between = crumbs("centres", (self.placement.centre.name, reverse("centre", args=[self.placement.centre_id])))
        return {"heading": heading, "submit": _("End the placement"), "crumbs": between}
