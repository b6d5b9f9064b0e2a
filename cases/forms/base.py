from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from accounts.errors import AccountsError
from cases.errors import CaseError

# What Django says where nothing is chosen: a word is said instead.
[[_blank, DASHES]] = BLANK_CHOICE_DASH


class StepForm(forms.Form):
    """A short form of one step. What a service refuses is shown at its field, and the text is kept."""

    required_css_class = "is-required"
    # Not required of every answer, but of some: not marked as optional.
    asked_for: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.asked_for:
            self.fields[name].is_asked_for = True  # type: ignore[attr-defined]

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """What the field `name` can be, known only when the form is shown."""
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)

    def offer_rows(self, name: str, rows: QuerySet) -> None:
        """Which rows the field `name` can be, known only when the form is shown."""
        field = cast("forms.ModelChoiceField", self.fields[name])
        field.queryset = rows
        if field.empty_label == DASHES:
            field.empty_label = _("Choose")

    def take_up(self, draft: dict[str, list[str]]) -> None:
        """Fills in what was typed before the session ended: field name → values, as a browser sends them."""
        for name, field in self.fields.items():
            values = draft.get(name, [])
            if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
                self.initial[name] = values
            elif isinstance(field, forms.BooleanField):
                self.initial[name] = bool(values)
            elif values:
                self.initial[name] = values[-1]

    def refuse(self, refused: CaseError | AccountsError) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, str(refused.message))
