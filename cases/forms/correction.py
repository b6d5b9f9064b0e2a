"""Correcting what was recorded at a clinic: what stood stays in history, with why it was wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Day, Text
from cases.forms.health import FindingForm, RecordForm, question_field
from cases.models import Finding, HealthStep, InstrumentAnswers, ProgrammeStep

LONGEST_REASON = 300


def reason_field() -> Text:
    return Text(
        label=_("What was wrong?"),
        limit=LONGEST_REASON,
        rows=2,
        help_text=_("What stood before is kept, and can be read by those who read this."),
    )


class CorrectStepForm(RecordForm):
    """A recorded step as it should have been written; answers are corrected with whoever gave them."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: ProgrammeStep, **kwargs: Any) -> None:
        super().__init__(*args, step=step, instruments=[], **kwargs)
        self.fields["why"] = reason_field()

    @staticmethod
    def initial_of(row: HealthStep) -> dict[str, Any]:
        names = ("outcome", "happened_on", "ticked", "text", "weight", "length", "head", "edition")
        return {name: getattr(row, name) for name in names}


class CorrectAnswersForm(StepForm):
    """One person's answers to an instrument as they should have been written."""

    taken_on = Day(label=_("When?"))
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: InstrumentAnswers, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.initial_of(row), **kwargs)
        self.items = list(row.instrument.items.all())
        for item in self.items:
            self.fields[f"item_{item.number}"] = question_field(item, left_out=str(_("No answer")))
            self.fields[f"item_{item.number}"].is_asked_for = True  # type: ignore[attr-defined]
        self.fields["why"] = reason_field()

    @staticmethod
    def initial_of(row: InstrumentAnswers) -> dict[str, Any]:
        answers = {f"item_{number}": points for number, points in row.answers.items()}
        return {"taken_on": row.taken_on, "edition": row.edition} | answers

    def answers(self) -> dict[int, int]:
        """Item number → points, of those that are answered."""
        named = {item.number: self.cleaned_data.get(f"item_{item.number}") for item in self.items}
        return {number: points for number, points in named.items() if points is not None}


class ChangeDecisionForm(FindingForm):
    """Something else is done about a finding, or what was decided was written down wrongly."""

    change = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("anew", _("A new decision: something more, or else")), ("correction", _("A correction"))],
        widget=forms.RadioSelect,
        initial="anew",
    )

    field_order = ["change", "action", "text", "edition"]

    @staticmethod
    def initial_of(row: Finding) -> dict[str, Any]:
        return {"action": row.action, "text": row.text, "edition": row.edition}

    @property
    def is_correction(self) -> bool:
        return bool(self.cleaned_data["change"] == "correction")
