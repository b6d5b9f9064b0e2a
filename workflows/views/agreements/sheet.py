"""Sheets without a name: a parent answers by link, a unit enters what came on paper or a record it has reviewed."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.addresses import number_of
from accounts.roles import Action
from agreements.forms.round import SheetForm, UnitForm
from agreements.models import Questionnaire, SheetLink
from agreements.permissions import Right, may
from agreements.selectors.round import questions_of
from agreements.selectors.round_sheet import link_in_force
from agreements.services.round_sheet import enter_by_link, enter_sheet, make_link
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.models import Parenthood, PatientChild
from cases.selectors.parenthood import children_of, parenthood_of
from cases.services.access import get_case_for
from workflows.selectors.parenthood_page import documented
from workflows.selectors.record_review import records_to_review, sheet_answers
from workflows.views.agreements.round_page import RoundStep


class AnswerByLink(View):
    """For whoever has the link: nobody signs in, and nothing is kept of who it was. A wrong link has no page."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(self.form(token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = self.form(token, request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            with transaction.atomic():
                enter_by_link(token=token, answers=form.answers(), by=None)
        except CaseError as refused:
            form.refuse(refused)
            return self.show(form, 422)
        return render(request, "agreements/survey_thanks.html", {"unit": self.link.unit})

    def form(self, token: str, data: Any = None) -> SheetForm:
        link = link_in_force(token)
        if link is None:
            raise Http404
        self.link = link
        return SheetForm(data, questions=questions_of(link.round))

    def show(self, form: StepForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "unit": self.link.unit, "title": self.link.round.questionnaire.title}
        answer = render(self.request, "agreements/survey.html", context, status=status)
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer


class EnterSheet(RoundStep):
    """What came on paper to the own unit, or a record reviewed there; who entered it is not noted.

    A review of records lists the own patients; `record` names the one whose documented fields fill the sheet in.
    """

    right = Right.SEE
    heading = _("Enter a sheet")
    intro = _("For your own unit. Leave out what is not answered. Who enters it is not noted.")
    submit = _("Enter the sheet")
    template_name = "agreements/sheet.html"

    def form(self, data: Any = None) -> StepForm:
        if self.round.questionnaire.kind == Questionnaire.Kind.KAFO:
            raise Http404
        self.record = self.get_record()
        initial = sheet_answers(*self.record) if self.record else {}
        return SheetForm(data, questions=questions_of(self.round), initial=initial)

    def save(self, form: StepForm) -> None:
        enter_sheet(round_=self.round, unit=self.by.unit, answers=form.answers(), by=self.by)  # type: ignore[attr-defined]

    @property
    def is_review(self) -> bool:
        return self.round.questionnaire.kind == Questionnaire.Kind.RECORD_REVIEW and self.by.rights.opens_cases

    def get_record(self) -> tuple[Parenthood, list[PatientChild]] | None:
        """The record that was asked for, opened and logged as every reading; Http404 for one that is not the unit's."""
        if not self.is_review or "record" not in self.request.GET:
            return None
        try:
            key = UUID(self.request.GET["record"])
        except ValueError:
            raise Http404 from None
        case = get_case_for(self.by, key, Action.READ, what="record_review")
        row = parenthood_of(case, self.by)
        if row is None:
            raise Http404
        return row, children_of(case, self.by)

    def context(self) -> dict[str, Any]:
        if not self.is_review:
            return super().context()
        number = number_of(self.request.GET.get("page", "1"))
        page = number if number is not None and 0 < number < 1000 else 1
        records, has_more = ([], False) if self.record else records_to_review(self.by, page=page)
        return super().context() | {
            "records": records,
            "next_page": page + 1 if has_more else None,
            "fields": documented(*self.record) if self.record else [],
            "about": self.record[0].about if self.record else None,
        }


class SheetLinks(RoundStep):
    """The links by which parents answer, one for each unit."""

    heading = _("Links for parents")
    intro = _("One link for each unit. It says nothing of who answers, and ends with the round.")
    submit = _("Make the link")
    template_name = "agreements/sheet_links.html"

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        if not may(self.by, Right.LEAD, self.rule_set):
            raise PermissionDenied
        if self.round.questionnaire.kind != Questionnaire.Kind.PARENT_SURVEY:
            raise Http404

    def form(self, data: Any = None) -> StepForm:
        return UnitForm(data, rule_set=self.rule_set)

    def save(self, form: StepForm) -> None:
        make_link(round_=self.round, unit=form.cleaned_data["unit"], by=self.by)

    @property
    def back_url(self) -> str:
        return reverse("sheet_links", args=[self.rule_set.slug, self.round.pk])

    def context(self) -> dict[str, Any]:
        links = SheetLink.objects.filter(round=self.round).select_related("unit").order_by("unit__name")
        lines = [(each.unit, self.request.build_absolute_uri(reverse("survey", args=[each.token]))) for each in links]
        return super().context() | {"links": lines}
