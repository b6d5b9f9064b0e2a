"""Forms in which an agreement is entered and changed."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import FamilyCentre, Principal
from agreements.forms.length import LengthForm
from agreements.indicators.registry import INDICATORS
from agreements.models import Clause, ClauseIndicator, RuleSet
from agreements.services.clause import ClauseFacts, IndicatorFacts
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text
from cases.models import CaseTargetGroup


class Percent(forms.DecimalField):
    """A share as people write it, 0 to 100 with a point or comma; cleans to 0–1, None when left empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input-time"})

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=100, decimal_places=2, required=False, **options)

    def to_python(self, value: Any) -> Any:
        text = value.strip().removesuffix("%").strip().replace(",", ".") if isinstance(value, str) else value
        return super().to_python(text)

    def clean(self, value: Any) -> Decimal | None:
        percent = super().clean(value)
        return None if percent is None else percent / 100

    def prepare_value(self, value: Any) -> Any:
        return f"{(value * 100).normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class RuleSetForm(StepForm):
    """What an agreement is, before it says anything."""

    title = Text(label=_("Title"))
    slug = forms.SlugField(label=_("Short name"), max_length=60, help_text=_("Small letters, digits and hyphens."))
    kind = forms.ChoiceField(label=_("Kind"), choices=RuleSet.Kind.choices)
    parent = forms.ModelChoiceField(
        label=_("Under which agreement?"), queryset=RuleSet.objects.none(), required=False, empty_label=_("None")
    )
    review_interval_years = forms.IntegerField(
        label=_("Reviewed every how many years?"), min_value=1, max_value=20, required=False
    )
    review_owner = Text(label=_("Who reviews it?"), limit=120, required=False)
    quality_method = Text(label=_("By which method?"), limit=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frameworks = RuleSet.objects.filter(kind__in=[RuleSet.Kind.PRINCIPLE, RuleSet.Kind.FRAMEWORK])
        self.offer_rows("parent", frameworks)


class VersionForm(StepForm):
    """From when the new wording holds, and where it is written."""

    valid_from = Day(label=_("Holds from"))
    adopted = Text(label=_("When was it decided?"), limit=40, required=False)
    source = Text(label=_("Where is it written?"), limit=300)


class PutInForceForm(StepForm):
    """The day, once more: it may have come while the version was written."""

    valid_from = Day(label=_("Holds from"))


class ClauseForm(StepForm):
    """One promise, by whom, to which families."""

    code = Text(label=_("Code"), limit=20, help_text=_("As the agreement's people name it, for example J1."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Clause.Kind.choices, widget=forms.RadioSelect)
    party = forms.ChoiceField(label=_("Whose promise?"), choices=Clause.Party.choices, widget=forms.RadioSelect)
    text = Text(label=_("Text"), limit=2000, rows=3)
    source_reference = Text(label=_("Where in the agreement?"), required=False)
    target_groups = forms.MultipleChoiceField(
        label=_("Only for families whose case concerns"),
        choices=CaseTargetGroup.Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty where it holds for every family."),
    )

    @staticmethod
    def values_of(clause: Clause) -> dict[str, Any]:
        return {name: getattr(clause, name) for name in ClauseForm.base_fields}

    @property
    def facts(self) -> ClauseFacts:
        return ClauseFacts(**self.cleaned_data)


class IndicatorForm(StepForm):
    """By what the clause is measured, and what its parties call met."""

    key = forms.ChoiceField(label=_("Indicator"))
    target = Percent(label=_("Target, per cent"))
    met_from = Percent(label=_("Met from, per cent"))
    partly_from = Percent(label=_("Partly met from, per cent"))
    less_is_better = forms.BooleanField(label=_("Less is better"), required=False)

    def __init__(self, *args: Any, key: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {name: str(indicator.label) for name, indicator in INDICATORS.items()}
        choices = known if not key or key in known else {key: key, **known}
        self.offer("key", sorted(choices.items(), key=lambda each: each[1]))

    @staticmethod
    def values_of(indicator: ClauseIndicator) -> dict[str, Any]:
        values = {name: getattr(indicator, name) for name in ("key", "target", "met_from", "partly_from")}
        return values | {"less_is_better": not indicator.more_is_better}

    @property
    def facts(self) -> IndicatorFacts:
        values = dict(self.cleaned_data)
        return IndicatorFacts(more_is_better=not values.pop("less_is_better"), **values)


class ClockForm(LengthForm):
    """How long something may take by this clause."""

    key = forms.ChoiceField(label=_("What is counted?"))

    field_order = ("key", "length", "unit")

    def __init__(self, *args: Any, clocks: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """`clocks` are the keys that can be counted, with their words."""
        super().__init__(*args, **kwargs)
        self.offer("key", clocks)


class PartyForm(StepForm):
    """Who signs, and from when."""

    principal = forms.ModelChoiceField(label=_("Principal"), queryset=Principal.objects.none())
    valid_from = Day(label=_("Party from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("principal", Principal.objects.order_by("name"))


class CentreForm(StepForm):
    """Which family centre the agreement knows, and from when."""

    centre = forms.ModelChoiceField(label=_("Family centre"), queryset=FamilyCentre.objects.none())
    valid_from = Day(label=_("Asked from"))

    def __init__(self, *args: Any, rule_set: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = rule_set.centres.values("centre")
        self.offer_rows("centre", FamilyCentre.objects.exclude(pk__in=known).order_by("name"))


class EndForm(StepForm):
    """The last day something holds."""

    last_day = Day(label=_("Last day"))

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise ValidationError(_("The day must not be over."))
        return day
