"""Recording at a clinic: one screen of ticks, numbers, answers and a short text. Nothing is computed here."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Day, Text, WeeksAndDays
from cases.forms.person import PersonForm
from cases.models import (
    CasePerson,
    Finding,
    HealthContact,
    HealthStep,
    Instrument,
    InstrumentItem,
    Programme,
    ProgrammeStep,
    ProgrammeVersion,
)
from cases.services.health import Done
from cases.services.person import PersonFacts

Outcome = HealthStep.Outcome
# What item_name makes.
ITEM = re.compile(r"[a-z0-9-]+-item_[0-9]+")
# What a measure is written in, beside the smallest and the largest that anybody can have.
MEASURES = {
    "weight": (_("Weight"), _("g"), 300, 80_000),
    "length": (_("Length"), _("cm"), 20, 160),
    "head": (_("Head"), _("cm"), 15, 65),
}


class Centimetres(forms.DecimalField):
    """Centimetres with one decimal, comma or point; cleans to whole millimetres."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        return None if cleaned is None else int((cleaned * 10).quantize(Decimal(1), ROUND_HALF_UP))

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / 10:.1f}".replace(".", ",") if isinstance(value, int) else value


class RecordForm(StepForm):
    """A step of the programme as one form: the child's part, then each instrument for the parent who answers."""

    outcome = forms.ChoiceField(label=_("What came of it?"), choices=Outcome.choices, initial=Outcome.DONE)
    happened_on = Day(label=_("When?"))
    about = forms.ChoiceField(label=_("Who answers?"), required=False)
    text = Text(label=_("Short note"), limit=2000, rows=2, required=False)

    def __init__(self, *args: Any, step: ProgrammeStep, instruments: list[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step, self.instruments = step, instruments
        self.fields["outcome"].widget = forms.RadioSelect(choices=Outcome.choices, attrs={"class": "seg"})
        self.fields["happened_on"].initial = timezone.localdate()
        for name in step.measures:
            label, unit, least, most = MEASURES[name]
            make = forms.IntegerField if name == "weight" else Centimetres
            self.fields[name] = make(label=f"{label} ({unit})", required=False, min_value=least, max_value=most)
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "field-short"})
        if step.content:
            self.fields["ticked"] = forms.MultipleChoiceField(
                label=_("Taken up"),
                help_text=_("Press a digit to tick."),
                required=False,
                choices=[(each, each) for each in step.content],
                widget=forms.CheckboxSelectMultiple,
            )
        for instrument in instruments:
            for item in instrument.items.all():
                self.fields[item_name(instrument, item.number)] = question_field(item)
        if not instruments:
            del self.fields["about"]
        # A visit has some of it and not all: "optional" at each question would say nothing.
        for field in self.fields.values():
            field.is_asked_for = True  # type: ignore[attr-defined]

    @property
    def measures(self) -> list[Any]:
        return [self[name] for name in self.step.measures]

    @property
    def rows_by_instrument(self) -> list[tuple[Instrument, list[Any]]]:
        """Each instrument with its bound fields, in the order of its items."""
        return [(each, [self[item_name(each, item.number)] for item in each.items.all()]) for each in self.instruments]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for instrument in self.instruments:
            known = [item_name(instrument, item.number) for item in instrument.items.all()]
            if any(name.startswith(f"{instrument.slug}-item_") and name not in known for name in self.data):
                words = {"instrument": instrument.name, "count": len(known)}
                self.add_error(known[-1], _("%(instrument)s has %(count)d questions, and no more.") % words)
        self._refuse_strays()
        if any(self._answers(each) for each in self.instruments) and not cleaned.get("about"):
            self.add_error("about", _("Choose whose answers they are."))
        return cleaned

    def _refuse_strays(self) -> None:
        """A form that was opened before the step had other instruments, as without network: nothing is lost unsaid."""
        slugs = tuple(f"{each.slug}-item_" for each in self.instruments)
        names = [name for name in self.data if ITEM.fullmatch(name) and not name.startswith(slugs)]
        if found := [f"{name.replace('-item_', ' ')}: {self.data[name]}" for name in names if self.data[name]]:
            words = _(
                "This visit no longer has these questions, and the answers are not saved: %(answers)s. Write them "
                "down, and save again."
            )
            self.add_error(None, words % {"answers": ", ".join(found)[:1000]})

    def done(self) -> Done:
        cleaned = self.cleaned_data
        return Done(
            outcome=Outcome(cleaned["outcome"]),
            happened_on=cleaned["happened_on"],
            ticked=tuple(cleaned.get("ticked", ())),
            text=cleaned["text"],
            measures={name: cleaned.get(name) for name in self.step.measures},
        )

    def answers(self) -> list[tuple[Instrument, dict[int, int]]]:
        """Every instrument that has an answer, with item number → points."""
        found = ((each, self._answers(each)) for each in self.instruments)
        return [(instrument, answers) for instrument, answers in found if answers]

    def _answers(self, instrument: Instrument) -> dict[int, int]:
        named = {
            item.number: self.cleaned_data.get(item_name(instrument, item.number)) for item in instrument.items.all()
        }
        return {number: points for number, points in named.items() if points is not None}


class EnrolForm(PersonForm):
    """A child, a pregnancy or a patient at the clinic; for a pregnancy the names are those of who is pregnant."""

    asked_for = ("given_name", "family_name", "number", "birth_date", "expected_birth", "days_at_birth")

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())
    expected_birth = Day(label=_("Expected birth"), required=False, help_text=_("Only for a pregnancy."))
    days_at_birth = WeeksAndDays(
        label=_("Born in week"),
        required=False,
        help_text=_("Weeks and days, as 36+2. Needed when the child was born before week 37."),
    )

    field_order = ["programme", "given_name", "family_name", "number", "birth_date", "days_at_birth", "expected_birth"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begun = ProgrammeVersion.objects.filter(is_draft=False, valid_from__lte=timezone.localdate())
        self.offer_rows("programme", Programme.objects.filter(pk__in=begun.values("programme")).order_by("name"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("given_name") or cleaned.get("family_name")):
            self.add_error("given_name", _("Write the name."))
        programme = cleaned.get("programme")
        if programme and programme.about == Programme.About.PREGNANCY and not cleaned.get("expected_birth"):
            self.add_error("expected_birth", _("Write when the child is expected."))
        return cleaned

    def subjects(self) -> tuple[PersonFacts, PersonFacts | None]:
        """Who the contact is about, and who carries it when it is not born."""
        if self.cleaned_data["programme"].about != Programme.About.PREGNANCY:
            return self.facts(), None
        protection = self.cleaned_data["protection"]
        return PersonFacts(expected_birth=self.cleaned_data["expected_birth"], protection=protection), self.facts()


class EndContactForm(StepForm):
    ending = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=[choice for choice in HealthContact.Ending.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    ended_on = Day(label=_("When?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = timezone.localdate()


class TellOverdueForm(StepForm):
    """To which units of which plan; each is offered only where consent lets it know."""

    to = forms.MultipleChoiceField(label=_("To whom?"), widget=forms.CheckboxSelectMultiple)


class FindingForm(StepForm):
    """What is done about a finding; nothing is sent by itself."""

    action = forms.ChoiceField(
        label=_("What do you do?"),
        choices=[choice for choice in Finding.Action.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    text = Text(label=_("In short"), limit=2000, rows=3, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput)

    asked_for = ("text",)


def question_field(item: InstrumentItem, *, left_out: str = "") -> forms.TypedChoiceField:
    """One question with its answers; `left_out`: the words for an answer that is taken away."""
    none = [("", left_out)] if left_out else []
    return forms.TypedChoiceField(
        label=item.text or _("Question %(number)d") % {"number": item.number},
        required=False,
        empty_value=None,
        coerce=int,
        choices=[*none, *item.choices],
        widget=forms.RadioSelect(attrs={"class": "seg"}),
    )


def item_name(instrument: Instrument, number: int) -> str:
    """The field of one question; cases/services/instrument.py names its errors by the part after the slug."""
    return f"{instrument.slug}-item_{number}"


def people_to_answer(people: list[CasePerson], instruments: list[Instrument]) -> list[tuple[str, str]]:
    """Whose answers can be written down: parents for what is asked of a parent, else who the contact is about."""
    wants_parent = any(each.about == Instrument.About.PARENT for each in instruments)
    is_parent = {CasePerson.Relation.PARENT, CasePerson.Relation.GUARDIAN, CasePerson.Relation.PARTNER}
    fit = [each for each in people if (each.relation in is_parent) == wants_parent]
    return [(str(each.pk), str(each)) for each in fit]
