"""Moving a planned meeting to another time or place, and calling it off."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.meeting import CancelForm, TimeForm
from cases.models import Case, PlanMeeting
from workflows.services.meeting import cancel_meeting, move_meeting
from workflows.task_views.page import StepPage


class MeetingChange(StepPage):
    """A form about one planned meeting, for the unit that called to it."""

    action = Action.CALL

    def get(self, request: HttpRequest, pk: UUID, meeting: UUID) -> HttpResponse:  # type: ignore[override]
        self.key = meeting
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: UUID, meeting: UUID) -> HttpResponse:  # type: ignore[override]
        self.key = meeting
        return super().post(request, pk)

    def get_case(self, pk: UUID) -> Case:
        """With its meeting. Http404 for another unit than the one that called, and for a meeting held or cancelled."""
        case = super().get_case(pk)
        rows = PlanMeeting.objects.select_related("case__owner_unit", "chair", "secretary")
        row = rows.filter(pk=self.key, case=case, status=PlanMeeting.Status.PLANNED).first()
        if row is None or self.by.unit_id != case.owner_unit_id:
            raise Http404
        self.meeting = row
        return case

    @property
    def back_url(self) -> str:
        return reverse("meeting", args=[self.case.pk, self.key])


class MoveMeeting(MeetingChange):
    """Another time, place or link. All called units are told; with another time they are asked to reply again."""

    what = "move_meeting"

    def form(self, data: Any = None) -> StepForm:
        row = self.meeting
        starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
        names = ("place", "link", "chair", "secretary", "interpreter")
        initial = {name: getattr(row, name) for name in names}
        initial |= {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        besides = [key for key in (row.chair_id, row.secretary_id) if key]
        return TimeForm(data, by=self.by, besides=besides, initial=initial)

    def save(self, form: StepForm) -> HttpResponse:
        move_meeting(meeting=self.meeting, facts=form.facts(), by=self.by)  # type: ignore[attr-defined]
        return redirect("meeting", self.case.pk, self.key)

    @property
    def draft_key(self) -> str:
        return f"move:{self.key}"

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Move the meeting"),
            "intro": _(
                "All called units are told. If the day or the time is another, each is asked to reply again, and "
                "letters have to be printed anew. Tell the family yourself."
            ),
            "submit": _("Move the meeting"),
            "back_url": self.back_url,
        }


class CancelMeeting(MeetingChange):
    """Calls a meeting off; the plan goes back to preparing one."""

    what = "cancel_meeting"

    def form(self, data: Any = None) -> StepForm:
        return CancelForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        reason = PlanMeeting.CancelReason(form.cleaned_data["reason"])
        cancel_meeting(meeting=self.meeting, reason=reason, by=self.by)
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Cancel the meeting"),
            "intro": _(
                "All called units are told and need not come. You then prepare a new meeting. Its last day stays the "
                "same. Tell the family yourself."
            ),
            "submit": _("Cancel the meeting"),
            "back_url": self.back_url,
        }
