"""How long a clock runs: the part that every form of a clock begins with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.working_days import LONGEST, Unit
from cases.forms.base import StepForm


class LengthForm(StepForm):
    """`length` in `unit`, forty years at most."""

    length = forms.IntegerField(label=_("How long?"), min_value=0)
    unit = forms.ChoiceField(label=_("In what?"), choices=Unit.choices, widget=forms.RadioSelect)

    def clean_unit(self) -> Unit:
        return Unit(self.cleaned_data["unit"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        length, unit = cleaned.get("length"), cleaned.get("unit")
        if length is not None and unit and length > LONGEST[unit]:
            longest = {"longest": LONGEST[unit], "unit": unit.label}
            self.add_error("length", _("At most %(longest)s %(unit)s, which is forty years.") % longest)
        return cleaned
