"""A patient as a parent on one screen: every question stands as not asked until somebody answers it."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.errors import AccountsError
from cases.errors import CaseError, SavedMeanwhile
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text
from cases.models import Parenthood, ParenthoodTalk, PatientChild
from cases.models.parenthood import NOT_ASKED, ContactWith, Protection
from cases.services.parenthood import ADULT, QUESTIONS, TEXTS, ChildFacts

# At least so many rows for children; one is always empty. More come when it is saved.
ROWS = 2
LABELS = {
    "children": _("Are there children under 18?"),
    "other_in_care": _("Is the other parent, or a partner, in care too?"),
    "other_support": _("Does anybody else support the patient as a parent?"),
    "child_is_carer": _("Does a child take care of the parent or of siblings?"),
    "worried": _("Is the patient worried for a child?"),
    "wants_parenthood_talk": _("Does the patient want to talk about parenthood?"),
    "wants_needs_talk": _("Does the patient want to talk about the child's needs?"),
    "child_knows": _("Does the child know of the care, and why?"),
    "information": _("Information to the child"),
    "advice": _("Advice about the child"),
    "child_support": _("Support to the child"),
    "parent_support": _("Support to the patient as a parent"),
    "joint_support": _("Does the patient want support together with the child?"),
    "relief": _("Is relief needed at home?"),
    "family_home": _("If a child is placed: the contact with the family home"),
    "contact": _("Does the patient agree to contact with others around the child?"),
}
TEXT_LABELS = {
    "other_support_text": _("Who?"),
    "worried_text": _("For what?"),
    "child_knows_text": _("What does the child know?"),
}
# In the order they are asked, under their headings; a text stands after its question.
GROUPS = (
    (_("Around the child"), ("other_in_care", "other_support", "child_is_carer", "relief", "family_home")),
    (
        _("What the patient says"),
        ("worried", "child_knows", "wants_parenthood_talk", "wants_needs_talk", "joint_support"),
    ),
    (_("What has been done"), ("information", "advice", "child_support", "parent_support")),
)


class Keyed(forms.RadioSelect):
    """Answers chosen by a digit (instrument.js): 1 for the first, 0 for not asked."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        index = int(option["index"])
        option["attrs"]["data-key"] = "0" if value == NOT_ASKED else str(index + 1)
        return option


class ParenthoodForm(StepForm):
    """`row` is what stands, `children` those written down. An answer left alone stays as it is."""

    protection = forms.ChoiceField(label=_("Assessment today"), required=False, widget=Keyed(attrs={"class": "seg"}))
    protection_text = Text(
        label=_("Why"),
        limit=2000,
        rows=2,
        required=False,
        help_text=_("Needed when no report is made. A report is written on its own page, which opens next."),
    )
    talk = forms.ChoiceField(
        label=_("A talk about the child's need, today"), required=False, widget=Keyed(attrs={"class": "seg"})
    )
    contact_with = forms.MultipleChoiceField(
        label=_("With whom?"), required=False, choices=ContactWith.choices, widget=forms.CheckboxSelectMultiple
    )
    next_review = Day(
        label=_("Ask again on"), required=False, help_text=_("For example +12v. Without a day it is half a year.")
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Parenthood, children: Sequence[PatientChild], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.standing = row, list(children)
        for name, choices in QUESTIONS.items():
            self._add_question(name, choices)
        for name in TEXTS:
            limit = Parenthood._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
            self.fields[name] = Text(label=TEXT_LABELS[name], limit=limit, required=False, initial=getattr(row, name))
        offered = {"protection": Protection.choices[1:], "talk": ParenthoodTalk.With.choices}
        nothing = {"protection": _("Not now"), "talk": _("No talk today")}
        for name, choices in offered.items():
            self.offer(name, [(code, str(words)) for code, words in [*choices, (NOT_ASKED, nothing[name])]])
        for name in ("protection", "talk"):
            self.fields[name].initial = NOT_ASKED
        self.fields["edition"].initial = row.edition
        self.fields["contact_with"].initial = row.contact_with
        self.count = max(ROWS, len(self.standing) + 1)
        for number in range(self.count):
            self._add_child(number, self.standing[number] if number < len(self.standing) else None)
        for field in self.fields.values():
            field.is_asked_for = True  # type: ignore[attr-defined]

    def _add_question(self, name: str, choices: Any) -> None:
        last = [choice for choice in choices.choices if choice[0] == NOT_ASKED]
        self.fields[name] = forms.ChoiceField(
            label=LABELS[name],
            required=False,
            choices=[*(choice for choice in choices.choices if choice[0] != NOT_ASKED), *last],
            widget=Keyed(attrs={"class": "seg"}),
            initial=getattr(self.row, name),
        )

    def _add_child(self, number: int, child: PatientChild | None) -> None:
        at = f"child{number}"
        words = {"number": number + 1}
        self.fields[f"{at}-key"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=str(child.pk) if child else ""
        )
        self.fields[f"{at}-name"] = Text(
            label=_("Child %(number)d: what the patient says") % words,
            limit=60,
            required=False,
            initial=child.name if child else "",
        )
        self.fields[f"{at}-age"] = forms.IntegerField(
            label=_("Age"),
            required=False,
            min_value=0,
            max_value=ADULT - 1,
            initial=child.age if child else None,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-short"}),
        )
        self.fields[f"{at}-lives"] = forms.ChoiceField(
            label=_("Lives"),
            required=False,
            choices=PatientChild.Lives.choices,
            initial=child.lives if child else NOT_ASKED,
        )
        if child:
            self.fields[f"{at}-gone"] = forms.BooleanField(label=_("Written by mistake"), required=False)

    @property
    def child_rows(self) -> list[dict[str, Any]]:
        names = ("name", "age", "lives", "gone")
        return [
            {name: self[f"child{number}-{name}"] for name in names if f"child{number}-{name}" in self.fields}
            for number in range(self.count)
        ]

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Each heading with its bound fields, a text after the question it belongs to."""
        return [(heading, list(self._bound(names))) for heading, names in GROUPS]

    def _bound(self, names: Sequence[str]) -> Iterator[Any]:
        for name in names:
            yield self[name]
            if f"{name}_text" in self.fields:
                yield self[f"{name}_text"]

    def answers(self) -> dict[str, Any]:
        """What to write: a question that did not come along stays as it stands."""
        cleaned = self.cleaned_data
        found: dict[str, Any] = {name: cleaned[name] for name in QUESTIONS if cleaned[name]}
        found |= {name: cleaned[name] for name in TEXTS}
        return found | {"contact_with": cleaned["contact_with"], "next_review": cleaned["next_review"]}

    def children(self) -> list[ChildFacts]:
        """The rows that say something; one that was emptied keeps its place until it is said to be a mistake."""
        return [each for number in range(self.count) if (each := self._child(number)) is not None]

    def _child(self, number: int) -> ChildFacts | None:
        cleaned, at = self.cleaned_data, f"child{number}"
        facts = ChildFacts(
            key=cleaned[f"{at}-key"],
            name=cleaned[f"{at}-name"],
            age=cleaned[f"{at}-age"],
            lives=cleaned[f"{at}-lives"] or NOT_ASKED,
            is_gone=cleaned.get(f"{at}-gone", False),
        )
        says = facts.key or facts.name or facts.age is not None or facts.lives != NOT_ASKED
        return facts if says else None

    def refuse(self, refused: CaseError | AccountsError) -> None:
        if isinstance(refused, SavedMeanwhile) and isinstance(refused.current, Parenthood):
            self._refuse_stale(refused.current)
        else:
            super().refuse(refused)

    def _refuse_stale(self, current: Parenthood) -> None:
        """Everything typed stays; at each question that a colleague has answered otherwise it is said what stands."""
        data = cast("QueryDict", self.data).copy()
        opened = Parenthood.history.filter(id=current.pk, edition=self.cleaned_data["edition"]).first() or self.row
        data["edition"] = str(current.edition)
        self.data = data
        who = current.written_by.full_name
        self.add_error(None, _("%(name)s has saved meanwhile. Compare below, and save again.") % {"name": who})
        for name, choices in QUESTIONS.items():
            stands = getattr(current, name)
            if stands not in (getattr(opened, name), self.cleaned_data.get(name)):
                self.add_error(
                    name, _("%(name)s has saved: %(answer)s") % {"name": who, "answer": choices(stands).label}
                )
        for name in TEXTS:
            if (stands := getattr(current, name)) not in (getattr(opened, name), self.cleaned_data.get(name)):
                self.add_error(name, _("%(name)s has saved: %(answer)s") % {"name": who, "answer": stands or "–"})
