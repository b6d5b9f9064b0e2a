"""Stopping, starting and moving the clock of an open task, by the unit whose task it is."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Assignment
from accounts.templatetags.samplan import full_date
from agreements.models import Clock
from cases.forms.base import StepForm
from cases.forms.fields import Day
from cases.models import Case
from cases.permissions import is_allowed
from workflows.models import Deadline, PauseReason, Task
from workflows.models.work_item import last_day
from workflows.nodes.clock import due_under
from workflows.services.deadline import move_deadline, pause_deadline, resume_deadline
from workflows.services.errors import NotPaused, TaskDone
from workflows.task_views.page import StepPage


class PauseForm(StepForm):
    """Until when a clock stands still, and why."""

    until = Day(
        label=gettext_lazy("The clock runs again on"),
        help_text=gettext_lazy("As yyyy-mm-dd, 18/12 or +2v for two weeks from now."),
    )
    reason = forms.ChoiceField(label=gettext_lazy("Why?"), choices=PauseReason.choices, widget=forms.RadioSelect)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise ValidationError(_("Choose a day ahead."))
        return until


class ClockPage(StepPage):
    """A page about the running clock of one open task of the acting unit."""

    kinds = Case.OF_FAMILY

    def get_case(self, pk: UUID) -> Case:
        """By the task's key. Http404 for another unit's task, and for one without a clock that runs."""
        task = Task.objects.select_related("unit").filter(pk=pk).first()
        if task is None:
            raise Http404
        case = super().get_case(task.case_id)
        running = Deadline.objects.select_related("clock", "unit").filter(task=task, closed_at=None)
        deadline = running.filter(unit=task.unit_id).first()
        if deadline is None or task.unit_id != self.by.unit_id:
            raise Http404
        self.task, self.deadline = task, deadline
        return case

    def post(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, pk)
        except TaskDone:
            return redirect("case", self.case.pk)


class PauseClock(ClockPage):
    """The task stays open while its clock stands still; from when and to when is seen by all in the case."""

    what = "pause_clock"

    def form(self, data: Any = None) -> StepForm:
        return PauseForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        cleaned = form.cleaned_data
        reason = PauseReason(cleaned["reason"])
        pause_deadline(task=self.task, until=cleaned["until"], reason=reason, by=self.by)
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        text = _(
            "«%(step)s» can be done all the same. The clock stands still from today, %(today)s, and the last day is "
            "moved by as many days. All in the case see from when to when; only your own side sees why."
        )
        return {
            "heading": _("Pause the clock"),
            "intro": text % {"step": self.task.step_label, "today": full_date(timezone.localdate())},
            "submit": _("Pause the clock"),
        }


class ResumeClock(ClockPage):
    """The clock runs again from now."""

    what = "resume_clock"
    http_method_names = ["post", "options"]

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        # Where it runs already, somebody else has started it, or the pause was over.
        with suppress(NotPaused), transaction.atomic():
            resume_deadline(task=self.task, by=self.by)
        return redirect("case", self.case.pk)


class FollowClock(ClockPage):
    """Lets a running deadline follow the version of its clock that is in force now. Shows both days before."""

    what = "follow_clock"

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        newer = newer_version(self.deadline)
        if newer is None or self.task.flow_task.is_due_on_an_agreed_day:
            raise Http404
        self.newer = newer
        return case

    def get(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        self.case = self.get_case(pk)
        return self.ask()

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        # Another version than the one whose day was shown: shown anew.
        if self.request.POST.get("clock") != str(self.newer.pk):
            return self.ask(409)
        move_deadline(task=self.task, clock=self.newer, by=self.by)
        return redirect("case", self.case.pk)

    def ask(self, status: int = 200) -> HttpResponse:
        old = self.deadline.clock
        context = {
            "case": self.case,
            "heading": _("Let the clock follow the newer rule?"),
            "text": _("The rule for «%(step)s» has a newer version. What runs keeps its day unless you move it.")
            % {"step": self.task.step_label},
            "facts": [
                (_("Last day now"), f"{full_date(last_day(self.deadline.due_at))}. {clock_words(old)}"),
                (
                    _("Last day by the newer rule"),
                    f"{full_date(newer_day(self.deadline, self.newer))}. {clock_words(self.newer)}",
                ),
            ],
            "hidden": [("clock", self.newer.pk)],
            "submit": _("Move the last day"),
            "back_url": reverse("case", args=[self.case.pk]),
        }
        return render(self.request, "workflows/ask.html", context, status=status)


def newer_version(deadline: Deadline) -> Clock | None:
    """The version of the deadline's clock in force today, where that is a later one than it follows."""
    today = Clock.objects.in_force(timezone.localdate()).filter(key=deadline.clock_key)
    return today.filter(valid_from__gt=deadline.clock.valid_from).first()


def newer_day(deadline: Deadline, clock: Clock) -> date:
    """The last day in time under `clock`, with the days the deadline stood still."""
    pauses = deadline.pauses.values_list("begun_at", "ends_at")
    return last_day(due_under(clock, deadline, pauses))


def clock_words(clock: Clock) -> str:
    """«7 kalenderdagar. Källa: …»."""
    words = {"length": clock.length, "unit": clock.get_unit_display(), "source": clock.source}
    return _("%(length)s %(unit)s. Source: %(source)s") % words


def clocks_beside(case: Case, tasks: list[Task], by: Assignment) -> list[dict[str, Any]]:
    """What stands beside the clocks of the open tasks: the pauses, and what the acting unit can do about its own.

    Why a clock stands still is for the unit's own provider.
    """
    open_tasks = {task.pk: task for task in tasks}
    rows = Deadline.objects.filter(case=case, closed_at=None, task__in=open_tasks).select_related("clock", "unit")
    found = [
        _beside(case, row, open_tasks[row.task_id], by) for row in rows.prefetch_related("pauses").order_by("due_at")
    ]
    return [each for each in found if each["pauses"] or each["is_mine"]]


def _beside(case: Case, deadline: Deadline, task: Task, by: Assignment) -> dict[str, Any]:
    # The sender's clock of a silent referral runs on the receiver's task, and is nobody's to stop.
    is_mine = task.unit_id == by.unit_id == deadline.unit_id and is_allowed(by, task.flow_task.action, case)
    is_own_side = deadline.whose[1].provider_id == by.unit.provider_id
    newer = newer_version(deadline) if is_mine and not task.flow_task.is_due_on_an_agreed_day else None
    now = timezone.now()
    pauses = sorted(deadline.pauses.all(), key=lambda pause: pause.begun_at)
    return {
        "task": task,
        "unit": deadline.whose[1].name,
        "is_mine": is_mine,
        "is_paused": any(pause.begun_at <= now < pause.ends_at for pause in pauses),
        "pauses": [
            {
                "begun_at": pause.begun_at,
                "ends_at": pause.ends_at,
                "runs": pause.ends_at > now,
                "why": pause.get_reason_display() if is_own_side else "",
            }
            for pause in pauses
        ],
        "newer": newer,
        "old_day": last_day(deadline.due_at),
        "new_day": newer_day(deadline, newer) if newer else None,
    }
