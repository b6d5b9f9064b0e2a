"""Forms of texts that name nobody: the writer is asked to say so only where the text looks as if it did."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.errors import AccountsError
from accounts.models import Assignment, CareUnit, Team
from accounts.selectors.service_account import units_with_people
from accounts.selectors.team import teams_in_force, teams_of
from cases.anonymity import NOBODY
from cases.errors import CaseError, MayNameSomebody
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text
from cases.models import Case, TeamMeeting
from cases.models.case import CONSULTATION_ENDINGS
from cases.models.consultation import TOPICS
from cases.selectors.consultation import Asked

NAMES_NOBODY = "names_nobody"


class NamelessForm(StepForm):
    """`names_nobody` is asked for once a text was warned of, and kept where the answer was sent along."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if NAMES_NOBODY in self.data:
            self.ask_whether_it_names_nobody()

    def ask_whether_it_names_nobody(self) -> None:
        self.fields[NAMES_NOBODY] = forms.BooleanField(
            label=_("It names nobody: nobody can be recognised by it"),
            required=False,
            help_text=_("That you said so is kept with the text."),
        )

    def refuse(self, refused: CaseError | AccountsError) -> None:
        if isinstance(refused, MayNameSomebody) and NAMES_NOBODY not in self.fields:
            self.ask_whether_it_names_nobody()
        super().refuse(refused)

    @property
    def names_nobody(self) -> bool:
        return bool(self.cleaned_data.get(NAMES_NOBODY))


class PostForm(NamelessForm):
    """An answer or an addition."""

    text = Text(label=_("Text"), limit=10_000, rows=8, help_text=NOBODY)

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


class AskForm(NamelessForm):
    """Whom to ask, of what, and the question. `receiver` is what was chosen, as ask_consultation takes it."""

    to = forms.ChoiceField(label=_("Whom do you ask?"))
    topic = forms.ChoiceField(label=_("What is it about?"), choices=[("", _("Choose")), *TOPICS])
    question = Text(label=_("Your question"), limit=10_000, rows=9, help_text=NOBODY)

    def __init__(self, *args: Any, by: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, dict[str, Team | CareUnit]] = {}
        own = list(teams_of(by.unit))
        others = [team for team in teams_in_force() if team not in own]
        groups: dict[str, list[tuple[str, str]]] = {}
        for heading, teams in ((_("Your teams"), own), (_("Other teams"), others)):
            for team in teams:
                self._offer(groups, str(heading), f"team-{team.pk}", "team", team)
        units = units_with_people(CareUnit.objects.in_force()).exclude(pk=by.unit_id).select_related("provider")
        for unit in units.order_by("provider__name", "name"):
            self._offer(groups, unit.provider.name, f"unit-{unit.pk}", "unit", unit)
        self.offer("to", [("", _("Choose")), *groups.items()])  # type: ignore[list-item]

    def _offer(self, groups: Any, heading: str, value: str, name: str, row: Team | CareUnit) -> None:
        groups.setdefault(heading, []).append((value, row.name))
        self.found[value] = {name: row}

    @property
    def receiver(self) -> dict[str, Any]:
        return self.found[self.cleaned_data["to"]]


class EndConsultationForm(StepForm):
    """What became of the question."""

    reason = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[(each.value, each.label) for each in CONSULTATION_ENDINGS],
        widget=forms.RadioSelect,
    )

    @property
    def chosen(self) -> Case.ClosureReason:
        return Case.ClosureReason(self.cleaned_data["reason"])


class TeamMeetingForm(NamelessForm):
    """A meeting that was held: who came by profession, and what was taken up."""

    held_on = Day(label=_("Day"))
    place = Text(label=_("Place"), limit=120)
    came = forms.MultipleChoiceField(
        label=_("Which professions came?"),
        choices=TeamMeeting.Profession.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    taken_up = forms.MultipleChoiceField(
        label=_("Which consultations were taken up?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, shown: list[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {str(each.case.pk): each.case for each in shown}
        self.offer(
            "taken_up",
            [
                (str(each.case.pk), f"{each.case.number}: {each.consultation.get_topic_display().lower()}")
                for each in shown
            ],
        )
        if not shown:
            del self.fields["taken_up"]

    @property
    def chosen(self) -> list[Case]:
        return [self.cases[key] for key in self.cleaned_data.get("taken_up", [])]
