"""Forms about a report: which period it is to be on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.reports.quarters import quarter_words
from agreements.reports.release import Period
from cases.forms.base import StepForm

NOT_OVER = {"invalid_choice": _("Choose a whole quarter that is over.")}


class PeriodForm(StepForm):
    """From one quarter to another, both in the report. Only those that are offered can be chosen."""

    period_from = forms.ChoiceField(label=_("First quarter"), error_messages=NOT_OVER)
    period_to = forms.ChoiceField(label=_("Last quarter"), error_messages=NOT_OVER)

    def __init__(self, *args: Any, quarters: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarters = {each.first.isoformat(): each for each in quarters}
        for name in ("period_from", "period_to"):
            self.offer(name, [(key, quarter_words(each)) for key, each in self.quarters.items()])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        names = ("period_from", "period_to")
        if all(name in given for name in names) and given["period_from"] > given["period_to"]:
            self.add_error("period_to", _("The last quarter lies before the first one."))
        return given

    @property
    def period(self) -> Period:
        """Of a form that is valid."""
        given = self.cleaned_data
        return Period(self.quarters[given["period_from"]].first, self.quarters[given["period_to"]].last)
