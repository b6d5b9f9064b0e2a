from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.models import Case
from workflows.selectors.finding import advice_of, finding_of
from workflows.selectors.task import open_tasks_of
from workflows.task_views.page import CasePage


class FindingPage(CasePage):
    """What was found and decided; where it waits for a decision of the own unit, its task."""

    what = "finding"
    kinds = (Case.Kind.FINDING,)

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        tasks = [task for task in open_tasks_of(case) if task.unit_id == self.by.unit_id]
        if tasks and self.by.rights.opens_new:
            return redirect("task", tasks[0].pk)
        finding = finding_of(case)
        context = {"case": case, "finding": finding, "advice": advice_of(finding)}
        return render(request, "workflows/finding.html", context)
