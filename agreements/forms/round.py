"""Forms made from a questionnaire: a centre's answers, and an anonymous sheet."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Assignment, CareUnit, FamilyCentre, Placement
from agreements.models import AgreementCentre, Question, RuleSet
from agreements.round_file import NotThis, Value, read_hours
from agreements.selectors.round import Answers
from agreements.services.round_answer import LARGEST_NUMBER, LONGEST_TEXT
from cases.forms.base import StepForm
from cases.forms.fields import Day, Text

UNKNOWN = "unknown"


class HoursOrUnknown(forms.CharField):
    """Hours as 12,5 or 12.5, or the words for not known; cleans to a Decimal, `unknown` or an empty text."""

    default_error_messages = {"invalid": _("Write hours from 0 to 168, for example 12.5, or not known.")}
    words = pgettext_lazy("answer", "not known")

    def to_python(self, value: Any) -> Any:
        text = (super().to_python(value) or "").strip()
        if text.casefold() in {UNKNOWN, str(self.words).casefold()}:
            return UNKNOWN
        try:
            return read_hours(text) if text else ""
        except NotThis as other:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from other

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", get_format("DECIMAL_SEPARATOR"))
        return self.words if value == UNKNOWN else value


class QuestionsForm(StepForm):
    """One field per question, named by its key. `parts` gives the fields under their headings."""

    are_required: ClassVar[bool] = True

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            field = self.fields[question.key] = self._field(question)
            # A sheet says once that answers may be left out, not at each of them.
            field.is_asked_for = not self.are_required  # type: ignore[attr-defined]

    def parts(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Heading, empty where there is none, and the fields below it."""
        for part, questions in groupby(self.questions, key=lambda question: question.part):
            yield part, [self[question.key] for question in questions]

    def answers(self) -> dict[str, Value | list[str]]:
        """What was answered, key → value, as the services take it."""
        given = {question.key: self.cleaned_data.get(question.key) for question in self.questions}
        return {key: _plain(value) for key, value in given.items() if value not in (None, "", [])}

    def _field(self, question: Question) -> forms.Field:
        kinds = Question.Kind
        label: dict[str, Any] = {"label": question.text, "required": self.are_required}
        match question.kind:
            case kinds.HOURS:
                return HoursOrUnknown(**label, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
            case kinds.COUNT:
                return forms.IntegerField(**label, min_value=0, max_value=LARGEST_NUMBER)
            case kinds.TEXT:
                return Text(**label | {"required": False}, limit=LONGEST_TEXT, rows=3)
            case kinds.CHOICES:
                return forms.MultipleChoiceField(**label, choices=question.choices, widget=forms.CheckboxSelectMultiple)
        return forms.ChoiceField(**label, choices=question.choices, widget=forms.RadioSelect)


class CentreAnswersForm(QuestionsForm):
    """A centre's answers: every question is answered, not known is an answer."""

    @staticmethod
    def initial_of(questions: Sequence[Question], answers: Answers) -> dict[str, Any]:
        """What was answered before, as the fields show it."""
        counts = {question.key for question in questions if question.kind == Question.Kind.COUNT}
        return {key: int(value) if key in counts else value for key, value in answers.items()}


class SheetForm(QuestionsForm):
    """An anonymous sheet: every answer is free to leave out."""

    are_required = False


class StartRoundForm(StepForm):
    """What is asked, and by when it is to be answered."""

    questionnaire = forms.ChoiceField(
        label=_("What is asked?"),
        choices=[
            ("kafo", _("KAFO: each centre answers")),
            ("parents-2012", _("Survey of parents, without a name")),
            ("record-review", _("Review of records, no person named")),
        ],
        widget=forms.RadioSelect,
    )
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2200)
    due_on = Day(label=_("Last day to answer"))


class NextRoundForm(StepForm):
    on = Day(label=_("First day"), required=False, help_text=_("Leave empty to start each round by hand."))


class SendBackForm(StepForm):
    """What the working group wonders about an answer."""

    question = Text(label=_("What do you wonder?"), limit=500, rows=3)


class RespondentForm(StepForm):
    """Who answers for the centre; the page says which assignments can be chosen."""

    respondent = forms.ModelChoiceField(label=_("Who answers?"), queryset=Assignment.objects.none())

    def __init__(self, *args: Any, centre: FamilyCentre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        placed = centre.placements.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
        people = Assignment.objects.in_force().filter(unit__in=placed.values("unit"))
        self.offer_rows("respondent", people.select_related("user", "unit").order_by("user__full_name", "pk"))


class UnitForm(StepForm):
    """A unit of one of the agreement's centres."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=CareUnit.objects.none())

    def __init__(self, *args: Any, rule_set: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        centres = AgreementCentre.objects.in_force(timezone.localdate()).filter(rule_set=rule_set)
        placed = Placement.objects.filter(centre__in=centres.values("centre"), valid_to=None)
        self.offer_rows("unit", CareUnit.objects.filter(pk__in=placed.values("unit")).order_by("name"))


def _plain(value: Any) -> Value | list[str]:
    return Decimal(value) if isinstance(value, int) else value
