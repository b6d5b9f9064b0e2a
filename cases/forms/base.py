from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms

from cases.errors import CaseError


class StepForm(forms.Form):
    """A short form of one step. What a service refuses is shown at its field, and the text is kept."""

    required_css_class = "is-required"
    # Not required of every answer, but of some: not marked as optional.
    asked_for: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.asked_for:
            self.fields[name].is_asked_for = True

    @contextmanager
    def showing_errors(self) -> Iterator[None]:
        """`with form.showing_errors(): service(...)`; afterwards ask `form.is_valid()` again."""
        try:
            yield
        except CaseError as refused:
            self.refuse(refused)

    def resume(self, written: Mapping[str, list[str]]) -> None:
        """Fills a form not yet sent with what had been typed into it: texts by the names of their fields."""
        for name, field in self.fields.items():
            texts = written.get(name, [])
            if isinstance(field, forms.BooleanField):
                self.initial[name] = bool(texts)
            elif isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
                self.initial[name] = texts
            elif texts:
                self.initial[name] = texts[-1]

    def refuse(self, refused: CaseError) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, str(refused.message))
