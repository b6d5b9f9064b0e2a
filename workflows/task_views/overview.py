from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.selectors.case import subject_of
from workflows.selectors.due import due_of
from workflows.selectors.task import get_task_for, hands_of
from workflows.task_views.page import ActingPage


class TaskOverview(ActingPage):
    """A task for somebody who does not do it: what it is, whose hands it is in, and the handing over of it."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        task = get_task_for(self.by, pk)
        hands = hands_of(task, self.by)
        context = {
            "case": task.case,
            "task": task,
            "subject": subject_of(task.process.case, self.by),
            "hands": hands,
            "due": due_of(hands.item.due_at, hands.item.near_at, now=timezone.now()) if hands else None,
        }
        return render(request, "workflows/task_overview.html", context)
