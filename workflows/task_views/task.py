"""The one shape of a task's page: fetched with its case, done once, and kind to whoever comes second."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.errors import CaseError, StaleText
from cases.forms.base import StepForm
from workflows.models import Task
from workflows.models.step import Outcome
from workflows.selectors.task import hands_of
from workflows.services.errors import FormSent, TaskDone
from workflows.services.task import complete_task
from workflows.task_views.done import done_by_other
from workflows.task_views.page import StepPage
from workflows.task_views.stale import resolved_post, show_two_texts


class TaskPage(StepPage):
    """One human step. `do` calls the services and answers with the outcome, or None when the task goes on."""

    step = ""
    task: Task

    @property
    def draft_key(self) -> str:
        return f"task:{self.task.pk}"

    def do(self, form: StepForm) -> Outcome | None:
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        self.open_task(pk)
        if self.task.finished:
            return self.done_by_other(TaskDone(self.task))
        return self.show(self.form_taken_up())

    def post(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        self.open_task(pk)
        form = self.form(resolved_post(request))
        if not self.task.finished and not form.is_valid():
            return self.show(form, status=422)
        try:
            with transaction.atomic():
                # Before the claim: who was slower reads who did it, and not that the form was sent.
                answer = self.complete(form)
                self.claim()
                return answer
        except FormSent as sent:
            return self.form_sent(sent)
        except TaskDone as done:
            return self.done_by_other(done)
        except StaleText as stale:
            return show_two_texts(request, stale, field="text", mine=request.POST.get("text", ""), case=self.case)
        except CaseError as refusal:
            return self.refused(form, refusal)

    def show(self, form: StepForm, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, task=self.task, hands=hands_of(self.task, self.by), **context)

    def open_task(self, pk: UUID) -> None:
        """The task with its case; 404 for whom the case does not exist, or whose unit it is not."""
        task = Task.objects.select_related("case", "owner", "unit").filter(pk=pk).first()
        if task is None or task.step != self.step:
            raise Http404
        self.case = self.get_case(task.case_id)
        if task.unit_id != self.by.unit_id:
            raise Http404
        self.task = task

    def complete(self, form: StepForm) -> HttpResponse:
        complete_task(task=self.task, do=lambda: self.do(form), by=self.by)
        return redirect("case", self.case.pk)

    def done_by_other(self, done: TaskDone) -> HttpResponse:
        kept = self.request.POST.get("text") or self.request.POST.get("note") or ""
        opens = (_("Open the case"), reverse("case", args=[self.case.pk]))
        return done_by_other(self.request, done.task, by=self.by, kept=kept, opens=opens, case=self.case)
