from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.ground import GroundForm
from cases.models import DutyToTell, LegalGround


class ForwardForm(GroundForm):
    """What of a received referral is passed on, to whom, and on which ground.

    `parts`: origin → heading; `ticked`: the origins of those that are ticked beforehand.
    """

    asked_for = ("receiver", "ground", "group", "duty", "section", "need", "valid_to")

    parts = forms.MultipleChoiceField(
        label=_("What you pass on"),
        widget=forms.CheckboxSelectMultiple({"class": "choices"}),
        help_text=_("Who it is about is always told. What you do not tick stays with your unit."),
    )

    field_order = ["parts"]

    def __init__(
        self,
        *args: Any,
        parts: dict[str, str],
        ticked: list[str],
        units: Any,
        grounds: Iterable[LegalGround],
        duties: Iterable[DutyToTell],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("parts", list(parts.items()))
        self.fields["parts"].initial = ticked
        self.offer_grounds(units, grounds, duties)
