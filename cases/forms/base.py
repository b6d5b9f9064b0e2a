from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from cases.errors import CaseError


class StepForm(forms.Form):
    """A short form of one step. What a service refuses is shown at its field, and the text is kept."""

    required_css_class = "is-required"

    @contextmanager
    def showing_errors(self) -> Iterator[None]:
        """`with form.showing_errors(): service(...)`; afterwards ask `form.is_valid()` again."""
        try:
            yield
        except CaseError as refused:
            self.refuse(refused)

    def refuse(self, refused: CaseError) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, str(refused.message))
