from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from cases.forms.base import StepForm
from cases.forms.consent import PROPOSED, SIDE_BY_SIDE, TOPICS, by_provider
from cases.forms.fields import LONG, Day, Text
from cases.forms.person import OpenPlanForm
from cases.models import Case, CasePerson, Consent, LegalGround, Referral, ReferralSection, Sending, Topic
from cases.models.ground import Ground, GroundGroup
from cases.services.disclosure import Basis
from cases.services.person import PersonFacts

Heading = ReferralSection.Heading
TOLD = {"class": "choices"}


class StartReferralForm(OpenPlanForm):
    """Who a referral is about, of which kind it is, and what is asked for."""

    kind = forms.ChoiceField(
        label=_("What do you want to do?"),
        choices=[(kind.value, kind.label) for kind in Case.REFERRALS],
        widget=forms.RadioSelect,
        initial=Case.Kind.REFERRAL,
    )
    topic = forms.ChoiceField(label=_("What is it mostly about?"), choices=[("", _("Choose")), *TOPICS])
    is_unborn = forms.BooleanField(
        label=_("It is about an unborn child"),
        required=False,
        help_text=_("Then write the pregnant person's name and number, and when the child is expected."),
    )
    need = Text(
        label=_("What do you ask for?"),
        limit=LONG,
        rows=4,
        help_text=_("What you have seen, and what you hope the receiver can do. Nobody is told before you send it."),
    )
    guardian_given_name = Text(
        label=_("A guardian's first name"),
        required=False,
        help_text=_("Who you have spoken with. More of the family can be added after."),
    )
    guardian_family_name = Text(label=_("A guardian's last name"), required=False)
    asked_by_family = None  # type: ignore[assignment]  # Django's way to leave out an inherited field

    field_order = [
        *("kind", "topic", "need", "is_unborn", "expected_birth", "given_name", "family_name", "number", "birth_date"),
        *("guardian_given_name", "guardian_family_name"),
    ]

    def guardian(self) -> PersonFacts | None:
        """Who has custody, where somebody was named; an unborn child has who carries it."""
        names = {name: self.cleaned_data[f"guardian_{name}"] for name in ("given_name", "family_name")}
        if not any(names.values()) or self.cleaned_data["is_unborn"]:
            return None
        return PersonFacts(**names, protection=self.cleaned_data["protection"], has_custody=True)


class SendReferralForm(StepForm):
    """All of a referral on one page: what to tell and what to keep, to whom, and on which ground.

    `sections`: what has been written, by heading. `people`: who must consent. `grounds`: those that reach the receiver.
    """

    asked_for = ("receiver", "ground", "consented", "consent_form", "group", "section", "need", "valid_to")

    receiver = forms.ModelChoiceField(label=_("To"), queryset=CareUnit.objects.none(), required=False)
    ground = forms.ChoiceField(label=_("Why may you tell?"), widget=forms.RadioSelect, required=False)
    consented = forms.MultipleChoiceField(
        label=_("Who has said yes to this?"), required=False, widget=forms.CheckboxSelectMultiple(TOLD)
    )
    consent_form = forms.ChoiceField(
        label=_("How was the answer given?"),
        choices=Consent.Form.choices,
        widget=forms.RadioSelect(SIDE_BY_SIDE),
        initial=Consent.Form.ORAL,
        required=False,
    )
    group = forms.ChoiceField(label=_("Whom is it about?"), required=False, widget=forms.RadioSelect)
    section = Text(
        label=_("Which section of law?"), required=False, limit=60, help_text=_("For example SoL 20 kap. 6 §.")
    )
    need = Text(label=_("Why does the receiver need to know?"), required=False, limit=500, rows=2)
    valid_to = Day(
        label=_("The receiver may read until"),
        required=False,
        help_text=_("The last day. After it the copy is the receiver's archive."),
    )

    # How the consents stood when the page was shown: a yes is not recorded over what was said since.
    stood = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        stands: str,
        sections: dict[str, ReferralSection],
        topic: str,
        people: Iterable[CasePerson],
        units: Any,
        grounds: Iterable[LegalGround],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.stands = self.fields["stood"].initial = stands
        for heading in Heading:
            self._add_part(heading, sections.get(heading.value), topic)
        self.offer_rows("receiver", units)
        self.fields["receiver"].choices = [("", _("Choose")), *by_provider(units)]  # type: ignore[attr-defined]
        self.grounds = {row.key: row for row in grounds}
        self.offer("ground", [(key, row.name) for key, row in self.grounds.items()])
        self.offer("consented", [(key, str(person)) for key, person in self.people.items()])
        groups = dict.fromkeys(group for row in self.grounds.values() for group in row.groups)
        self.offer("group", [(group, str(GroundGroup(group).label)) for group in groups])
        self.fields["valid_to"].initial = timezone.localdate() + PROPOSED

    def _add_part(self, heading: Heading, row: ReferralSection | None, topic: str) -> None:
        key = heading.value
        self.fields[f"text_{key}"] = Text(
            label=heading.label, required=False, limit=LONG, rows=4 if row else 2, initial=row.text if row else ""
        )
        self.fields[f"topic_{key}"] = forms.ChoiceField(
            label=_("Topic"), choices=TOPICS, required=False, initial=row.topic if row else topic
        )
        self.fields[f"tell_{key}"] = forms.BooleanField(label=_("Tell the receiver"), required=False, initial=True)
        for name in ("text", "topic", "tell"):
            self.fields[f"{name}_{key}"].is_asked_for = True  # type: ignore[attr-defined]
        self.fields[f"edition_{key}"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=row.edition if row else 0
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("ground") == Ground.CONSENT and cleaned.get("stood") != self.stands:
            self.add_error("ground", _("Somebody has answered, or taken an answer back, since you opened the page."))
            # Shown anew with how they stand now: who sends it once more has seen that.
            shown = cast("QueryDict", self.data).copy()
            shown["stood"] = self.stands
            self.data = shown
        return cleaned

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The fields of each part, in order: text, topic, tell, edition."""
        names = ("text", "topic", "tell", "edition")
        return [{name: self[f"{name}_{heading.value}"] for name in names} for heading in Heading]

    @property
    def ground_options(self) -> list[tuple[Any, LegalGround]]:
        """Each radio button with what its ground says."""
        return [(option, self.grounds[option.data["value"]]) for option in self["ground"]]

    def part(self, heading: Heading) -> dict[str, Any]:
        """What was sent of one part; text "" where nothing was written."""
        return {name: self.cleaned_data.get(f"{name}_{heading.value}") for name in ("text", "topic", "tell", "edition")}

    def basis(self) -> Basis:
        """On what it is told, as chosen."""
        cleaned = self.cleaned_data
        ground = Ground(cleaned["ground"])
        if ground in (Ground.CONSENT, Ground.WITHIN_PROVIDER):
            return Basis(ground, valid_to=cleaned["valid_to"])
        return Basis(ground, cleaned["group"], cleaned["section"], cleaned["need"], cleaned["valid_to"])


class AnswerReferralForm(StepForm):
    """The receiver's answer."""

    asked_for = ("reason", "suggested", "text")

    answer = forms.ChoiceField(
        label=_("What is your answer?"),
        choices=[
            (Sending.Answer.ACCEPTED, _("We take over")),
            (Sending.Answer.MORE_ASKED, _("We need to know more")),
            (Sending.Answer.OTHER_SUGGESTED, _("We suggest another unit")),
            (Sending.Answer.TURNED_DOWN, _("We cannot take it")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Why can you not take it?"),
        choices=[("", _("Choose")), *(choice for choice in Sending.Reason.choices if choice[0])],
        required=False,
    )
    suggested = forms.ModelChoiceField(
        label=_("Which unit do you suggest?"), queryset=CareUnit.objects.none(), required=False
    )
    text = Text(
        label=_("To the sender"),
        required=False,
        limit=LONG,
        rows=3,
        help_text=_("Only what the sender needs to know. It is handed over when you answer."),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("suggested", units)
        self.fields["suggested"].choices = [("", _("Choose")), *by_provider(units)]  # type: ignore[attr-defined]


class ContactForm(StepForm):
    """How and when the family was contacted."""

    contact = forms.ChoiceField(
        label=_("What happened?"),
        choices=[choice for choice in Referral.Contact.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    on = Day(label=_("When?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class FeedbackForm(StepForm):
    """What became of it, to the sender."""

    result = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[choice for choice in Referral.Result.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    text = Text(
        label=_("To the sender"),
        required=False,
        limit=LONG,
        rows=3,
        help_text=_("Only what you have agreed with the family that the sender may know."),
    )


class CloseReferralForm(StepForm):
    """Why a referral ends. What came of it once somebody has taken over is not that nobody did."""

    # An ending, and whether it can be that of a referral that was taken over.
    ENDINGS = (
        (Case.ClosureReason.TAKEN_OVER, True),
        (Case.ClosureReason.NOBODY_TOOK, False),
        (Case.ClosureReason.PERSON_WITHDREW, True),
        (Case.ClosureReason.NOT_NEEDED, True),
        (Case.ClosureReason.NOT_SENT, False),
    )

    reason = forms.ChoiceField(label=_("Why does it end?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, is_taken: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [reason for reason, may_be_taken in self.ENDINGS if may_be_taken or not is_taken]
        self.offer("reason", [(reason.value, str(reason.label)) for reason in found])


def topics_of(sections: Iterable[ReferralSection]) -> set[Topic]:
    return {Topic(row.topic) for row in sections}
