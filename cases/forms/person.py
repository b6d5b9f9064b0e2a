from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Day, Number, Text
from cases.models import CasePerson
from cases.services.person import PersonFacts

Protection = CasePerson.Protection


class PersonForm(StepForm):
    """Somebody of the family: name, number or birth date, language, protection."""

    asked_for: tuple[str, ...] = ("given_name", "family_name")

    given_name = Text(label=_("First name"), required=False)
    family_name = Text(label=_("Last name"), required=False)
    number = Number(
        label=_("Number"),
        required=False,
        help_text=_("Personal identity, coordination or reserve number, as yyyymmdd-nnnn. Leave empty if not known."),
    )
    birth_date = Day(label=_("Birth date"), required=False, help_text=_("Only when there is no number: yyyy-mm-dd."))
    language = Text(label=_("Language"), required=False)
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    protection = forms.ChoiceField(label=_("Protected identity"), choices=Protection.choices, initial=Protection.NONE)

    def clean_birth_date(self) -> Any:
        day = self.cleaned_data["birth_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The birth date has not come yet. Is the child unborn?"))
        return day

    def facts(self, **more: Any) -> PersonFacts:
        """The cleaned form as facts; `more` adds or replaces."""
        names = ("given_name", "family_name", "number", "birth_date", "language", "needs_interpreter", "protection")
        return PersonFacts(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data} | more)


class RelativeForm(PersonForm):
    """A parent or other relative, with custody where it is so."""

    relation = forms.ChoiceField(
        label=_("Relation"),
        choices=[choice for choice in CasePerson.Relation.choices if choice[0] != CasePerson.Relation.SUBJECT],
        initial=CasePerson.Relation.PARENT,
    )
    has_custody = forms.BooleanField(label=_("Has custody of the child"), required=False, initial=True)
    custody_from = Day(
        label=_("Custody from"), required=False, help_text=_("Only when it begins later, or the day matters.")
    )

    field_order = ["given_name", "family_name", "relation", "has_custody", "custody_from"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("given_name") and not cleaned.get("family_name"):
            self.add_error("given_name", _("Write the name."))
        return cleaned


class SameChildForm(StepForm):
    """Which other cases are about the same child."""

    cases = forms.MultipleChoiceField(
        label=_("About the same child"), required=False, widget=forms.CheckboxSelectMultiple
    )


class CustodyForm(StepForm):
    """Whether somebody has custody of the child, and from and to which day."""

    has_custody = forms.BooleanField(label=_("Has custody of the child"), required=False)
    custody_from = Day(label=_("From"), required=False, help_text=_("The first day. Leave empty for since before."))
    custody_to = Day(label=_("Up to and including"), required=False, help_text=_("Leave empty when no end is known."))


class OpenPlanForm(PersonForm):
    """Start of a plan: about a child or parent, or about an unborn child and who carries it; and the need."""

    asked_for = ("given_name", "family_name", "number", "birth_date", "expected_birth")

    is_unborn = forms.BooleanField(
        label=_("The plan is about an unborn child"),
        required=False,
        help_text=_("Then write the pregnant person's name and number, and when the child is expected."),
    )
    expected_birth = Day(label=_("Expected birth"), required=False)
    need = Text(
        label=_("What is the need?"),
        limit=4000,
        rows=4,
        help_text=_(
            "What you have seen or heard, and why several need to work together. Others see it only after consent."
        ),
    )
    asked_by_family = forms.BooleanField(label=_("The family asks for the plan"), required=False)

    field_order = ["is_unborn", "expected_birth", "given_name", "family_name", "number", "birth_date"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("given_name") or cleaned.get("family_name")):
            self.add_error("given_name", _("Write the name."))
        if cleaned.get("is_unborn") and not cleaned.get("expected_birth") and "expected_birth" not in self.errors:
            self.add_error("expected_birth", _("Write when the child is expected."))
        is_identified = cleaned.get("number") or cleaned.get("birth_date") or cleaned.get("is_unborn")
        if not is_identified and not {"number", "birth_date"} & set(self.errors):
            self.add_error("number", _("Write the number, or the birth date."))
        return cleaned

    def subjects(self) -> tuple[PersonFacts, PersonFacts | None]:
        """Who the plan is about, and who carries it when it is not born."""
        if not self.cleaned_data["is_unborn"]:
            return self.facts(), None
        carrier = self.facts()
        unborn = PersonFacts(
            expected_birth=self.cleaned_data["expected_birth"], protection=self.cleaned_data["protection"]
        )
        return unborn, carrier


class NeedForm(StepForm):
    """Why a colleague who is not named has to open a case of the own, closed unit."""

    need = Text(label=_("Why do you need to open the case?"), limit=300, rows=3)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
