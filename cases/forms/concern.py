"""Forms of a report of concern: what the reporter writes, and what social services assess and decide."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import Clock, Day, Text, at
from cases.forms.person import PersonForm
from cases.models import Change, ConcernText, IntakeDecision
from cases.services.concern import Seen
from cases.services.person import PersonFacts

Code = IntakeDecision.Code
LONGEST = 6000
SEEN_HELP = _(
    "When and where, and in whose words. Tell what you know and what you only suspect, and keep them apart. Leave out "
    "what does not matter for the child's protection."
)


class WordsForm(StepForm):
    """What may matter for the child's protection."""

    seen = Text(label=_("What have you seen?"), limit=LONGEST, rows=5, help_text=SEEN_HELP)
    heard = Text(
        label=_("What have the child or others said?"),
        limit=LONGEST,
        rows=3,
        required=False,
        help_text=_("The child's own words, as they were said, and who else has told you."),
    )
    done = Text(
        label=_("What have you done?"),
        limit=LONGEST,
        rows=3,
        required=False,
        help_text=_("And whether the parents know of the report. They need not, and they cannot stop it."),
    )
    whereabouts = Text(
        label=_("Where is the child now?"),
        limit=500,
        required=False,
        help_text=_("Where the child is and when somebody can meet it there, if it matters today."),
    )
    asked_for: tuple[str, ...] = ("heard", "done", "whereabouts")

    def words(self) -> Seen:
        return Seen(**{name: self.cleaned_data[name] for name in ("seen", "heard", "done", "whereabouts")})


class ReportForm(PersonForm, WordsForm):
    """The whole report, on one page. Who the child is may be told by name alone."""

    asked_for = (
        *("given_name", "family_name", "number", "birth_date", "expected_birth", "parent_1", "parent_2"),
        *("heard", "done", "whereabouts", "phoned_on", "phoned_at"),
    )

    municipality = forms.ChoiceField(
        label=_("Which municipality answers for the child?"),
        help_text=_("Where the child lives. If you do not know: where the child is now."),
    )
    is_unborn = forms.BooleanField(
        label=_("The child is not born yet"),
        required=False,
        help_text=_("Then write the pregnant person's name and number below, and when the child is expected."),
    )
    expected_birth = Day(label=_("Expected birth"), required=False)
    parent_1 = Text(label=_("A parent, if you know"), required=False, limit=120)
    parent_2 = Text(label=_("The other parent, if you know"), required=False, limit=120)
    is_urgent = forms.BooleanField(
        label=_("It is urgent: the child may need protection today"),
        required=False,
        help_text=_("Phone first. Then write here when you phoned. At danger to life, phone 112."),
    )
    phoned_on = Day(label=_("Phoned on"), required=False)
    phoned_at = Clock(label=_("Phoned at"), required=False)

    field_order = [
        *("municipality", "is_urgent", "phoned_on", "phoned_at", "is_unborn", "expected_birth"),
        *("given_name", "family_name", "number", "birth_date", "parent_1", "parent_2"),
        *("seen", "heard", "done", "whereabouts", "language", "needs_interpreter", "protection"),
    ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("given_name") or cleaned.get("family_name")):
            self.add_error("given_name", _("Write the name, or as much of it as you know."))
        if cleaned.get("is_unborn") and not cleaned.get("expected_birth") and "expected_birth" not in self.errors:
            self.add_error("expected_birth", _("Write when the child is expected."))
        if cleaned.get("is_urgent") and not {"phoned_on", "phoned_at"} & set(self.errors):
            for name in ("phoned_on", "phoned_at"):
                if not cleaned.get(name):
                    self.add_error(name, _("Phone first. Then write when you phoned, and send the report."))
        return cleaned

    def subjects(self) -> tuple[PersonFacts, PersonFacts | None]:
        """The child, and who carries it when it is not born."""
        if not self.cleaned_data["is_unborn"]:
            return self.facts(), None
        protection = self.cleaned_data["protection"]
        return PersonFacts(expected_birth=self.cleaned_data["expected_birth"], protection=protection), self.facts()

    def parents(self) -> tuple[PersonFacts, ...]:
        names = (self.cleaned_data[name] for name in ("parent_1", "parent_2"))
        return tuple(_named(name) for name in names if name)

    def phoned(self) -> datetime | None:
        day, clock = self.cleaned_data["phoned_on"], self.cleaned_data["phoned_at"]
        return at(day, clock) if day and clock else None


class ChangeReportForm(WordsForm):
    """The text as it stands, to correct or add to."""

    change = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (Change.ADDITION, _("An addition: something new")),
            (Change.CORRECTION, _("A correction: something was wrong")),
        ],
        widget=forms.RadioSelect,
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ["change", "seen", "heard", "done", "whereabouts", "edition"]

    @staticmethod
    def initial_of(row: ConcernText) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("seen", "heard", "done", "whereabouts", "edition")}


class GroundsForm(StepForm):
    """A choice among codes, and the grounds for it."""

    code = forms.ChoiceField(label=_("Choose"), widget=forms.RadioSelect)
    text = Text(label=_("Grounds"), limit=LONGEST, rows=5)


class ProtectionForm(GroundsForm):
    code = forms.ChoiceField(
        label=_("Does the child need protection at once?"),
        choices=[
            (Code.NO_IMMEDIATE, _("No, there is no immediate need")),
            (Code.PROTECT_NOW, _("Yes, the child needs protection at once")),
        ],
        widget=forms.RadioSelect,
    )
    text = Text(label=_("What it rests on, and what is done"), limit=LONGEST, rows=5)


class OpeningForm(GroundsForm):
    code = forms.ChoiceField(
        label=_("What is decided?"),
        choices=[(code.value, code.label) for code in (Code.OPENED, Code.NOT_OPENED, Code.ALREADY_RUNNING)],
        widget=forms.RadioSelect,
    )


class ConclusionForm(GroundsForm):
    code = forms.ChoiceField(
        label=_("What comes of it?"),
        choices=[(code.value, code.label) for code in (Code.INTERVENTION, Code.NO_INTERVENTION)],
        widget=forms.RadioSelect,
    )


class AnswerForm(StepForm):
    """The one answer there is, or that it is unsuitable to give it."""

    answer = forms.ChoiceField(
        label=_("Answer the reporter?"),
        choices=[("answer", _("Yes, tell what was decided")), ("refuse", _("No, it is unsuitable"))],
        widget=forms.RadioSelect,
    )
    text = Text(
        label=_("Why is it unsuitable?"),
        limit=LONGEST,
        rows=3,
        required=False,
        help_text=_("Only if you say no. It is kept here; the reporter never sees it."),
    )
    asked_for = ("text",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "refuse" and not cleaned.get("text"):
            self.add_error("text", _("Write why it is unsuitable."))
        return cleaned


class LongerForm(StepForm):
    """A definite day, and the grounds that the section asks for."""

    until = Day(label=_("New last day"), help_text=_("As yyyy-mm-dd, 18/12 or +2v for two weeks from now."))
    text = Text(label=_("The reasons"), limit=LONGEST, rows=4)

    def clean_until(self) -> Any:
        if self.cleaned_data["until"] <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day ahead."))
        return self.cleaned_data["until"]


class HandOnForm(StepForm):
    unit = forms.ChoiceField(label=_("To whom?"))
    text = Text(label=_("Why they answer for the child"), limit=LONGEST, rows=3)


class ColleagueForm(StepForm):
    colleague = forms.ChoiceField(label=_("Colleague"))


def _named(name: str) -> PersonFacts:
    """«Kim Exempelsson» as first and last name, at the last space."""
    first, _space, last = name.rpartition(" ")
    return PersonFacts(given_name=first or last, family_name=last if first else "")
