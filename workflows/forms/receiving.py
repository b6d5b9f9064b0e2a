from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from cases.forms.base import StepForm
from cases.forms.fields import Clock


class ReceivingForm(StepForm):
    """Whether reports of concern come to the unit, and when."""

    asked_for = ("office_from", "office_to")

    receives_reports = forms.BooleanField(
        label=_("Reports of concern to the municipality come here"),
        required=False,
        help_text=_("Anybody in Samplan can then send reports to the unit (SoL 19 kap. 1 §)."),
    )
    answers_out_of_hours = forms.BooleanField(
        label=_("The unit is on call outside office hours"),
        required=False,
        help_text=_("Then it gets what comes outside the hours of the unit that receives by day."),
    )
    office_from = Clock(label=_("Office hours from"), required=False, help_text=_("On working days."))
    office_to = Clock(label=_("Office hours to"), required=False, help_text=_("On working days."))

    @staticmethod
    def initial_of(unit: CareUnit) -> dict[str, Any]:
        names = ("receives_reports", "answers_out_of_hours", "office_from", "office_to")
        return {name: getattr(unit, name) for name in names}
