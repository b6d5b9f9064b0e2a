from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Day, Text
from cases.models import Evaluation, FollowUp
from cases.models.case import PLAN_ENDINGS


class FollowUpForm(StepForm):
    """How the plan goes, and what happens now."""

    held_on = Day(label=_("Held on"))
    outcome = forms.ChoiceField(
        label=_("What happens now?"),
        choices=[choice for choice in FollowUp.Outcome.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    next_on = Day(label=_("Next follow-up"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = timezone.localdate()


class ClosureForm(StepForm):
    """Why the case ends, and how the family sees it."""

    reason = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=[(each.value, each.label) for each in PLAN_ENDINGS],
        widget=forms.RadioSelect,
    )
    grade = forms.ChoiceField(
        label=_("What does the family say?"), choices=Evaluation.Grade.choices, widget=forms.RadioSelect
    )
    own_words = Text(label=_("In the family's own words"), required=False, limit=2000, rows=3)
    said_by = Text(label=_("Who said it?"), required=False, limit=120)


class NoteForm(StepForm):
    """A working note of one's own unit."""

    text = Text(label=_("Note"), limit=20_000, rows=8)
    objection = Text(
        label=_("What the person objects to"),
        required=False,
        limit=2000,
        rows=2,
        help_text=_("If the person says that something in the note is wrong, write it here."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
