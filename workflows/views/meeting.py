"""Meetings: the list of those to come, and the page to write in while people talk."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import number_of
from accounts.models import CareUnit
from accounts.roles import Action
from cases.errors import CaseError, StaleText
from cases.forms.fields import Day, Text
from cases.forms.meeting import ReplyForm
from cases.models import Attachment, CasePerson, Intervention, MeetingNote, PlanMeeting, Summons, Topic
from cases.permissions import may
from cases.selectors.attachment import attachments_of
from cases.selectors.case import persons_in, subject_of
from cases.selectors.consent import consented_units
from cases.selectors.plan import plan_document
from cases.services.meeting import Attendance, note_attendance, note_family_attendance, write_meeting_note
from cases.services.plan import add_intervention
from workflows.models import Draft
from workflows.models.step import Step
from workflows.selectors.case_list import coming_meetings
from workflows.selectors.changes import cancel_reason
from workflows.selectors.draft import drafts_under
from workflows.selectors.meeting import AgendaItem, agenda, attendee, attendees, holders, missing_parts
from workflows.selectors.task import hands_of, open_task_of
from workflows.selectors.writing import writing_now
from workflows.services.draft import drop_draft
from workflows.services.errors import FormSent
from workflows.task_views.page import ActingPage, CasePage
from workflows.task_views.stale import resolved_post, show_two_texts
from workflows.views.plan import doers


class Meetings(ActingPage):
    """The meetings of the cases one may see, the next first."""

    needs = "opens_cases"

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "workflows/meetings.html", {"meetings": coming_meetings(self.by)})


class MeetingPage(CasePage):
    """Attendance, agenda, notes and decisions; only the unit that called writes here."""

    what = "meeting"

    def get(self, request: HttpRequest, pk: UUID, meeting: UUID, **part: Any) -> HttpResponse:
        if part or request.resolver_match.url_name != "meeting":  # type: ignore[union-attr]
            return redirect("meeting", pk, meeting)
        self.open(pk, meeting)
        return self.show()

    def open(self, pk: UUID, meeting: UUID) -> None:
        self.case = self.get_case(pk)
        row = (
            PlanMeeting.objects.select_related("case__owner_unit", "chair", "secretary")
            .filter(pk=meeting, case_id=pk)
            .first()
        )
        if row is None:
            raise Http404
        self.meeting = row

    @property
    def may_write(self) -> bool:
        is_ours = self.by.unit_id == self.case.owner_unit_id
        is_planned = self.meeting.status == PlanMeeting.Status.PLANNED
        return is_ours and is_planned and may(self.by, Action.WRITE, self.case)

    @property
    def may_attach(self) -> bool:
        """Also when it has been held: minutes are finished afterwards."""
        is_ours = self.by.unit_id == self.case.owner_unit_id
        takes_place = self.meeting.status != PlanMeeting.Status.CANCELLED
        return is_ours and takes_place and may(self.by, Action.WRITE, self.case)

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        plan = plan_document(self.case, self.by)
        items = agenda(self.meeting, self.by, plan)
        drafts = drafts_under(self.by, self.draft_key()) if self.may_write else {}
        saved_at = max((self._resume(item, drafts) for item in items if self.draft_key(item) in drafts), default=None)
        opened = self._opened(items)
        if opened is not None and self.may_write:
            opened.state = "open"
        task = open_task_of(self.case, Step.MEET) if self.may_write else None
        context = {
            "case": self.case,
            "meeting": self.meeting,
            "may_write": self.may_write,
            "attendees": attendees(self.meeting, self.by, may_note=self.may_write),
            "holders": holders(self.meeting),
            "cancelled": cancel_reason(self.meeting).lower(),
            "items": items,
            "opened": opened,
            "draft_key": self.draft_key(opened),
            "saved_at": saved_at,
            "hands": hands_of(task, self.by) if task else None,
            "task": task,
            "crumbs": self._crumbs(),
            "plan": plan,
            "attachments": attachments_of(self.case, self.by, Attachment.Place.MINUTES, meeting=self.meeting),
            "may_attach": self.may_attach,
            "replies": ReplyForm.base_fields["reply"].choices,  # type: ignore[attr-defined]
            "missing": missing_parts(self.meeting, plan),
            "doers": [self._doer_words(unit, user) for unit, user in doers(self.case)],
            "is_owner": self.by.unit_id == self.case.owner_unit_id,
            "writing": writing_now(self.case),
            "callable": self.callable_units() if self.may_write else [],
        } | more
        return render(self.request, "workflows/meeting.html", context, status=status)

    def draft_key(self, item: AgendaItem | None = None) -> str:
        return f"meeting:{self.meeting.pk}:{item.key if item else ''}"

    def _resume(self, item: AgendaItem, drafts: dict[str, Draft]) -> datetime:
        """What was typed and not yet saved stands in its point again."""
        draft = drafts[self.draft_key(item)]
        item.notes = "".join(draft.data.get("notes", [])[-1:])
        item.version = int("".join(draft.data.get("version", [])[-1:]) or 0)
        item.state = "done" if item.notes else item.state
        return draft.saved_at

    def write(self, item: AgendaItem, text: str, edition: int) -> MeetingNote:
        """Saves what was said under a point; what was typed is then no draft any more."""
        note = write_meeting_note(
            meeting=self.meeting,
            agenda_item=item.goal,
            text=text,
            edition=edition,
            topic=Topic(item.topic),
            about=cast("CasePerson", item.about),
            by=self.by,
        )
        drop_draft(key=self.draft_key(item), by=self.by)
        return note

    def _crumbs(self) -> list[dict[str, str]]:
        subject = subject_of(self.case, self.by)
        about = f"{subject}, {self.case.number}" if subject else self.case.number
        return [
            {"label": _("Meetings"), "url": reverse("meetings")},
            {"label": about, "url": reverse("case", args=[self.case.pk])},
        ]

    def callable_units(self) -> list[CareUnit]:
        """Units that the family has named and that are not called yet; for the owner's side."""
        called = Summons.objects.filter(meeting=self.meeting, withdrawn_at=None).values_list("unit_id", flat=True)
        return [unit for unit in consented_units(self.case) if unit.pk not in {*called, self.by.unit_id}]

    def _opened(self, items: list[AgendaItem]) -> AgendaItem | None:
        wanted = self.request.GET.get("item") or self.request.POST.get("item") or ""
        by_number = {str(item.number): item for item in items}
        waiting = next((item for item in items if item.state == "waiting"), None)
        return by_number.get(wanted) or waiting or (items[-1] if items else None)

    @staticmethod
    def _doer_words(unit: Any, user: Any) -> str:
        return f"{user.full_name}, {unit.name}" if user else unit.name


class MeetingAct(MeetingPage):
    """What is done on the meeting's page. Come back to by its address, after sign-in say, it shows that page."""

    def get(self, request: HttpRequest, pk: UUID, meeting: UUID, **_keys: object) -> HttpResponse:
        self.open(pk, meeting)
        return redirect("meeting", pk, meeting)


class NoteAttendance(MeetingAct):
    """Notes whether one attendee is here; answers htmx with that line alone."""

    action = Action.WRITE

    def post(self, request: HttpRequest, pk: UUID, meeting: UUID, kind: str, key: UUID) -> HttpResponse:
        self.open(pk, meeting)
        attendance = request.POST.get("attendance", "")
        if attendance not in Attendance.values or not self.may_write:
            raise Http404
        if kind == "called":
            row = Summons.objects.select_related("meeting__case", "case").filter(pk=key, meeting=self.meeting).first()
            if row is None:
                raise Http404
            note_attendance(summons=row, attendance=Attendance(attendance), by=self.by)
        else:
            person = CasePerson.objects.filter(pk=key, case=self.case).first()
            if person is None:
                raise Http404
            note_family_attendance(meeting=self.meeting, person=person, attendance=Attendance(attendance), by=self.by)
        if request.headers.get("HX-Request"):
            line = attendee(self.meeting, self.by, kind, key)
            return render(request, "workflows/meeting_attendee.html", {"attendee": line, "acting": self.by})
        return redirect("meeting", pk, meeting)


class WriteMeetingNote(MeetingAct):
    """Saves what was said under one point. Sent by the page as one writes, and by its button."""

    action = Action.WRITE

    def post(self, request: HttpRequest, pk: UUID, meeting: UUID) -> HttpResponse:
        self.open(pk, meeting)
        data = resolved_post(request)
        if data.get("use") == "theirs":
            return redirect(f"{reverse('meeting', args=[pk, meeting])}?item={data.get('item', '')}")
        item = self._opened(agenda(self.meeting, self.by, plan_document(self.case, self.by)))
        if item is None or item.about is None or not item.has_notes:
            raise Http404
        text, version = data.get("notes", ""), data.get("version", "0")
        try:
            text = Text(limit=20_000, required=False, strip=False).clean(text)
            with transaction.atomic():
                note = self.write(item, text, number_of(version) or 0)
        except StaleText as stale:
            return show_two_texts(
                request, stale, field="notes", mine=text, case=self.case, label=item.title, version_name="version"
            )
        except ValidationError as invalid:
            return self.show(422, errors=invalid.messages, notes=text)
        except CaseError as refused:
            return self.show(422, errors=[refused.message], notes=text)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"version": note.edition, "saved": timezone.localtime().strftime("%H.%M")})
        return redirect(f"{reverse('meeting', args=[pk, meeting])}?item={item.number + 1}#item-{item.number + 1}")


class DecideIntervention(MeetingAct):
    """One decision: what, who, by when, Enter."""

    action = Action.WRITE

    def post(self, request: HttpRequest, pk: UUID, meeting: UUID) -> HttpResponse:
        self.open(pk, meeting)
        plan = plan_document(self.case, self.by)
        item = self._opened(agenda(self.meeting, self.by, plan))
        if item is None or item.about is None or not item.has_notes:
            raise Http404
        text, who, due = (request.POST.get(name, "") for name in ("text", "who", "due"))
        try:
            with transaction.atomic():
                self.claim()
                add_intervention(
                    case=self.case,
                    topic=Topic(item.topic),
                    about=item.about,
                    text=self._text(text),
                    goal=item.goal,
                    due_on=self._day(due),
                    by=self.by,
                    **self._who(who),
                )
        except FormSent as sent:
            return self.form_sent(sent)
        except CaseError as refused:
            kept = {"text": text, "who": who, "due": due}
            return self.show(422, errors=[refused.message], new=kept)
        return redirect(f"{reverse('meeting', args=[pk, meeting])}?item={item.number}#item-{item.number}")

    def _text(self, text: str) -> str:
        try:
            return Text(limit=2000).clean(text)
        except ValidationError as invalid:
            raise CaseError(_("Write what is to be done."), field="text") from invalid

    def _day(self, due: str) -> Any:
        try:
            return Day().clean(due)
        except ValidationError as invalid:
            raise CaseError(invalid.messages[0], field="due") from invalid

    def _who(self, who: str) -> dict[str, Any]:
        """A participating unit or its person as listed, somebody of the family by name, or somebody else."""
        who = Text(required=False).clean(who)
        by_words = {self._doer_words(unit, user): (unit, user) for unit, user in doers(self.case)}
        if who in by_words:
            unit, user = by_words[who]
            return {"doer": Intervention.Doer.PRINCIPAL, "unit": unit, "user": user}
        if who in {str(person) for person in persons_in(self.case, self.by)}:
            return {"doer": Intervention.Doer.SELF, "who_else": who}
        return {"doer": Intervention.Doer.OTHER, "who_else": who}
