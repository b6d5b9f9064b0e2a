from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Day, Text


class VerifyGroundForm(StepForm):
    """Who has read the text of a ground, when, and which text."""

    name = Text(
        label=_("Who has read the text of the law?"), limit=120, help_text=_("First and last name, and what they are.")
    )
    on = Day(label=_("When?"))
    source = Text(
        label=_("Which text was read?"), limit=200, help_text=_("For example OSL as it reads with SFS 2026:100.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class SwitchOffGroundForm(StepForm):
    reason = Text(label=_("Why is it switched off?"), limit=100, rows=2)
