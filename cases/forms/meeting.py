from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit, User
from cases.forms.base import StepForm
from cases.forms.fields import Clock, Day, Text, at
from cases.models import PlanMeeting, Summons
from cases.services.meeting import MeetingFacts


class TimeForm(StepForm):
    """When and where, and who leads and takes notes."""

    asked_for: tuple[str, ...] = ("place", "link")

    day = Day(label=_("Day"), help_text=_("As yyyy-mm-dd, 18/12 or +2v for two weeks from now."))
    starts = Clock(label=_("From"))
    ends = Clock(label=_("To"))
    place = Text(label=_("Place"), required=False)
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    chair = forms.ModelChoiceField(label=_("Leads the meeting"), queryset=User.objects.none())
    secretary = forms.ModelChoiceField(
        label=_("Takes notes"), queryset=User.objects.none(), required=False, empty_label=_("Nobody in particular")
    )
    interpreter = Text(
        label=_("Interpreter"), required=False, limit=60, help_text=_("Language, and on site or by phone.")
    )

    def __init__(self, *args: Any, by: Assignment, besides: Iterable[int] = (), **kwargs: Any) -> None:
        """`besides` are the keys of more people that may lead or take notes: those who were to do so."""
        super().__init__(*args, **kwargs)
        working = Assignment.objects.in_force().filter(unit_id=by.unit_id).values("user")
        colleagues = User.objects.filter(Q(pk__in=working) | Q(pk__in=list(besides))).order_by("full_name")
        for name in ("chair", "secretary"):
            self.offer_rows(name, colleagues)
        self.fields["chair"].initial = by.user_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", _("The meeting ends before it starts."))
        if not cleaned.get("place") and not cleaned.get("link") and "link" not in self.errors:
            self.add_error("place", _("Write a place or a link."))
        return cleaned

    def facts(self) -> MeetingFacts:
        cleaned = self.cleaned_data
        return MeetingFacts(
            starts_at=at(cleaned["day"], cleaned["starts"]),
            ends_at=at(cleaned["day"], cleaned["ends"]),
            place=cleaned["place"],
            link=cleaned["link"],
            chair=cleaned["chair"],
            secretary=cleaned["secretary"],
            interpreter=cleaned["interpreter"],
        )


class MeetingForm(TimeForm):
    """A meeting to come, and whom to call."""

    asked_for = ("place", "link", "must_attend", "may_attend")

    must_attend = forms.ModelMultipleChoiceField(
        label=_("Called: must attend"),
        queryset=CareUnit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only units that the family has said may be told."),
    )
    may_attend = forms.ModelMultipleChoiceField(
        label=_("Invited: may attend"),
        queryset=CareUnit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    parties = Text(
        label=_("Others without account"),
        required=False,
        limit=1000,
        rows=2,
        help_text=_("One on each line, for example a school or a dentist. They get a letter to print."),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("must_attend", "may_attend"):
            self.offer_rows(name, units)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        both = set(cleaned.get("must_attend") or ()) & set(cleaned.get("may_attend") or ())
        if both:
            self.add_error("may_attend", _("A unit is either called or invited."))
        return cleaned

    def party_names(self) -> list[str]:
        return [line.strip()[:200] for line in self.cleaned_data["parties"].splitlines() if line.strip()]


class CancelForm(StepForm):
    """Why a meeting does not take place."""

    reason = forms.ChoiceField(label=_("Why?"), choices=PlanMeeting.CancelReason.choices, widget=forms.RadioSelect)


class ReplyForm(StepForm):
    """A called unit's answer, or a party's, recorded by who called it."""

    asked_for = ("who_comes",)

    reply = forms.ChoiceField(
        label=_("Do you come?"),
        choices=[
            (Summons.Reply.YES, _("Yes, we come")),
            (Summons.Reply.SUBSTITUTE, _("Somebody else comes")),
            (Summons.Reply.NO, _("No")),
        ],
        widget=forms.RadioSelect,
    )
    who_comes = Text(label=_("Who comes?"), required=False, limit=120)
    note = Text(
        label=_("Message to who called"),
        required=False,
        limit=500,
        rows=2,
        help_text=_("Everybody who is called sees it. Write nothing about the family here."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reply") == Summons.Reply.SUBSTITUTE and not cleaned.get("who_comes"):
            self.add_error("who_comes", _("Write who comes instead."))
        if cleaned.get("reply") == Summons.Reply.NO and not cleaned.get("note"):
            self.add_error("note", _("Write why you do not come, and what would make it possible."))
        return cleaned
