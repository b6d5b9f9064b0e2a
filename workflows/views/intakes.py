"""The receiver's side of a report of concern: the page, handing on, and longer time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.forms.concern import HandOnForm, LongerForm
from cases.models import Case, ReceivedReport
from cases.permissions import may
from cases.selectors.case import subject_of
from cases.selectors.concern import decisions_of, opening_of, receipt_of, received_reports
from workflows.models import Task
from workflows.models.step import Step
from workflows.selectors.intake_page import feedback_words, work_in
from workflows.selectors.receivers import receivers
from workflows.selectors.report_case import named_on, not_named, report_parts
from workflows.selectors.task import open_tasks_of
from workflows.services.concern import LONGER_FOR, extend_time, hand_on
from workflows.services.errors import TaskDone
from workflows.task_views.page import CasePage, StepPage
from workflows.views.situation import situation_beside

INTAKE = (Case.Kind.CONCERN_INTAKE,)


class IntakePage(CasePage):
    """What came in, what happens now by when, what has been decided, and who may open it."""

    what = "intake"
    kinds = INTAKE

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        reports = received_reports(case)
        writes = may(self.by, Action.WRITE, case)
        is_decided = opening_of(case) is not None
        subject = subject_of(case, self.by)
        context = situation_beside(case, subject, self.by, writes=writes) | {
            "case": case,
            "subject": subject,
            "work": work_in(case, open_tasks_of(case), self.by),
            "report": _shown(reports[-1]),
            "earlier": [_shown(each) for each in reversed(reports[:-1])],
            "decisions": decisions_of(case),
            "feedback": feedback_words(receipt_of(case)),
            "named": named_on(case),
            "links": self.links(case, writes and not is_decided),
        }
        return render(request, "workflows/intake.html", context)

    def links(self, case: Case, may_hand_on: bool) -> list[tuple[str, str]]:
        links = [(_("Hand on to the right municipality"), reverse("hand_on", args=[case.pk]))] if may_hand_on else []
        if not_named(case, self.by):
            links.append((_("Name a colleague"), reverse("name_colleague", args=[case.pk])))
        return [*links, (_("Who has read it"), reverse("readers", args=[case.pk]))]


class HandOn(StepPage):
    """Another unit answers for the child. It is told at once, and the report is closed here."""

    what = "hand_on"
    kinds = INTAKE

    def form(self, data: Any = None) -> StepForm:
        units = [unit for each in receivers() for unit in (each.by_day, each.on_call) if unit is not None]
        self.units = {str(unit.pk): unit for unit in units if unit.pk != self.case.owner_unit_id}
        form = HandOnForm(data)
        names = [(key, f"{unit.provider.principal.name}: {unit.name}") for key, unit in self.units.items()]
        form.offer("unit", [("", str(_("Choose"))), *names])
        return form

    def save(self, form: StepForm) -> HttpResponse:
        unit, text = self.units[form.cleaned_data["unit"]], form.cleaned_data["text"]
        hand_on(case=self.case, to=unit, text=text, by=self.by)
        messages.success(self.request, _("The report is handed on. It is closed here."))
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Hand on to the right municipality"),
            "intro": _("All that came in goes along. The reporter is told that it was handed on, and no more."),
            "submit": _("Hand on now"),
        }


class LongerTime(StepPage):
    """A new, definite last day, for the one reason that the law gives the step."""

    what = "extend_time"
    kinds = INTAKE

    def get_case(self, pk: UUID) -> Case:
        """By the task's key. Http404 for another unit's task and for a step that is given no longer time."""
        task = Task.objects.select_related("unit").filter(pk=pk).first()
        if task is None or task.step not in LONGER_FOR:
            raise Http404
        case = super().get_case(task.case_id)
        if task.unit_id != self.by.unit_id:
            raise Http404
        self.task = task
        return case

    def form(self, data: Any = None) -> StepForm:
        return LongerForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        try:
            extend_time(task=self.task, by=self.by, **form.cleaned_data)
        except TaskDone as done:
            raise CaseError(done.message) from done
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        code = LONGER_FOR[Step(self.task.step)]
        return {"heading": _("Longer time"), "intro": code.label, "submit": _("Set the new last day")}


def _shown(row: ReceivedReport) -> dict[str, Any]:
    return {"row": row, "parts": report_parts(row.content)}
