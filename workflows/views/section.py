"""A unit's own sections of the plan: a new one, a changed one, one that the others are shown."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit
from accounts.roles import Action
from cases.errors import StaleText
from cases.forms.base import StepForm
from cases.forms.plan import GoalForm, InterventionForm, NeedTextForm, StatementForm
from cases.models import Case, Goal, Intervention, Need, PlanField, Statement
from cases.models.base import Content
from cases.permissions import readable_to
from cases.selectors.case import persons_in
from cases.selectors.plan import PlanDocument, plan_document
from cases.services.plan import (
    add_goal,
    add_intervention,
    add_need,
    add_statement,
    change_section,
    mark_ready,
)
from workflows.selectors.writing import writing_now
from workflows.task_views.page import CasePage, StepPage
from workflows.task_views.stale import show_two_texts
from workflows.views.plan import doers, onward

SECTIONS: dict[str, type[Content]] = {
    "need": Need,
    "goal": Goal,
    "intervention": Intervention,
    "statement": Statement,
}
FIELDS_OF: dict[str, tuple[str, ...]] = {
    "need": ("text",),
    "goal": ("text", "own_words", "own_words_by"),
    "intervention": ("text", "who_else", "starts_on", "due_on", "evaluated_by"),
    "statement": ("text", "said_by"),
}


class AddSection(StepPage):
    """A new need, goal, intervention or statement of the acting unit."""

    what = "write_plan"
    HEADINGS = {
        "need": _("Add a need"),
        "goal": _("Add a goal"),
        "intervention": _("Add an intervention"),
        "statement": _("Write down what was said"),
    }

    def get(self, request: HttpRequest, pk: UUID, kind: str, field: str = "") -> HttpResponse:  # type: ignore[override]
        self.kind, self.field = kind, field
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: UUID, kind: str, field: str = "") -> HttpResponse:  # type: ignore[override]
        self.kind, self.field = kind, field
        return super().post(request, pk)

    def form(self, data: Any = None) -> StepForm:
        return section_form(self.kind, self.case, self.by, data)

    def save(self, form: StepForm) -> HttpResponse:
        who: dict[str, Any] = {"case": self.case, "by": self.by}
        if isinstance(form, InterventionForm):
            add_intervention(**who, **form.arguments())
        elif isinstance(form, GoalForm):
            words = {name: form.cleaned_data[name] for name in ("text", "own_words", "own_words_by")}
            add_goal(**who, **form.common(), **words)
        elif isinstance(form, StatementForm):
            field = PlanField.objects.filter(pk=self.field, is_used=True).first()
            if field is None:
                raise Http404
            add_statement(
                **who,
                **form.common(),
                field=field,
                text=form.cleaned_data["text"],
                said_by=form.cleaned_data["said_by"],
            )
        elif isinstance(form, NeedTextForm):
            add_need(**who, **form.common(), text=form.cleaned_data["text"])
        return onward(self.request, self.case)

    @property
    def draft_key(self) -> str:
        return f"plan:{self.case.pk}:{self.kind}:{self.field}"

    def context(self) -> dict[str, Any]:
        return {
            "heading": self.HEADINGS[self.kind],
            "submit": _("Add"),
            "shows_writing": True,
            "writing": writing_now(self.case),
        }


class ChangeSection(StepPage):
    """Changes an own section; if somebody else saved meanwhile, both texts are shown and none is lost."""

    what = "write_plan"

    def get(self, request: HttpRequest, pk: UUID, kind: str, section: UUID) -> HttpResponse:  # type: ignore[override]
        self.kind, self.section = kind, section
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: UUID, kind: str, section: UUID) -> HttpResponse:  # type: ignore[override]
        self.kind, self.section = kind, section
        try:
            with transaction.atomic():
                return super().post(request, pk)
        except StaleText as stale:
            return show_two_texts(request, stale, field="text", mine=request.POST.get("text", ""), case=self.case)

    @property
    def row(self) -> Any:
        rows = readable_to(self.by, SECTIONS[self.kind]._default_manager.filter(pk=self.section, case=self.case))
        row = rows.select_related("case", "about", "owner_unit", "written_by").first()
        if row is None:
            raise Http404
        return row

    def form(self, data: Any = None) -> StepForm:
        row = self.row
        initial = {name: getattr(row, name) for name in FIELDS_OF[self.kind]}
        initial |= {"topic": row.topic, "about": str(row.about_id), "edition": row.edition}
        if self.kind == "intervention":
            initial |= {"goal": str(row.goal or ""), "who": who_key(row)}
        form = section_form(self.kind, self.case, self.by, data, initial)
        form.fields["edition"] = forms.IntegerField(widget=forms.HiddenInput)
        return form

    def save(self, form: StepForm) -> HttpResponse:
        row = self.row
        if self.request.POST.get("use") == "theirs":
            return redirect("plan", self.case.pk)
        fields: dict[str, Any] = {name: form.cleaned_data[name] for name in FIELDS_OF[self.kind]}
        if isinstance(form, InterventionForm):
            fields = form.arguments()
            unit = cast("CareUnit | None", fields["unit"])
            fields["principal"] = unit.provider.principal if unit else None
        edition = form.cleaned_data["edition"]
        change_section(row=row, edition=edition, by=self.by, **(fields | form.common()))  # type: ignore[attr-defined]
        return onward(self.request, self.case)

    @property
    def draft_key(self) -> str:
        return f"section:{self.section}"

    def context(self) -> dict[str, Any]:
        writing = writing_now(self.case)
        return {"heading": _("Change"), "submit": _("Save"), "shows_writing": True, "writing": writing}


class MarkReady(CasePage):
    """Shows an own section to the other units whom consent lets know of it."""

    what = "mark_ready"
    action = Action.DISCLOSE

    def post(self, request: HttpRequest, pk: UUID, kind: str, section: UUID) -> HttpResponse:
        case = self.get_case(pk)
        rows = readable_to(self.by, SECTIONS[kind]._default_manager.filter(pk=section, case=case))
        row = rows.select_related("case__owner_unit", "about", "owner_unit", "written_by").first()
        if row is None:
            raise Http404
        mark_ready(row=row, by=self.by)
        return redirect("plan", pk)


def section_form(kind: str, case: Case, by: Assignment, data: Any = None, initial: Any = None) -> StepForm:
    """The form of a kind of section, for the people the acting provider knows in the case."""
    people = persons_in(case, by)
    if kind == "intervention":
        plan: PlanDocument = plan_document(case, by)
        return InterventionForm(data, people=people, goals=plan.goals, doers=doers(case), initial=initial)
    form = {"need": NeedTextForm, "goal": GoalForm, "statement": StatementForm}[kind]
    return form(data, people=people, initial=initial)


def who_key(row: Intervention) -> str:
    """The value of `who` for an intervention, as InterventionForm lists it."""
    return f"{row.unit_id}:{row.user_id or ''}" if row.unit_id else row.doer
