"""Forms in which training days, councils and groups are written down."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from agreements.models import Occasion, Profession, StandingGroup, SupportActivity, TrainingDay
from agreements.services.activity import ActivityFacts, Counted
from agreements.services.training import Attended, TrainingFacts
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text

# Lines that stand empty for more: a page works without a script that would add one.
EMPTY_LINES, FEWEST_LINES, MOST_PEOPLE = 4, 8, 999
LONGEST_TEXT = 2000
NOBODY_NAMED = _("Name nobody: no user, no family, no member of staff.")
# Who sits in groups beside those who work at the centres; others sit there by their post.
LEADING = (Role.UNIT_MANAGER, Role.CENTRE_COORDINATOR, Role.COMPLIANCE_AUDITOR)


class TrainingForm(StepForm):
    """The day, and a line for each profession of a unit: how many came. Lines left empty say nothing."""

    held_on = Day(label=_("Which day was it?"))
    subject = Text(label=_("What was it about?"))
    arranged_by = Text(
        label=_("Who arranged it?"), limit=120, help_text=_("A unit, a group or an organisation, no person.")
    )

    def __init__(self, *args: Any, units: QuerySet[CareUnit], lines: Iterable[Attended] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = list(lines)
        self.lines = range(max(len(given) + EMPTY_LINES, FEWEST_LINES))
        choices = [("", "–"), *((str(unit.pk), unit.name) for unit in units)]
        professions = [("", "–"), *Profession.choices]
        self.units = {str(unit.pk): unit for unit in units}
        for nth in self.lines:
            line = given[nth] if nth < len(given) else None
            says = {"line": nth + 1}
            self.fields[f"unit_{nth}"] = _choice(_("Unit, line %(line)s") % says, choices)
            self.fields[f"profession_{nth}"] = _choice(_("Profession, line %(line)s") % says, professions)
            self.fields[f"number_{nth}"] = forms.IntegerField(
                label=_("How many, line %(line)s") % says, required=False, min_value=1, max_value=MOST_PEOPLE
            )
            if line is not None:
                self.initial[f"unit_{nth}"] = str(line.unit.pk)
                self.initial[f"profession_{nth}"] = line.profession.value
                self.initial[f"number_{nth}"] = line.number

    @staticmethod
    def values_of(training: TrainingDay) -> dict[str, Any]:
        return {name: getattr(training, name) for name in ("held_on", "subject", "arranged_by")}

    def about(self) -> list[forms.BoundField]:
        """The fields that are no line."""
        return [self[name] for name in ("held_on", "subject", "arranged_by")]

    def rows(self) -> Iterator[list[forms.BoundField]]:
        for nth in self.lines:
            yield [self[f"{name}_{nth}"] for name in ("unit", "profession", "number")]

    def clean(self) -> dict[str, Any] | None:
        for nth in self.lines:
            names = [f"{name}_{nth}" for name in ("unit", "profession", "number")]
            empty = [name for name in names if not self.cleaned_data.get(name) and name not in self.errors]
            if 0 < len(empty) < len(names):
                for name in empty:
                    self.add_error(name, _("Fill in the whole line, or leave it empty."))
        return super().clean()

    @property
    def facts(self) -> TrainingFacts:
        given = self.cleaned_data
        lines = [
            Attended(self.units[given[f"unit_{nth}"]], Profession(given[f"profession_{nth}"]), given[f"number_{nth}"])
            for nth in self.lines
            if given[f"unit_{nth}"]
        ]
        return TrainingFacts(given["held_on"], given["subject"], given["arranged_by"], lines)


class GroupForm(StepForm):
    """A new council or group."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=StandingGroup.Kind.choices, widget=forms.RadioSelect)
    name = Text(label=_("What is it called?"), limit=120)
    valid_from = Day(label=_("Since when?"))
    meets_every_months = forms.IntegerField(
        label=_("How often shall it meet, in months?"),
        min_value=1,
        max_value=60,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input-time"}),
        help_text=_("As it was agreed. Empty where nobody agreed on it: then no meeting is late."),
    )

    def __init__(self, *args: Any, has_council: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_council:
            kinds = [kind for kind in StandingGroup.Kind if kind != StandingGroup.Kind.COUNCIL]
            self.offer("kind", [(kind.value, str(kind.label)) for kind in kinds])

    def clean_kind(self) -> StandingGroup.Kind:
        return StandingGroup.Kind(self.cleaned_data["kind"])


class ChangeGroupForm(StepForm):
    name = Text(label=_("What is it called?"), limit=120)
    meets_every_months = forms.IntegerField(
        label=_("How often shall it meet, in months?"),
        min_value=1,
        max_value=60,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input-time"}),
    )
    valid_to = Day(label=_("Last day"), required=False, help_text=_("Empty as long as it goes on."))

    @staticmethod
    def values_of(group: StandingGroup) -> dict[str, Any]:
        return {name: getattr(group, name) for name in ChangeGroupForm.base_fields}


class MemberForm(StepForm):
    """A person by assignment, or a post at a unit."""

    asked_for = ("assignment", "unit", "post")
    assignment = forms.ModelChoiceField(
        label=_("Who?"),
        queryset=Assignment.objects.none(),
        required=False,
        help_text=_("Or leave it empty, and write a post below."),
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=CareUnit.objects.none(), required=False)
    post = Text(
        label=_("Post there"), limit=80, required=False, help_text=_("For example head of department. No name.")
    )
    valid_from = Day(label=_("From"))

    def __init__(self, *args: Any, units: QuerySet[CareUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placed = units.filter(placements__valid_to=None, placements__isnull=False).values("pk")
        people = Assignment.objects.in_force().filter(unit__in=units.order_by().values("pk"))
        people = people.filter(Q(role__in=LEADING) | Q(unit__in=placed)).select_related("user", "unit")
        self.offer_rows("assignment", people.order_by("user__full_name", "pk"))
        today = timezone.localdate()
        self.offer_rows("unit", units.filter(Q(valid_to=None) | Q(valid_to__gte=today)))


class EndMemberForm(StepForm):
    last_day = Day(label=_("Last day"))


class PlannedMeetingForm(StepForm):
    held_on = Day(label=_("Which day?"))


class MeetingForm(StepForm):
    """What was raised, and what was answered in a council or decided in a group."""

    held_on = Day(label=_("Which day was it?"))
    raised = Text(label=_("What was raised?"), limit=LONGEST_TEXT, rows=4, help_text=NOBODY_NAMED)
    outcome = Text(label=_("What was decided?"), limit=LONGEST_TEXT, rows=4, required=False, help_text=NOBODY_NAMED)

    def __init__(self, *args: Any, is_council: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_council:
            self.fields["outcome"].label = _("What was answered?")
            self.fields["outcome"].help_text = _("Empty as long as nobody has answered. Name nobody here either.")


def _choice(label: Any, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), required=False)


class ActivityForm(StepForm):
    """What families are offered."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=SupportActivity.Kind.choices, widget=forms.RadioSelect)
    name = Text(label=_("What is it called?"), limit=120)
    about = Text(label=_("What is it about, and for whom?"), limit=300, rows=2, required=False)
    where = Text(label=_("Where?"), limit=120)
    when = Text(
        label=_("When is it held?"), limit=80, required=False, help_text=_("For example Tuesdays 10–12, eight times.")
    )
    unit = forms.ModelChoiceField(label=_("Which unit holds it?"), queryset=CareUnit.objects.none())
    valid_from = Day(label=_("First day"))
    valid_to = Day(label=_("Last day"), required=False, help_text=_("Leave empty until further notice."))

    def __init__(self, *args: Any, units: QuerySet[CareUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("unit", units)

    @staticmethod
    def values_of(activity: SupportActivity) -> dict[str, Any]:
        return {name: getattr(activity, name) for name in ActivityForm.base_fields}

    @property
    def facts(self) -> ActivityFacts:
        return ActivityFacts(**(self.cleaned_data | {"kind": SupportActivity.Kind(self.cleaned_data["kind"])}))


class OccasionForm(StepForm):
    """How many families, of one day."""

    held_on = Day(label=_("Which day was it?"))
    offered = forms.IntegerField(
        label=_("How many families were offered a place?"),
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=_("In an open activity: as many as came."),
    )
    taken_up = forms.IntegerField(label=_("How many families came?"), min_value=0, max_value=MOST_PEOPLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("offered", "taken_up"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"})

    @staticmethod
    def values_of(occasion: Occasion) -> dict[str, Any]:
        return {name: getattr(occasion, name) for name in OccasionForm.base_fields}

    @property
    def counted(self) -> Counted:
        return Counted(**self.cleaned_data)
