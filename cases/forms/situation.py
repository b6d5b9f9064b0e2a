"""What social services ask themselves of a family: one line for each question."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Text
from cases.forms.parenthood import Keyed
from cases.models import SituationAnswer, SituationQuestion
from cases.models.parenthood import NOT_ASKED
from cases.selectors.situation import Prompt

Standing = SituationAnswer.Standing


class SituationForm(StepForm):
    """`prompts`: the questions of the day, each with the answer that stands."""

    def __init__(self, *args: Any, prompts: Sequence[Prompt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prompts = list(prompts)
        for each in self.prompts:
            row, key = each.row, each.question.key
            self.fields[key] = forms.ChoiceField(
                label=each.question.text,
                required=False,
                choices=[*Standing.choices[1:], Standing.choices[0]],
                initial=row.answer if row else NOT_ASKED,
                widget=Keyed(attrs={"class": "seg"}),
            )
            label = _("In short, or why it is not relevant")
            self.fields[f"{key}-text"] = Text(label=label, limit=500, required=False, initial=row.text if row else "")
        for field in self.fields.values():
            field.is_asked_for = True  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[tuple[Prompt, Any, Any, bool]]:
        """Each question with its bound fields, answer and words; and whether it is the last of its source."""
        sources = [each.question.source for each in self.prompts]
        is_last = [source != after for source, after in zip(sources, [*sources[1:], ""], strict=True)]
        return [
            (each, self[each.question.key], self[f"{each.question.key}-text"], last)
            for each, last in zip(self.prompts, is_last, strict=True)
        ]

    def answers(self) -> list[tuple[SituationQuestion, str, str]]:
        """What was answered: question, answer, words. A question that did not come along stays as it stands."""
        cleaned = self.cleaned_data
        said = ((each.question, cleaned[each.question.key]) for each in self.prompts)
        return [(question, answer, cleaned[f"{question.key}-text"]) for question, answer in said if answer]
