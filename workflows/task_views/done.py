"""The page for the one who was second: who did it, when, and what became of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import Assignment
from workflows.models import Notice, Task


def done_by_other(
    request: HttpRequest, task: Task, *, by: Assignment, kept: str, opens: tuple[Any, str], **context: Any
) -> HttpResponse:
    """`kept`: what the reader wrote; `opens`: the label and address of where to go on. Status 409."""
    name = task.owner.full_name if task.owner else _("The system")
    first = task.owner.first_name if task.owner else name
    is_mine = task.owner_id == by.user_id
    at = time_format(timezone.localtime(task.finished), "H.i")
    said = {
        "heading": _("You have already done this") if is_mine else _("%(name)s was faster") % {"name": first},
        "text": _("%(name)s did this at %(time)s. It is done once.") % {"name": name, "time": at},
        "facts": [(_("Task"), task.step_label), (_("What became of it"), task.get_outcome_display())],
        "text_kept": kept,
        "next_url": reverse("inbox"),
        "open_label": opens[0],
        "open_url": opens[1],
    }
    return render(request, "workflows/done_by_other.html", said | context, status=409)


def gone(request: HttpRequest, told: Notice) -> HttpResponse:
    """The task was taken back while it lay open, and with it what the unit saw of the case. Status 409."""
    at = time_format(timezone.localtime(told.created_at), "H.i")
    said = {
        "heading": _("It does not wait for your unit any more"),
        "text": _("It was taken back at %(time)s. What you wrote has not been sent.") % {"time": at},
        "facts": [(_("Task"), told.get_step_display())],
        "text_kept": request.POST.get("text") or request.POST.get("note") or "",
        "next_url": reverse("inbox"),
        "open_label": _("Archive"),
        "open_url": reverse("archive"),
    }
    return render(request, "workflows/done_by_other.html", said, status=409)
