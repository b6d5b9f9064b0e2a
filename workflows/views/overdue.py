from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.base import StepForm
from cases.forms.health import TellOverdueForm
from cases.models import Case
from cases.selectors.case import subject_of
from cases.services.overdue import plans_about, tell_overdue, units_to_tell
from workflows.task_views.page import StepPage
from workflows.views.health import crumbs


class TellOverdue(StepPage):
    """That a health contact is overdue, to chosen units of the person's plan: one line, and nothing of which visit."""

    what = "tell_overdue"
    kinds = Case.CONTACTS
    template_name = "workflows/tell_overdue.html"

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        self.offered = {
            f"{plan.pk}:{unit.pk}": (plan, unit)
            for plan in plans_about(case, self.by)
            for unit in units_to_tell(plan, self.by)
        }
        return case

    def form(self, data: Any = None) -> StepForm:
        form = TellOverdueForm(data)
        form.offer("to", [(key, f"{unit.name}, {plan.number}") for key, (plan, unit) in self.offered.items()])
        return form

    def save(self, form: StepForm) -> HttpResponse:
        chosen = [self.offered[key] for key in form.cleaned_data["to"]]
        for plan in dict.fromkeys(plan for plan, _unit in chosen):
            units = [unit for each, unit in chosen if each == plan]
            tell_overdue(contact=self.case, plan=plan, receivers=units, by=self.by)
        messages.success(self.request, _("It is told."))
        return redirect("contact", self.case.pk)

    def context(self) -> dict[str, Any]:
        intro = _(
            "They read one line on the plan's page: that a health contact is overdue, that your unit told it, and the "
            "day. Not which visit, nor why."
        )
        none = _("Nobody can be told: consent in a plan about the same person must cover health.")
        return {
            "heading": _("Tell that a visit is overdue"),
            "intro": intro if self.offered else none,
            "submit": _("Tell"),
            "back_url": reverse("contact", args=[self.case.pk]),
            "crumbs": crumbs(self.case, subject_of(self.case, self.by), _("Tell that a visit is overdue")),
            "has_nobody": not self.offered,
        }
