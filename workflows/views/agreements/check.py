"""The working group's check: the answers side by side, each checked or sent back with a question."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.forms.round import SendBackForm
from agreements.permissions import Right
from cases.errors import CaseError
from cases.forms.base import StepForm
from workflows.selectors.round_page import answers_side_by_side
from workflows.services.review import check_centre, finish_checking, send_back
from workflows.views.agreements.round_page import CentreStep, RoundPage, RoundStep, asked_of


class CheckRound(RoundPage):
    right = Right.CHECK

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        row = self.open_round(slug, pk)
        table = answers_side_by_side(row)
        context = {
            "rule_set": row.rule_set,
            "round": row,
            "table": table,
            "waiting": sum(each.asked.status == "answered" for each in table.centres),
            "crumbs": self.round_crumbs(str(_("Check the answers"))),
        }
        return render(request, "agreements/check.html", context)


class CheckCentre(RoundPage):
    """Notes that one centre's answer holds."""

    right = Right.CHECK
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int, asked: int) -> HttpResponse:
        centre = asked_of(self.open_round(slug, pk), asked)
        try:
            with transaction.atomic():
                check_centre(asked=centre, by=self.by)
        except CaseError as refused:
            messages.warning(request, str(refused.message))
        return redirect(f"{reverse('check_round', args=[slug, pk])}#centre-{asked}")


class SendBack(CentreStep):
    right = Right.CHECK
    submit = _("Send the question")
    intro = _("The centre's answer opens anew, with your question above it.")

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        self.heading = _("Ask %(centre)s again") % {"centre": self.asked.centre}

    def form(self, data: Any = None) -> StepForm:
        return SendBackForm(data)

    def save(self, form: StepForm) -> None:
        send_back(asked=self.asked, question=form.cleaned_data["question"], by=self.by)

    @property
    def back_url(self) -> str:
        return reverse("check_round", args=[self.rule_set.slug, self.round.pk])


class FinishChecking(RoundStep):
    right = Right.CHECK
    heading = _("Do the answers hold?")
    intro = _("Figures are compiled from them. The centres can change nothing more.")
    submit = _("The answers hold")

    def save(self, form: StepForm) -> None:
        finish_checking(round_=self.round, by=self.by)
