from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Text
from cases.models import CaseTargetGroup, Deviation
from cases.selectors.participation import participating_units


class TargetGroupsForm(StepForm):
    """Which groups with special needs of collaboration the case concerns."""

    groups = forms.MultipleChoiceField(
        label=_("The case concerns"),
        choices=CaseTargetGroup.Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class DeviationForm(StepForm):
    """Somebody did not come, or did not do what was agreed."""

    kind = forms.ChoiceField(label=_("What happened?"), choices=Deviation.Kind.choices, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=_("Which unit?"), required=False)
    party = Text(label=_("Or who else?"), required=False)
    text = Text(label=_("Describe it shortly"), limit=2000, rows=3)

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in participating_units(case)}
        names = [(key, unit.name) for key, unit in self.units.items()]
        self.offer("unit", [("", str(_("None of these"))), *names])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("unit")) == bool(cleaned.get("party")):
            self.add_error("unit", _("Choose a unit, or write who else."))
        return cleaned


class ReasonForm(StepForm):
    """Why the archive has to be opened."""

    reason = Text(label=_("Why do you need to open the archive?"), limit=300, rows=3)
