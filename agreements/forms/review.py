"""Forms in which people say what they make of a round: words, judgements, the action plan."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment
from agreements.models import Clause, ClauseAssessment, ClauseIndicator
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text

LONGEST = 1000


class WordsForm(StepForm):
    """One text per indicator, each free to leave empty."""

    def __init__(self, *args: Any, indicators: Iterable[tuple[ClauseIndicator, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = {f"words_{row.pk}": row for row, _label, _figure in indicators}
        for row, label, figure in indicators:
            field = Text(label=label, help_text=figure, required=False, limit=LONGEST, rows=2)
            field.is_asked_for = True  # type: ignore[attr-defined]
            self.fields[f"words_{row.pk}"] = field

    def words(self) -> Iterator[tuple[ClauseIndicator, str]]:
        for name, row in self.indicators.items():
            yield row, self.cleaned_data[name]


class AssessForm(StepForm):
    asked_for = ("text",)
    level = forms.ChoiceField(
        label=_("Your judgement"), choices=ClauseAssessment.Level.choices, widget=forms.RadioSelect
    )
    text = Text(
        label=_("As the report says it"),
        required=False,
        limit=LONGEST,
        rows=2,
        help_text=_("Leave it empty, and the report says the judgement as it stands above."),
    )
    why = Text(label=_("Why?"), limit=LONGEST, rows=3)


class AdoptForm(StepForm):
    """The password once more: the report is adopted by the one who sits there."""

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class MeasureForm(StepForm):
    clause = forms.ModelChoiceField(label=_("Clause"), queryset=Clause.objects.none())
    text = Text(label=_("What is to be done?"), limit=LONGEST, rows=3)
    owner = forms.ModelChoiceField(label=_("Who sees to it?"), queryset=Assignment.objects.none())
    due_on = Day(label=_("Done by"))


class OutcomeForm(StepForm):
    outcome = Text(label=_("What came of it?"), limit=LONGEST, rows=3)
