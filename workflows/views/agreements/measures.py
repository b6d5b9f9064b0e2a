"""The action plan of a report: who does what by when, and what came of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.forms.review import MeasureForm, OutcomeForm
from agreements.models import Clause, Measure, Round
from agreements.permissions import Right, holders, may
from cases.forms.base import StepForm
from workflows.models import Step
from workflows.selectors.round_page import is_open_step
from workflows.services.review import add_measure, finish_plan, follow_up_measure
from workflows.views.agreements.round_page import RoundPage, RoundStep, round_crumbs


def may_plan(page: Any, round_: Round) -> bool:
    return any(may(page.by, right, round_.rule_set) for right in (Right.LEAD, Right.ASSESS))


class ActionPlan(RoundPage):
    right = Right.AUDIT

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        row = self.open_round(slug, pk)
        measures = Measure.objects.filter(report__round=row).select_related("clause", "owner__user", "owner__unit")
        follows = is_open_step(row, Step.FOLLOW_UP_MEASURES)
        plans = is_open_step(row, Step.PLAN_MEASURES)
        leads = may_plan(self, row)
        context = {
            "rule_set": row.rule_set,
            "round": row,
            "measures": [
                {"row": each, "may_follow": follows and not each.done_on and (leads or each.owner_id == self.by.pk)}
                for each in measures.order_by("clause__position", "due_on")
            ],
            "today": timezone.localdate(),
            "may_add": leads and (plans or follows),
            "may_finish": leads and plans,
            "crumbs": self.round_crumbs(str(_("Action plan"))),
        }
        return render(request, "agreements/action_plan.html", context)


class PlanStep(RoundStep):
    right = Right.AUDIT

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        if not may_plan(self, self.round):
            raise PermissionDenied

    @property
    def back_url(self) -> str:
        return reverse("action_plan", args=[self.rule_set.slug, self.round.pk])


class AddMeasure(PlanStep):
    heading = _("Add a measure")
    submit = _("Add")

    def form(self, data: Any = None) -> StepForm:
        form = MeasureForm(data)
        form.offer_rows("clause", Clause.objects.filter(version=self.round.version).order_by("position"))
        owners = holders(self.rule_set, *Right)
        form.offer_rows("owner", type(owners[0]).objects.filter(pk__in=[each.pk for each in owners]))
        return form

    def save(self, form: StepForm) -> None:
        add_measure(round_=self.round, by=self.by, **form.cleaned_data)


class FinishPlan(PlanStep):
    heading = _("Is the action plan written?")
    intro = _("Each measure is followed up by its last day. You can still add one.")
    submit = _("The plan is written")

    def save(self, form: StepForm) -> None:
        finish_plan(round_=self.round, by=self.by)


class FollowUpMeasure(RoundStep):
    right = Right.SEE
    heading = _("Follow up the measure")
    submit = _("Save the follow-up")

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        found = Measure.objects.select_related("report__round", "clause").filter(
            report__round=self.round, pk=keys["measure"]
        )
        if (measure := found.first()) is None:
            raise Http404
        if measure.owner_id != self.by.pk and not may_plan(self, self.round):
            raise PermissionDenied
        self.measure = measure

    def form(self, data: Any = None) -> StepForm:
        return OutcomeForm(data)

    def save(self, form: StepForm) -> None:
        follow_up_measure(measure=self.measure, outcome=form.cleaned_data["outcome"], by=self.by)

    def context(self) -> dict[str, Any]:
        crumbs = round_crumbs(self, self.round, str(_("Action plan")), str(self.heading))
        crumbs[3]["url"] = self.back_url
        return super().context() | {"intro": f"{self.measure.clause.code}: {self.measure.text}", "crumbs": crumbs}

    @property
    def back_url(self) -> str:
        return reverse("action_plan", args=[self.rule_set.slug, self.round.pk])
