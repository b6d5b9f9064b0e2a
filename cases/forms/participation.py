from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.models import Participation


class EndPartForm(StepForm):
    """Why a unit's or a person's part in the case ends."""

    reason = forms.ChoiceField(label=_("Why?"), choices=Participation.EndReason.choices, widget=forms.RadioSelect)
