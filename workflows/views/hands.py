"""In whose hands a task is: taken, given back, or given to a colleague."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.addresses import number_of
from accounts.models import Assignment
from workflows.services.errors import (
    CannotTakeOver,
    NobodyChosen,
    TaskDone,
    TaskError,
    TaskGone,
    TaskNotVisible,
    TaskTaken,
)
from workflows.services.queue import hand_back, hand_over, take_task
from workflows.task_views.page import ActingPage
from workflows.views.inbox import Inbox


class TakeTask(Inbox):
    """Takes a free task; the answer is the list, with focus on the task that now is one's own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        try:
            with transaction.atomic():
                take_task(task=pk, by=self.by)
        except TaskTaken as taken:
            return self.answer(_("%(name)s was faster") % {"name": taken.who.full_name})
        except TaskNotVisible:
            raise
        except TaskError as gone:
            return self.answer(str(gone))
        return self.answer(_("The task is yours"), taken_id=pk)

    def answer(self, announce: str, taken_id: UUID | None = None) -> HttpResponse:
        if self.request.headers.get("HX-Request"):
            return self.show("mine", only_rows=True, announce=announce, taken_id=taken_id)
        if taken_id is None:
            messages.warning(self.request, announce)
        return redirect("task", taken_id) if taken_id else redirect("inbox")


class HandBack(ActingPage):
    """Gives the task back to the unit's queue."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        try:
            with transaction.atomic():
                hand_back(task=pk, by=self.by)
        except (TaskDone, TaskGone) as gone:
            messages.warning(request, str(gone))
        else:
            messages.success(request, _("The task is free again, for everybody at the unit."))
        return redirect("inbox")


class HandOver(ActingPage):
    """Gives the task to a colleague, who is told."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        chosen = number_of(request.POST.get("to", ""))
        there = Assignment.objects.in_force().select_related("user", "unit").filter(unit_id=self.by.unit_id)
        to = there.filter(pk=chosen or 0).first()
        try:
            with transaction.atomic():
                hand_over(task=pk, to=to, by=self.by)
        except NobodyChosen as nobody:
            messages.error(request, str(nobody))
            return redirect("task", pk)
        except (CannotTakeOver, TaskDone, TaskGone) as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(
                request, _("%(name)s now has the task, and is told.") % {"name": cast("Assignment", to).user.full_name}
            )
        return redirect("inbox")
