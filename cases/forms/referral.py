from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from cases.forms.attachment import WithAttachments
from cases.forms.base import StepForm
from cases.forms.consent import SIDE_BY_SIDE, TOPICS, by_provider
from cases.forms.fields import LONG, Day, Text
from cases.forms.ground import GroundForm
from cases.forms.person import OpenPlanForm
from cases.models import (
    Attachment,
    Case,
    CasePerson,
    Consent,
    DutyToTell,
    LegalGround,
    Referral,
    ReferralSection,
    Sending,
    Topic,
)
from cases.models.base import Content
from cases.models.ground import Ground
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


class Seen(forms.MultipleChoiceField):
    """Ticks by key. One of something that is not asked about any more is left as it is."""

    def valid_value(self, value: Any) -> bool:
        return True


class SendReferralForm(WithAttachments, GroundForm):
    """All of a referral on one page: what to tell and what to keep, to whom, and on which ground.

    `sections`: what has been written, by heading. `attachments`: the own unit's files. `people`: who must consent.
    `grounds`: those that reach the receiver. `first`: the same was sent before, and is asked about once.
    """

    asked_for: tuple[str, ...] = (
        *("receiver", "ground", "consented", "consent_form", "group", "duty", "section", "need", "valid_to"),
        "anyway",
    )

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
    anyway = Seen(label=_("Send a second one?"), required=False, widget=forms.CheckboxSelectMultiple(TOLD))

    # How the consents stood when the page was shown: a yes is not recorded over what was said since.
    stood = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        stands: str,
        sections: dict[str, ReferralSection],
        attachments: Iterable[Attachment] = (),
        topic: str,
        people: Iterable[CasePerson],
        units: Any,
        grounds: Iterable[LegalGround],
        duties: Iterable[DutyToTell] = (),
        first: Sending | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first = first
        self.offer("anyway", [(str(first.pk), str(_("Send this one anyway")))] if first else [])
        self.people = {str(person.pk): person for person in people}
        self.stands = self.fields["stood"].initial = stands
        for heading in Heading:
            self._add_part(heading, sections.get(heading.value), topic)
        self.offer_attachments(attachments, topic)
        self.offer_grounds(units, grounds, duties)
        self.offer("consented", [(key, str(person)) for key, person in self.people.items()])

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
    def asks_about_first(self) -> bool:
        """Until the sender has ticked that this very one was seen."""
        return self.first is not None and str(self.first.pk) not in self.cleaned_data["anyway"]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The fields of each part, in order: text, topic, tell, edition."""
        names = ("text", "topic", "tell", "edition")
        return [{name: self[f"{name}_{heading.value}"] for name in names} for heading in Heading]

    def part(self, heading: Heading) -> dict[str, Any]:
        """What was sent of one part; text "" where nothing was written."""
        return {name: self.cleaned_data.get(f"{name}_{heading.value}") for name in ("text", "topic", "tell", "edition")}


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


def topics_of(sections: Iterable[Content]) -> set[Topic]:
    return {Topic(row.topic) for row in sections}
