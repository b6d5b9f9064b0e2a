from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.fields import LONG, Day, Text
from cases.forms.referral import AnswerReferralForm, ContactForm, FeedbackForm, SendReferralForm
from cases.models import Channel, Party, PartyKind, Referral, Sending


class SendForm(SendReferralForm):
    """A referral to a unit, or on paper to a party without account."""

    asked_for: tuple[str, ...] = (*SendReferralForm.asked_for, "party", "party_kind", "channel", "posted_on")

    party = Text(label=_("What is it called?"), required=False, help_text=_("For example the name of the school."))
    party_kind = forms.ChoiceField(
        label=_("What is it?"), choices=[("", _("Choose")), *PartyKind.choices], required=False
    )
    channel = forms.ChoiceField(
        label=_("How do you send the paper?"), choices=Channel.choices, widget=forms.RadioSelect, required=False
    )
    posted_on = Day(label=_("Which day is it sent?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posted_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        party = cleaned.get("party")
        if party and cleaned.get("receiver"):
            self.add_error("party", _("Choose a unit, or write who gets it on paper: not both."))
        if not party or "save" in self.data:
            return cleaned
        asked = {
            "party_kind": _("Choose what it is."),
            "channel": _("Choose how you send it."),
            "posted_on": _("Write which day it is sent."),
        }
        for name, words in asked.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        return cleaned


def party_of(data: Any) -> Party | None:
    """Who gets it on paper, from what is being typed; None until both name and kind are there."""
    name, kind = (" ".join(str(data.get(key, "") if data else "").split()) for key in ("party", "party_kind"))
    return Party(name[:200], PartyKind(kind)) if name and kind in PartyKind.values else None


class RecordAnswerForm(AnswerReferralForm):
    """What a party without account has answered, as the sender was told."""

    answer = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=[
            (Sending.Answer.ACCEPTED, _("They take over")),
            (Sending.Answer.MORE_ASKED, _("They need to know more")),
            (Sending.Answer.OTHER_SUGGESTED, _("They suggest another unit")),
            (Sending.Answer.TURNED_DOWN, _("They cannot take it")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Why can they not take it?"),
        choices=[("", _("Choose")), *(choice for choice in Sending.Reason.choices if choice[0])],
        required=False,
    )
    text = Text(
        label=_("What they said"),
        required=False,
        limit=LONG,
        rows=3,
        help_text=_("Also what they need to know, or whom they suggest if it is no unit in the list."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suggested"].label = _("Which unit do they suggest?")


class RecordOutcomeForm(StepForm):
    """What a party without account has told: when the family was met, and in the end what became of it."""

    asked_for = ("contact", "on", "result")

    contact = forms.ChoiceField(
        label=_("Has the family been met?"),
        choices=Referral.Contact.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    on = Day(label=ContactForm.base_fields["on"].label, required=False)
    result = forms.ChoiceField(
        label=FeedbackForm.base_fields["result"].label,
        choices=Referral.Result.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("When you know. Until then the task stays with your unit."),
    )
    text = Text(label=_("What they said"), required=False, limit=LONG, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("contact") or cleaned.get("result")) and not self.errors:
            self.add_error("contact", _("Choose what you have been told."))
        if cleaned.get("contact") and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Write which day it was."))
        return cleaned


class EndToldForm(StepForm):
    """When the party was told that what it knows no longer holds."""

    on = Day(label=_("When did you tell them?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
