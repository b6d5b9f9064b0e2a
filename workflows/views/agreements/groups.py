"""User councils, steering and management groups: listed, made and staffed, and their meetings written down."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.forms.arena import (
    ChangeGroupForm,
    EndMemberForm,
    GroupForm,
    MeetingForm,
    MemberForm,
    PlannedMeetingForm,
)
from agreements.models import GroupMeeting, GroupMember, StandingGroup
from agreements.permissions import Right, may_at
from agreements.selectors.group import get_group_for, group_row, groups_at, seats_of
from agreements.selectors.place import leads_at, units_of
from agreements.services.group import (
    add_member,
    cancel_meeting,
    change_group,
    change_meeting,
    end_member,
    make_group,
    move_meeting,
    plan_meeting,
    record_meeting,
)
from cases.forms.base import StepForm
from workflows.views.agreements.place import PlacePage, PlaceStep, address


class Groups(PlacePage):
    """Every council and group with its last meeting, and which are overdue."""

    def get(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        place = self.open_place(kind, key)
        leads = leads_at(self.by)
        rows = groups_at(place, leads, timezone.localdate())
        context = {
            "place": place,
            "crumbs": self.crumbs((str(_("Councils and groups")), "")),
            "tabs": self.tabs("groups"),
            "rows": rows,
            "overdue": sum(row.is_overdue for row in rows),
            "may_change": leads(place),
        }
        return render(request, "agreements/groups.html", context)


class GroupPage(PlacePage):
    """One council or group: who sits there, and its meetings."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        group, today = get_group_for(self.by, pk), timezone.localdate()
        self.place = group.place
        may_change = may_at(self.by, Right.LEAD, self.place)
        context = {
            "place": self.place,
            "group": group,
            "row": group_row(group, today, may_change=may_change),
            "seats": seats_of(group, today),
            "planned": group.meetings.filter(raised="").order_by("held_on"),
            "meetings": group.meetings.exclude(raised="").order_by("-held_on"),
            "today": today,
            "crumbs": self.crumbs((str(_("Councils and groups")), address("groups", self.place)), (group.name, "")),
        }
        return render(request, "agreements/group.html", context)


class MakeGroup(PlaceStep):
    heading = _("Add a council or a group")
    intro = _("Who sits there and when it meets is entered afterwards.")
    submit = _("Add")
    below = "groups"

    def form(self, data: Any = None) -> StepForm:
        return GroupForm(data, has_council=self.place.centre is not None)

    def save(self, form: StepForm) -> None:
        make_group(place=self.place, by=self.by, **form.cleaned_data)


class GroupStep(PlaceStep):
    """One form about one group."""

    below = "groups"
    group: StandingGroup

    def dispatch_step(self, pk: int, **keys: int) -> None:  # type: ignore[override]
        self.group = get_group_for(self.by, pk, Right.LEAD)
        self.place = self.group.place

    def step_crumbs(self) -> list[dict[str, Any]]:
        group = (self.group.name, self.back_url)
        return self.crumbs(
            (str(_("Councils and groups")), address("groups", self.place)), group, (str(self.heading), "")
        )

    @property
    def back_url(self) -> str:
        return reverse("group", args=[self.group.pk])


class ChangeGroup(GroupStep):
    heading = _("Change the group")

    def form(self, data: Any = None) -> StepForm:
        return ChangeGroupForm(data, initial=ChangeGroupForm.values_of(self.group))

    def save(self, form: StepForm) -> None:
        change_group(group=self.group, by=self.by, **form.cleaned_data)


class AddMember(GroupStep):
    heading = _("Add who sits in the group")
    intro = _("A person by assignment, or a post at a unit. Users of a council are not entered.")
    submit = _("Add")

    def form(self, data: Any = None) -> StepForm:
        return MemberForm(data, units=units_of(self.place))

    def save(self, form: StepForm) -> None:
        add_member(group=self.group, by=self.by, **form.cleaned_data)


class EndMember(GroupStep):
    heading = _("Sits there no more?")
    submit = _("Save the last day")
    member: GroupMember

    def dispatch_step(self, pk: int, **keys: int) -> None:  # type: ignore[override]
        super().dispatch_step(pk)
        members = self.group.members.select_related("unit", "assignment__user")
        self.member = _one(members.filter(pk=keys["member"], valid_to=None).first())

    def form(self, data: Any = None) -> StepForm:
        return EndMemberForm(data, initial={"last_day": timezone.localdate()})

    def save(self, form: StepForm) -> None:
        end_member(member=self.member, by=self.by, **form.cleaned_data)

    def context(self) -> dict[str, Any]:
        who = self.member.assignment.user.full_name if self.member.assignment else self.member.post
        return {"intro": f"{who}, {self.member.unit.name}"}


class PlanGroupMeeting(GroupStep):
    heading = _("Plan a meeting")
    intro = _("The day alone. What was raised and decided is written down when it has been held.")

    def form(self, data: Any = None) -> StepForm:
        return PlannedMeetingForm(data)

    def save(self, form: StepForm) -> None:
        plan_meeting(group=self.group, by=self.by, **form.cleaned_data)


class MovePlannedMeeting(GroupStep):
    """Another day for a meeting that is planned, or none."""

    heading = _("Move or cancel the meeting")
    submit = _("Save the day")
    removal = _("Cancel the meeting")
    meeting: GroupMeeting

    def dispatch_step(self, pk: int, **keys: int) -> None:  # type: ignore[override]
        super().dispatch_step(pk)
        self.meeting = _one(self.group.meetings.filter(pk=keys["meeting"], raised="").first())

    def form(self, data: Any = None) -> StepForm:
        return PlannedMeetingForm(data, initial={"held_on": self.meeting.held_on})

    def save(self, form: StepForm) -> None:
        move_meeting(meeting=self.meeting, by=self.by, **form.cleaned_data)

    def remove(self) -> None:
        cancel_meeting(meeting=self.meeting, by=self.by)


class RecordGroupMeeting(GroupStep):
    heading = _("Write down a meeting")
    intro = _("A meeting that has been held.")

    def form(self, data: Any = None) -> StepForm:
        return MeetingForm(data, is_council=self.group.is_council)

    def save(self, form: StepForm) -> None:
        record_meeting(group=self.group, by=self.by, **form.cleaned_data)


class ChangeGroupMeeting(GroupStep):
    """Also one that was planned is written down here."""

    meeting: GroupMeeting

    @property
    def heading(self) -> Any:
        return _("Correct the meeting") if self.meeting.is_held else _("Write down a meeting")

    @property
    def intro(self) -> Any:
        return _("What it said before is kept.") if self.meeting.is_held else _("A meeting that has been held.")

    def dispatch_step(self, pk: int, **keys: int) -> None:  # type: ignore[override]
        super().dispatch_step(pk)
        self.meeting = _one(self.group.meetings.filter(pk=keys["meeting"]).first())

    def form(self, data: Any = None) -> StepForm:
        values = {name: getattr(self.meeting, name) for name in MeetingForm.base_fields}
        return MeetingForm(data, is_council=self.group.is_council, initial=values)

    def save(self, form: StepForm) -> None:
        change_meeting(meeting=self.meeting, by=self.by, **form.cleaned_data)


def _one(row: Any) -> Any:
    if row is None:
        raise Http404
    return row
