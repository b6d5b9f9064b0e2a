"""What the pages of a round have in common, and those of a report: fetched of an agreement, for an act."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.errors import AccountsError
from agreements.models import Report, Round, RoundCentre, RuleSet
from agreements.permissions import Right
from agreements.selectors.report import report_of_round, reports_over_periods
from cases.errors import CaseError
from cases.forms.base import StepForm
from workflows.selectors.report_page import report_name, report_url
from workflows.services.errors import StepNotOpen
from workflows.task_views.done import done_by_other
from workflows.views.agreements.page import AgreementPage, AgreementStep

# Where the forms about a round hold what was written, in one word.
WRITTEN_IN = ("question", "why", "text", "outcome")


def round_of(rule_set: RuleSet, pk: int) -> Round:
    """Raises Http404."""
    rows = Round.objects.filter(rule_set=rule_set, pk=pk).select_related("rule_set", "version", "questionnaire")
    if (found := rows.first()) is None:
        raise Http404
    return found


def asked_of(round_: Round, pk: int) -> RoundCentre:
    """Raises Http404."""
    rows = RoundCentre.objects.filter(round=round_, pk=pk)
    if (found := rows.select_related("centre", "respondent__user", "round__rule_set").first()) is None:
        raise Http404
    return found


def report_at(rule_set: RuleSet, pk: int | None = None, report: int | None = None, **_more: int) -> Report:
    """By the key of its round, perhaps a draft that stands nowhere yet, or by its own over a period. Raises Http404."""
    if pk is not None:
        return report_of_round(round_of(rule_set, pk))
    found = None if report is None else reports_over_periods(rule_set).filter(pk=report).first()
    if found is None:
        raise Http404
    return found


def report_crumbs(page: AgreementPage, report: Report, *more: str) -> list[dict[str, Any]]:
    if report.round is not None:
        lines = round_crumbs(page, report.round, str(_("Report")), *more)
    else:
        lines = page.crumbs(report.rule_set, str(_("Rounds and reports")), report_name(report), *more)
        lines[2]["url"] = reverse("rounds", args=[report.rule_set.slug])
    if more:
        lines[3]["url"] = report_url(report)
    return lines


def round_crumbs(page: AgreementPage, round_: Round, *more: str) -> list[dict[str, Any]]:
    name = str(round_name(round_))
    lines = page.crumbs(round_.rule_set, name, *more)
    if more:
        lines[2]["url"] = reverse("round", args=[round_.rule_set.slug, round_.pk])
    return lines


def round_name(round_: Round) -> str:
    return _("Round %(year)s") % {"year": round_.year}


class RoundPage(AgreementPage):
    """A page of one round."""

    round: Round

    def open_round(self, slug: str, pk: int) -> Round:
        self.round = round_of(self.get_agreement(slug), pk)
        return self.round

    def round_crumbs(self, *more: str) -> list[dict[str, Any]]:
        return round_crumbs(self, self.round, *more)


class ReportPage(AgreementPage):
    """A page of one report, a round's or a period's: two addresses, one page."""

    right = Right.AUDIT
    report: Report

    def open_report(self, slug: str, **keys: int) -> Report:
        self.report = report_at(self.get_agreement(slug), **keys)
        return self.report

    def report_crumbs(self, *more: str) -> list[dict[str, Any]]:
        return report_crumbs(self, self.report, *more)


class StepOnce(AgreementStep):
    """A form that another may send first: whoever is second reads who did it, and keeps what was written."""

    @property
    def of_round(self) -> Round | None:
        raise NotImplementedError

    def refused(self, form: StepForm, refusal: AccountsError | CaseError) -> HttpResponse:
        round_ = self.of_round
        if not isinstance(refusal, StepNotOpen) or refusal.done is None or round_ is None:
            return super().refused(form, refusal)
        written = (self.request.POST.get(name, "") for name in WRITTEN_IN)
        opens = (_("Open the round"), reverse("round", args=[self.rule_set.slug, round_.pk]))
        kept, trail = next(filter(None, written), ""), round_crumbs(self, round_, str(self.heading))
        return done_by_other(self.request, refusal.done, by=self.by, kept=kept, opens=opens, crumbs=trail)


class ReportStep(StepOnce):
    """One form about a report, a round's or a period's."""

    report: Report

    @property
    def of_round(self) -> Round | None:
        return self.report.round

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        self.report = report_at(self.rule_set, **keys)

    @property
    def back_url(self) -> str:
        return report_url(self.report)

    def context(self) -> dict[str, Any]:
        return {"report": self.report, "crumbs": report_crumbs(self, self.report, str(self.heading))}


class RoundStep(StepOnce):
    """One form about a round."""

    right = Right.LEAD
    round: Round

    @property
    def of_round(self) -> Round | None:
        return self.round

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        self.round = round_of(self.rule_set, keys["pk"])

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    @property
    def back_url(self) -> str:
        return reverse("round", args=[self.rule_set.slug, self.round.pk])

    def context(self) -> dict[str, Any]:
        return {"round": self.round, "crumbs": round_crumbs(self, self.round, str(self.heading))}


class CentreStep(RoundStep):
    """One form about a centre in a round."""

    asked: RoundCentre

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        self.asked = asked_of(self.round, keys["asked"])

    def context(self) -> dict[str, Any]:
        return super().context() | {"asked": self.asked}
