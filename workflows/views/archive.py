"""What a unit once received in cases it no longer works in: listed without names, opened with a stated reason."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Action
from cases.errors import CaseError, CaseNotVisible
from cases.forms.base import StepForm
from cases.forms.case import ReasonForm
from cases.models import CasePerson, DisclosedSection, Disclosure, SectionKind
from cases.services.archive import open_archive
from workflows.selectors.archive import archived_cases
from workflows.task_views.page import ActingPage


class Archive(ActingPage):
    """By case number and sender alone."""

    needs = "opens_cases"

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "workflows/archive.html", {"rows": archived_cases(self.by)})


class OpenArchive(ActingPage):
    """Asks for the reason, then shows the copies; to units that received nothing the page does not exist."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self.ask(pk, ReasonForm())

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.ask(pk, form, 422)
        self.require_received(pk)
        try:
            with open_archive(case=pk, reason=form.cleaned_data["reason"], by=self.by) as (sections, versions):
                people = [(row, relation_of(row)) for row in sections if row.kind == SectionKind.IDENTITY]
                others = [row for row in sections if row.kind != SectionKind.IDENTITY]
                shown: dict[str, Any] = {"people": people, "sections": others, "versions": versions, "crumbs": crumbs()}
                shown |= {"case_key": pk, "reason": form.cleaned_data["reason"]}
                return render(request, "workflows/archive_case.html", shown)
        except CaseError as refused:
            form.refuse(refused)
            return self.ask(pk, form, 422)

    def ask(self, pk: UUID, form: StepForm, status: int = 200) -> HttpResponse:
        self.require_received(pk)
        context = {
            "form": form,
            "heading": _("Open the archive"),
            "intro": _("The copies are your unit's own, but the consent has ended. What you write is logged."),
            "submit": _("Open the archive"),
            "crumbs": crumbs(),
            "back_url": reverse("archive"),
        }
        return render(self.request, "workflows/step.html", context, status=status)

    def require_received(self, pk: UUID) -> None:
        may_read = Action.READ in self.by.rights.actions
        if not may_read or not Disclosure.objects.filter(case_id=pk, receiver_unit_id=self.by.unit_id).exists():
            raise CaseNotVisible(self.by, pk, "archive")


def crumbs() -> list[dict[str, Any]]:
    return [{"label": _("Archive"), "url": reverse("archive")}]


def relation_of(row: DisclosedSection) -> str:
    """How the person stands to the one the plan is about, as it was told; empty for that one."""
    relation = row.content.get("relation")
    if relation == CasePerson.Relation.SUBJECT:
        return ""
    return str(CasePerson.Relation(relation).label) if relation in CasePerson.Relation.values else ""
