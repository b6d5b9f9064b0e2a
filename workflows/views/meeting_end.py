"""Calling one more unit, recording a reply by hand, and ending the meeting."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.errors import CaseError, StaleText
from cases.models import Summons
from cases.selectors.plan import plan_document
from cases.services.meeting import close_meeting
from cases.services.summons import reply_to_summons
from workflows.models import Task
from workflows.models.step import Outcome, Step
from workflows.selectors.draft import drafts_under
from workflows.selectors.meeting import agenda
from workflows.selectors.task import due_of, open_task_of
from workflows.services.errors import TaskDone
from workflows.services.meeting import call_unit
from workflows.services.task import complete_task
from workflows.views.meeting import MeetingAct


class CallOneMore(MeetingAct):
    """Calls or invites one more unit that the family has said may be told."""

    action = Action.CALL

    def post(self, request: HttpRequest, pk: UUID, meeting: UUID) -> HttpResponse:
        self.open(pk, meeting)
        chosen = {str(unit.pk): unit for unit in self.callable_units()}.get(request.POST.get("unit", ""))
        kind = request.POST.get("kind", Summons.Kind.SUMMONS)
        if chosen is None or kind not in Summons.Kind.values or not self.may_write:
            raise Http404
        try:
            with transaction.atomic():
                call_unit(meeting=self.meeting, unit=chosen, kind=Summons.Kind(kind), by=self.by)
        except CaseError as refused:
            return self.show(422, errors=[refused.message])
        return redirect("meeting", pk, meeting)


class EndMeeting(MeetingAct):
    """Ends the meeting and with it the task; what is missing is said, and nothing is half-done."""

    action = Action.WRITE

    def post(self, request: HttpRequest, pk: UUID, meeting: UUID) -> HttpResponse:
        self.open(pk, meeting)
        task = open_task_of(self.case, Step.MEET)
        if task is None:
            return redirect("case", pk)
        try:
            with transaction.atomic():
                self._write_drafts()
                complete_task(task=task, do=partial(self._close, task), by=self.by)
        except StaleText as stale:
            words = _("%(name)s has changed the notes of a point where you have text that is not saved. Save it first.")
            return self.show(422, errors=[words % {"name": stale.current.written_by.full_name}])
        except CaseError as refused:
            return self.show(422, errors=[refused.message])
        except TaskDone:
            return redirect("case", pk)
        return redirect("case", pk)

    def _write_drafts(self) -> None:
        drafts = drafts_under(self.by, self.draft_key())
        for item in agenda(self.meeting, self.by, plan_document(self.case, self.by)):
            if self.draft_key(item) in drafts and item.has_notes and item.about is not None:
                self._resume(item, drafts)
                self.write(item, item.notes, item.version)

    def _close(self, task: Task) -> Outcome:
        close_meeting(meeting=self.meeting, due_at=due_of(task), by=self.by)
        return Outcome.HELD


class RecordReply(MeetingAct):
    """The reply of a party without account, recorded by who called."""

    action = Action.CALL

    def post(self, request: HttpRequest, pk: UUID, meeting: UUID, key: UUID) -> HttpResponse:
        self.open(pk, meeting)
        row = Summons.objects.select_related("meeting", "case").filter(pk=key, meeting=self.meeting, unit=None).first()
        reply = request.POST.get("reply", "")
        if row is None or reply not in Summons.Reply.values or not reply:
            raise Http404
        try:
            with transaction.atomic():
                reply_to_summons(summons=row, reply=Summons.Reply(reply), by=self.by)
        except CaseError as refused:
            return self.show(422, errors=[refused.message])
        return redirect("meeting", pk, meeting)
