"""A birth as one form, a block for each child; and the length of a pregnancy, corrected afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Day, Number, Text, WeeksAndDays
from cases.models import Birth
from cases.services.birth import Newborn
from cases.services.person import PersonFacts

Outcome = Birth.Outcome
MOST_CHILDREN = 6
NAMES = ("outcome", "birth_date", "days_at_birth", "number", "given_name", "family_name", "goes_to_others")


class BirthForm(StepForm):
    """The children of a birth: field «2-number» is the second one's."""

    children = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_CHILDREN)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = count
        self.fields["children"].initial = count
        for number in range(1, count + 1):
            for name, field in _fields_of_a_child().items():
                self.fields[f"{number}-{name}"] = field
                field.is_asked_for = name == "birth_date"  # type: ignore[attr-defined]

    @property
    def blocks(self) -> list[tuple[int, list[Any]]]:
        """Each child's number in order, with its bound fields."""
        return [(number, [self[f"{number}-{name}"] for name in NAMES]) for number in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, self.count + 1):
            known = {f"{number}-birth_date", f"{number}-number"}
            if not any(cleaned.get(name) for name in known) and not known & set(self.errors):
                self.add_error(f"{number}-birth_date", _("Write the birth date or the child's number."))
        return cleaned

    def newborns(self) -> list[Newborn]:
        return [self._newborn(number) for number in range(1, self.count + 1)]

    def _newborn(self, number: int) -> Newborn:
        typed = {name: self.cleaned_data[f"{number}-{name}"] for name in NAMES}
        facts = {name: typed[name] for name in ("given_name", "family_name", "number", "birth_date")}
        return Newborn(
            outcome=Outcome(typed["outcome"]),
            facts=PersonFacts(**facts),
            days_at_birth=typed["days_at_birth"],
            goes_to_others=typed["goes_to_others"],
        )


class DaysForm(StepForm):
    """What a schedule is counted from, as it turned out to be: the expected birth, or how far the pregnancy went."""

    expected_birth = Day(label=_("Expected birth"))
    days_at_birth = WeeksAndDays(label=_("Born in week"), help_text=_("Weeks and days, as 36+2."))

    def __init__(self, *args: Any, is_born: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["expected_birth" if is_born else "days_at_birth"]


def _fields_of_a_child() -> dict[str, forms.Field]:
    return {
        "outcome": forms.ChoiceField(
            label=_("How was the child born?"),
            choices=Outcome.choices,
            initial=Outcome.LIVE,
            widget=forms.RadioSelect(attrs={"class": "seg"}),
        ),
        "birth_date": Day(label=_("Birth date"), required=False, help_text=_("Or the number below.")),
        "days_at_birth": WeeksAndDays(
            label=_("Born in week"),
            required=False,
            help_text=_("Weeks and days, as 36+2. Left empty it is counted from the expected birth."),
        ),
        "number": Number(
            label=_("Number"),
            required=False,
            help_text=_("Personal identity number or reserve number, if there is one."),
        ),
        "given_name": Text(label=_("First name"), required=False),
        "family_name": Text(label=_("Last name"), required=False),
        "goes_to_others": forms.BooleanField(
            label=_("The child goes to other guardians"),
            required=False,
            help_text=_("Adoption, or placed from birth. Nothing of the child stays in this pregnancy."),
        ),
    }
