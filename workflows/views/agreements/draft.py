"""The version that is being written: its clauses, indicators and clocks, and the day it begins."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.forms.rule_set import ClauseForm, ClockForm, IndicatorForm, PutInForceForm
from agreements.models import Clause, ClauseIndicator, Clock
from agreements.permissions import Right
from agreements.selectors.clock import flow_clocks
from agreements.selectors.rule_set import draft_of
from agreements.services.clause import (
    add_clause,
    add_indicator,
    change_clause,
    change_indicator,
    remove_clause,
    remove_clock,
    remove_indicator,
    set_clock,
)
from agreements.services.version import discard_version, put_in_force
from cases.forms.base import StepForm
from workflows.selectors.agreement_page import clock_label, parts_of
from workflows.views.agreements.page import AgreementPage, DraftStep


class Draft(AgreementPage):
    """What is being written, clause by clause, with the ways to change it."""

    right = Right.ADMINISTER

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        rule_set = self.get_agreement(slug)
        draft = draft_of(rule_set)
        if draft is None:
            raise Http404
        context = {
            "rule_set": rule_set,
            "version": draft,
            "parts": parts_of(draft),
            "may_write": True,
            "crumbs": self.crumbs(rule_set, str(_("Draft of version %(number)s")) % {"number": draft.number}),
        }
        return render(request, "agreements/draft.html", context)


class PutInForce(DraftStep):
    heading = _("Put the version in force")
    intro = _("What holds today ends the day before. Deadlines that run stay as they are, and so do old reports.")
    submit = _("Put in force")

    def form(self, data: Any = None) -> StepForm:
        return PutInForceForm(data, initial={"valid_from": self.version.valid_from})

    def save(self, form: StepForm) -> None:
        put_in_force(version=self.version, by=self.by, valid_from=form.cleaned_data["valid_from"])

    @property
    def back_url(self) -> str:
        name = "agreement_draft" if draft_of(self.rule_set) else "agreement"
        return reverse(name, args=[self.rule_set.slug])


class DiscardDraft(PutInForce):
    heading = _("Discard the draft?")
    intro = _("What you have written in it is taken away. What holds today is not touched.")
    submit = _("Discard the draft")

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def save(self, form: StepForm) -> None:
        discard_version(version=self.version, by=self.by)


class AddClause(DraftStep):
    heading = _("Add a clause")

    def form(self, data: Any = None) -> StepForm:
        return ClauseForm(data)

    def save(self, form: StepForm) -> None:
        add_clause(version=self.version, facts=form.facts, by=self.by)  # type: ignore[attr-defined]


class ClauseStep(DraftStep):
    """About one clause of the draft."""

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        clause = Clause.objects.filter(version=self.version, pk=keys["clause"]).select_related("version__rule_set")
        if (found := clause.first()) is None:
            raise Http404
        self.clause = found


class ChangeClause(ClauseStep):
    heading = _("Change the clause")
    removal = _("Remove the clause")

    def form(self, data: Any = None) -> StepForm:
        return ClauseForm(data, initial=ClauseForm.values_of(self.clause))

    def save(self, form: StepForm) -> None:
        change_clause(clause=self.clause, facts=form.facts, by=self.by)  # type: ignore[attr-defined]

    def remove(self) -> None:
        remove_clause(clause=self.clause, by=self.by)


class AddIndicator(ClauseStep):
    heading = _("Add an indicator")
    intro = _("Leave target and cut-offs empty where nothing is agreed: then nothing is proposed.")

    def form(self, data: Any = None) -> StepForm:
        return IndicatorForm(data)

    def save(self, form: StepForm) -> None:
        add_indicator(clause=self.clause, facts=form.facts, by=self.by)  # type: ignore[attr-defined]


class ChangeIndicator(DraftStep):
    heading = _("Change the indicator")
    intro = AddIndicator.intro
    removal = _("Remove the indicator")

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        found = ClauseIndicator.objects.filter(clause__version=self.version, pk=keys["indicator"])
        indicator = found.select_related("clause__version").first()
        if indicator is None:
            raise Http404
        self.indicator = indicator

    def form(self, data: Any = None) -> StepForm:
        return IndicatorForm(data, initial=IndicatorForm.values_of(self.indicator), key=self.indicator.key)

    def save(self, form: StepForm) -> None:
        change_indicator(indicator=self.indicator, facts=form.facts, by=self.by)  # type: ignore[attr-defined]

    def remove(self) -> None:
        remove_indicator(indicator=self.indicator, by=self.by)


class AddClock(ClauseStep):
    heading = _("Add a time")
    intro = _("Where several agreements cover a case, the time that ends first holds.")

    def form(self, data: Any = None) -> StepForm:
        return ClockForm(data, clocks=[(each.key, clock_label(each.key)) for each in flow_clocks()])

    def save(self, form: StepForm) -> None:
        set_clock(clause=self.clause, by=self.by, **form.cleaned_data)


class ChangeClock(DraftStep):
    heading = _("Change the time")
    intro = AddClock.intro
    removal = _("Remove the time")

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        found = Clock.objects.filter(clause__version=self.version, pk=keys["clock"], is_draft=True)
        clock = found.select_related("clause__version__rule_set").first()
        if clock is None or clock.clause is None:
            raise Http404
        self.clock, self.clause = clock, clock.clause

    def form(self, data: Any = None) -> StepForm:
        values = {name: getattr(self.clock, name) for name in ("key", "length", "unit")}
        return ClockForm(data, initial=values, clocks=[(self.clock.key, clock_label(self.clock.key))])

    def save(self, form: StepForm) -> None:
        set_clock(clause=self.clause, by=self.by, **form.cleaned_data)

    def remove(self) -> None:
        remove_clock(clock=self.clock, by=self.by)
