from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import Action
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.forms.person import CustodyForm, PersonForm, RelativeForm, SameChildForm
from cases.models import Case, CasePerson
from cases.selectors.same_child import maybe_the_same
from cases.services.access import get_case_for, log_listing
from cases.services.person import Relation
from workflows.services.person import (
    add_case_person,
    change_custody,
    describe_case_person,
    join_child,
    record_birth,
)
from workflows.task_views.page import StepPage


class AddRelative(StepPage):
    """A parent, guardian or other relative; who has custody must consent."""

    what = "add_relative"
    kinds = Case.WITH_PEOPLE

    def form(self, data: Any = None) -> StepForm:
        return RelativeForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        custody = {name: form.cleaned_data[name] for name in ("has_custody", "custody_from")}
        facts = form.facts(**custody)  # type: ignore[attr-defined]
        add_case_person(case=self.case, facts=facts, relation=Relation(form.cleaned_data["relation"]), by=self.by)
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        intro = _(
            "If the one you add has custody, that person must consent too. Until then the case is closed to the other "
            "organisations."
        )
        return {"heading": _("Add a relative"), "intro": intro, "submit": _("Add")}


class PersonPage(StepPage):
    """A form about one person of the case, as the own provider knows them."""

    kinds = Case.WITH_PEOPLE

    def get(self, request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:  # type: ignore[override]
        self.key = person
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:  # type: ignore[override]
        self.key = person
        return super().post(request, pk)

    @cached_property
    def row(self) -> CasePerson:
        """Looked up once the case is got: who is refused the case is logged, and learns nothing of its people."""
        mine = CasePerson.objects.filter(case=self.case, provider_id=self.by.unit.provider_id)
        row = mine.filter(pk=self.key).select_related("case").first()
        if row is None:
            raise Http404
        return row


class ChangeCustody(PersonPage):
    """Custody that begins, ends or is dated otherwise: whoever has it must consent."""

    what = "change_custody"
    action = Action.CONSENT

    def form(self, data: Any = None) -> StepForm:
        return CustodyForm(
            data, initial={name: getattr(self.row, name) for name in ("has_custody", "custody_from", "custody_to")}
        )

    def save(self, form: StepForm) -> HttpResponse:
        cleaned = form.cleaned_data
        change_custody(
            guardian=self.row,
            has_custody=cleaned["has_custody"],
            first_day=cleaned["custody_from"],
            last_day=cleaned["custody_to"],
            by=self.by,
        )
        return redirect("consent", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Custody: %(name)s") % {"name": self.row},
            "intro": _(
                "Everybody with custody must consent. If somebody more has it, what is shared ends at once, or on the "
                "day it begins, until that person has consented too."
            ),
            "submit": _("Save"),
        }


class DescribePerson(PersonPage):
    """Corrects what is written about a person; for an unborn child a birth date or number records the birth."""

    what = "describe_person"

    def show(self, form: StepForm, status: int = 200, **context: Any) -> HttpResponse:
        if self.row.is_separated:
            raise Http404
        return super().show(form, status, **context)

    def form(self, data: Any = None) -> StepForm:
        names = ("given_name", "family_name", "number", "birth_date", "language", "needs_interpreter", "protection")
        return PersonForm(data, initial={name: getattr(self.row, name) for name in names})

    def save(self, form: StepForm) -> HttpResponse:
        kept = {
            "expected_birth": self.row.expected_birth,
            "has_custody": self.row.has_custody,
            "custody_from": self.row.custody_from,
        }
        facts = form.facts(**kept)  # type: ignore[attr-defined]
        if self.row.is_unborn and facts.born_on and self.case.kind == Case.Kind.PREGNANCY:
            field = "number" if facts.number else "birth_date"
            raise CaseError(_("Write down the birth from the page of the pregnancy."), field=field)
        if self.row.is_unborn and facts.born_on:
            record_birth(unborn=self.row, facts=facts, by=self.by)
        else:
            describe_case_person(row=self.row, facts=facts, by=self.by)
        if maybe_the_same(self.row, self.by):
            return redirect("same_child", self.case.pk, self.row.pk)
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        if self.row.is_unborn:
            return {
                "heading": _("The child is born, or something has changed"),
                "intro": _("Write the name and the number, reserve number or birth date of the child."),
                "submit": _("Save"),
            }
        return {"heading": _("Change what is written about the person"), "submit": _("Save")}


class SameChild(PersonPage):
    """Which other cases of the own unit are about the same child, unborn there or known under a reserve number."""

    what = "same_child"

    def show(self, form: StepForm, status: int = 200, **context: Any) -> HttpResponse:
        log_listing(what=self.what, shown=[(each.case_id, each.pk) for each in self.others.values()], by=self.by)
        return super().show(form, status, **context)

    def form(self, data: Any = None) -> StepForm:
        self.others = {str(each.pk): each for each in maybe_the_same(self.row, self.by)}
        form = SameChildForm(data)
        form.offer("cases", [(key, _as_known(each)) for key, each in self.others.items()])
        return form

    def save(self, form: StepForm) -> HttpResponse:
        chosen = [self.others[key] for key in form.cleaned_data["cases"]]
        for each in chosen:
            get_case_for(self.by, each.case_id, self.action, what=self.what, person=each.pk)
        join_child(row=self.row, others=chosen, by=self.by)
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        if not self.others:
            intro = _("No other case that you may write in seems to be about the same child.")
            return {"heading": _("The same child in another case"), "intro": intro, "submit": _("Go on")}
        return {
            "heading": _("Is it the same child?"),
            "intro": _(
                "These cases of yours are about a child that may be %(name)s. Tick only those you are sure of: they "
                "are given the child's number and birth date, and keep what was written before."
            )
            % {"name": self.row},
            "submit": _("Save"),
        }


def _as_known(row: CasePerson) -> str:
    """A case in one line: its number, and the child as it is known there."""
    known_as = row.number or row.birth_date or _("expected %(day)s") % {"day": row.expected_birth}
    return f"{row.case.number}: {row}, {known_as}"
