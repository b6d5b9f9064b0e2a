from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text
from cases.models import CasePerson, Consent, ConsentAge, ConsentException, Topic

# How long a consent is proposed to hold; the family decides another day.
PROPOSED = timedelta(days=182)
SIDE_BY_SIDE = {"class": "seg"}
GRID = {"class": "choices choices--grid"}
INTERVENTIONS = (ConsentAge.Kind.ASSESSED, ConsentAge.Kind.OPEN)
TOPICS = [choice for choice in Topic.choices if choice[0] != Topic.IDENTITY]


class ConsentForm(StepForm):
    """One person's answer: what may be told to whom, until when, and what not."""

    asked_for = ("units", "topics", "valid_to")

    person = forms.ChoiceField(label=_("Who answers?"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=_("Answer"), choices=Consent.Answer.choices, widget=forms.RadioSelect(SIDE_BY_SIDE)
    )
    form = forms.ChoiceField(
        label=_("How was the answer given?"),
        choices=Consent.Form.choices,
        widget=forms.RadioSelect(SIDE_BY_SIDE),
        initial=Consent.Form.ORAL,
    )
    given_on = Day(label=_("When?"))
    units = forms.ModelMultipleChoiceField(
        label=_("Who may be told?"),
        queryset=CareUnit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "choices choices--columns"}),
    )
    parties = forms.MultipleChoiceField(
        label=_("Who outside Samplan may be told?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(
        label=_("About what?"), choices=TOPICS, required=False, widget=forms.CheckboxSelectMultiple(GRID)
    )
    not_shared = forms.MultipleChoiceField(
        label=_("What may not be told to anybody?"),
        choices=TOPICS,
        required=False,
        widget=forms.CheckboxSelectMultiple(GRID),
        help_text=_("Ask the family. What is ticked here stays with your unit."),
    )
    not_shared_words = Text(label=_("In the family's own words"), required=False, limit=500, rows=2)
    interventions = forms.MultipleChoiceField(
        label=_("Does the answer also concern interventions to the child?"),
        choices=[(kind.value, kind.label) for kind in INTERVENTIONS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only if you asked about it. What the law says at the child's age stands above."),
    )
    valid_to = Day(label=_("Holds until"), required=False)
    ask_again_on = Day(
        label=_("Ask again on"), required=False, help_text=_("Only when the answer is later: the clock stands still.")
    )
    childs_view = Text(
        label=_("What does the child think?"),
        required=False,
        limit=2000,
        rows=2,
        help_text=_("What the child said or showed, with regard to age and maturity."),
    )

    def __init__(
        self,
        *args: Any,
        people: list[CasePerson],
        units: Any,
        is_about_child: bool = False,
        parties: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        if not is_about_child:
            del self.fields["interventions"]
        self.offer("parties", [(name, name) for name in parties])
        if not parties:
            del self.fields["parties"]
        self.offer("person", [(key, str(person)) for key, person in self.people.items()])
        self.offer_rows("units", units)
        self.fields["units"].choices = by_provider(units)  # type: ignore[attr-defined]
        self.fields["given_on"].initial = timezone.localdate()
        self.fields["valid_to"].initial = timezone.localdate() + PROPOSED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == Consent.Answer.LATER:
            again = cleaned.get("ask_again_on")
            if "ask_again_on" not in self.errors and (again is None or again <= timezone.localdate()):
                self.add_error("ask_again_on", _("Write a day ahead on which you ask again."))
        if cleaned.get("answer") != Consent.Answer.YES:
            return cleaned
        for name, words in (("units", _("Choose who may be told.")), ("topics", _("Choose what may be told."))):
            is_told_on_paper = name == "units" and cleaned.get("parties")
            if not (cleaned.get(name) or is_told_on_paper) and name not in self.errors:
                self.add_error(name, words)
        both = set(cleaned.get("topics", [])) & set(cleaned.get("not_shared", []))
        if both:
            self.add_error("not_shared", _("The same topic cannot be both told and kept."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `record_consent`, all but case and by."""
        cleaned = self.cleaned_data
        topics = {Topic(topic) for topic in cleaned["topics"]}
        return {
            "person": self.people[cleaned["person"]],
            "answer": Consent.Answer(cleaned["answer"]),
            "form": Consent.Form(cleaned["form"]),
            "given_on": cleaned["given_on"],
            "valid_to": cleaned["valid_to"],
            "scopes": {unit: set(topics) for unit in cleaned["units"]},
            "parties": {name: set(topics) for name in cleaned.get("parties", ())},
            "not_shared": {Topic(topic) for topic in cleaned["not_shared"]},
            "not_shared_words": cleaned["not_shared_words"],
            "childs_view": cleaned["childs_view"],
            "interventions": {ConsentAge.Kind(kind) for kind in cleaned.get("interventions", ())},
        }


def by_provider(units: Iterable[CareUnit]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices of units under the name of their provider; expects units in the order of their providers."""
    found: dict[str, list[tuple[int, str]]] = {}
    for unit in units:
        found.setdefault(unit.provider.name, []).append((unit.pk, unit.name))
    return list(found.items())


class ConsentExceptionForm(StepForm):
    """Why somebody who must consent is not asked."""

    person = forms.ChoiceField(label=_("Who is not asked?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why?"), choices=ConsentException.Reason.choices, widget=forms.RadioSelect)
    explanation = Text(label=_("Describe what you know and what you have tried"), limit=2000, rows=3)
    valid_to = Day(
        label=_("Holds until"),
        required=False,
        help_text=_("The last day. Leave empty when no end is known. A day that has passed ends an earlier exception."),
    )

    def __init__(self, *args: Any, people: list[CasePerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.offer("person", [(key, str(person)) for key, person in self.people.items()])
