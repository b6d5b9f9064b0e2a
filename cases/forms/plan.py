from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit, User
from cases.forms.base import StepForm
from cases.forms.consent import TOPICS
from cases.forms.fields import Day, Text
from cases.models import CasePerson, CoordinatedPlan, Intervention, Topic
from cases.selectors.plan import GoalWithInterventions


class SectionForm(StepForm):
    """What every section says of itself: its topic and whom it is about; consent is per topic and person."""

    topic = forms.ChoiceField(label=_("Topic"), choices=TOPICS)
    about = forms.ChoiceField(label=_("About"))

    def __init__(self, *args: Any, people: list[CasePerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.offer("about", [(key, str(person)) for key, person in self.people.items()])

    def common(self) -> dict[str, Any]:
        return {"topic": Topic(self.cleaned_data["topic"]), "about": self.people[self.cleaned_data["about"]]}


class NeedTextForm(SectionForm):
    text = Text(label=_("Need"), limit=4000, rows=3)
    field_order = ["text"]


class GoalForm(SectionForm):
    text = Text(label=_("What shall become better?"), limit=2000, rows=2)
    own_words = Text(
        label=_("In the family's own words"), required=False, limit=2000, rows=2, help_text=_("As they said it.")
    )
    own_words_by = Text(label=_("Who said it?"), required=False, limit=120)
    field_order = ["text", "own_words", "own_words_by"]


class StatementForm(SectionForm):
    text = Text(label=_("What was said"), limit=4000, rows=2)
    said_by = Text(label=_("Who said it?"), required=False, limit=120)
    field_order = ["text", "said_by"]


class InterventionForm(SectionForm):
    """Who does what by when. `who` is one list: the units and their people, the family, somebody else."""

    text = Text(label=_("What shall be done?"), limit=2000)
    goal = forms.ChoiceField(label=_("For which goal?"), required=False)
    who = forms.ChoiceField(label=_("Who does it?"))
    who_else = Text(label=_("Name, if somebody else"), required=False)
    starts_on = Day(label=_("Starts"), required=False)
    due_on = Day(label=_("Done by"))
    evaluated_by = Text(label=_("Who looks at how it went?"), required=False)
    field_order = ["text", "goal", "who", "who_else", "starts_on", "due_on", "evaluated_by"]

    def __init__(
        self, *args: Any, goals: list[GoalWithInterventions], doers: list[tuple[CareUnit, User | None]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.doers = {f"{unit.pk}:{user.pk if user else ''}": (unit, user) for unit, user in doers}
        self.goals = {str(each.goal.key): each.goal.key for each in goals}
        named = [(str(each.goal.key), each.goal.content["text"]) for each in goals]
        self.offer("goal", [("", str(_("No particular goal"))), *named])
        names = [
            (key, f"{user.full_name}, {unit.name}" if user else unit.name) for key, (unit, user) in self.doers.items()
        ]
        others = [
            (Intervention.Doer.SELF.value, str(_("The family itself"))),
            (Intervention.Doer.OTHER.value, str(_("Somebody else"))),
        ]
        self.offer("who", [*names, *others])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == Intervention.Doer.OTHER and not cleaned.get("who_else"):
            self.add_error("who_else", _("Write who does this."))
        start, end = cleaned.get("starts_on"), cleaned.get("due_on")
        if start and end and end < start:
            self.add_error("due_on", _("The intervention ends before it starts."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of `add_intervention`, all but case and by."""
        cleaned = self.cleaned_data
        unit, user = self.doers.get(cleaned["who"], (None, None))
        doer = Intervention.Doer.PRINCIPAL if unit else Intervention.Doer(cleaned["who"])
        return self.common() | {
            "text": cleaned["text"],
            "goal": self.goals.get(cleaned["goal"]),
            "doer": doer,
            "unit": unit,
            "user": user,
            "who_else": cleaned["who_else"] if doer == Intervention.Doer.OTHER else "",
            "starts_on": cleaned["starts_on"],
            "due_on": cleaned["due_on"],
            "evaluated_by": cleaned["evaluated_by"],
        }


class LeadForm(StepForm):
    """Who has the overall responsibility, who leads, whether others do something, when the plan is followed up."""

    lead = forms.ChoiceField(
        label=_("Who leads the plan?"),
        help_text=_("The principal this person works for gets the overall responsibility that the law asks for."),
    )
    measures_by_others = forms.ChoiceField(
        label=_("Does anybody besides the region and the municipality do something?"),
        choices=[(value, label) for value, label in CoordinatedPlan.Others.choices if value],
        widget=forms.RadioSelect,
    )
    follow_up_on = Day(label=_("First follow-up"))

    def __init__(self, *args: Any, leads: list[tuple[CareUnit, User]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leads = {f"{unit.pk}:{user.pk}": (unit, user) for unit, user in leads}
        self.offer("lead", [(key, f"{user.full_name}, {unit.name}") for key, (unit, user) in self.leads.items()])

    def clean_follow_up_on(self) -> Any:
        day = self.cleaned_data["follow_up_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("The day must lie ahead."))
        return day
