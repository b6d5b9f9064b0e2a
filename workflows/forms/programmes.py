"""The system administrator's forms of programmes and instruments."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.ages import AgeUnit, CountsFrom
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text
from cases.models import Certainty, Instrument, InstrumentItem, Programme, ProgrammeStep, ProgrammeVersion
from cases.services.programme import COUNTED_FROM, StepFacts, VersionFacts
from cases.services.wording import Worded

MOST_LINES, LONGEST_LINE = 20, 120
MEASURE_NAMES = [("weight", _("Weight")), ("length", _("Length")), ("head", _("Head"))]


class Lines(Text):
    """Short lines of text, one thing on each; cleans to a tuple without empty ones."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        super().__init__(limit=MOST_LINES * (LONGEST_LINE + 2), rows=rows, **options)

    def clean(self, value: Any) -> Any:
        lines = tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            words = _("At most %(lines)d lines of %(length)d characters.")
            raise forms.ValidationError(words % {"lines": MOST_LINES, "length": LONGEST_LINE})
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class ProgrammeForm(StepForm):
    name = Text(label=_("What is the programme called?"), limit=120)
    about = forms.ChoiceField(label=_("Whom is it for?"), choices=Programme.About.choices, widget=forms.RadioSelect)


class ProgrammeVersionForm(StepForm):
    """What a version is called, and where it is written."""

    name = Text(label=_("What is the version called?"), limit=120, help_text=_("For example the year it is from."))
    source = Text(label=_("Source"), limit=300, rows=2, help_text=_("Where it is written, as others can find it."))
    certainty = forms.ChoiceField(label=_("How sure is it?"), choices=Certainty.choices, widget=forms.RadioSelect)
    valid_from = Day(label=_("Holds from"))

    @staticmethod
    def values_of(version: ProgrammeVersion) -> dict[str, Any]:
        return {name: getattr(version, name) for name in ("name", "source", "certainty", "valid_from")}

    @property
    def facts(self) -> VersionFacts:
        given = self.cleaned_data
        return VersionFacts(**(given | {"certainty": Certainty(given["certainty"])}))


class BeginForm(StepForm):
    valid_from = Day(label=_("Holds from"))


class ProgrammeStepForm(StepForm):
    """One step: the window, where, by whom, what is taken up and asked. `closes` is the last age, included."""

    name = Text(label=_("What is the step called?"), limit=80)
    counts_from = forms.ChoiceField(label=_("What is its time counted from?"))
    unit = forms.ChoiceField(label=_("Counted in"), choices=AgeUnit.choices)
    opens = forms.IntegerField(label=_("From"), min_value=0, max_value=1000)
    closes = forms.IntegerField(label=_("Up to and including"), min_value=0, max_value=1000)
    place = forms.ChoiceField(label=_("Where?"), choices=ProgrammeStep.Place.choices)
    held_by = Text(label=_("By whom?"), limit=80, help_text=_("A profession, no name."))
    level = forms.ChoiceField(
        label=_("Who is offered it?"), choices=ProgrammeStep.Level.choices, widget=forms.RadioSelect
    )
    content = Lines(label=_("What is taken up?"), required=False, help_text=_("One thing a line."))
    instruments = forms.MultipleChoiceField(label=_("Instruments"), required=False, widget=forms.CheckboxSelectMultiple)
    measures = forms.MultipleChoiceField(
        label=_("Measured"), required=False, choices=MEASURE_NAMES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, programme: Programme, instruments: Sequence[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = Programme.About(programme.about)
        self.offer("counts_from", [(each.value, str(each.label)) for each in COUNTED_FROM[about]])
        self.offer("instruments", [(each.slug, each.name) for each in instruments])
        self.fields["level"].initial = ProgrammeStep.Level.ALL
        for name in ("opens", "closes"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"})
        if programme.about != Programme.About.CHILD:
            del self.fields["measures"]

    @staticmethod
    def values_of(step: ProgrammeStep) -> dict[str, Any]:
        names = ("name", "counts_from", "unit", "opens", "place", "held_by", "level", "content", "instruments")
        values = {name: getattr(step, name) for name in (*names, "measures")}
        return values | {"closes": step.closes - 1}

    @property
    def facts(self) -> StepFacts:
        given = self.cleaned_data
        return StepFacts(
            name=given["name"],
            counts_from=CountsFrom(given["counts_from"]),
            unit=AgeUnit(given["unit"]),
            opens=given["opens"],
            closes=given["closes"] + 1,
            place=ProgrammeStep.Place(given["place"]),
            held_by=given["held_by"],
            level=ProgrammeStep.Level(given["level"]),
            content=given["content"],
            instruments=tuple(given["instruments"]),
            measures=tuple(given.get("measures", ())),
        )


class WordingForm(StepForm):
    """The wording of each question, and of its answers, as a provider may print them."""

    def __init__(self, *args: Any, items: Sequence[InstrumentItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            number = {"number": item.number}
            points = ", ".join(map(str, item.points))
            self.fields[f"text_{item.number}"] = Text(
                label=_("Question %(number)d") % number, limit=300, rows=2, required=False
            )
            self.fields[f"labels_{item.number}"] = Lines(
                label=_("Answers to question %(number)d") % number,
                rows=len(item.points),
                required=False,
                help_text=_("One a line, for %(points)s points in that order.") % {"points": points},
            )
            for own in item.own:  # type: ignore[attr-defined]
                self.initial[f"text_{item.number}"] = own.text
                self.initial[f"labels_{item.number}"] = own.labels
        # All may be left empty, as the page says once.
        for field in self.fields.values():
            field.is_asked_for = True  # type: ignore[attr-defined]

    @property
    def wordings(self) -> dict[int, Worded]:
        given = self.cleaned_data
        return {
            each.number: Worded(given[f"text_{each.number}"], given[f"labels_{each.number}"]) for each in self.items
        }
