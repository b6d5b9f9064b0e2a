"""One figure of a report: how it came about, and for the manager of a unit the cases behind the unit's own part."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import CareUnit
from agreements.models import Report
from agreements.permissions import Right, may_drill
from agreements.reports.build import content_of
from agreements.reports.files import write_details_csv
from agreements.reports.page import indicator_row
from agreements.reports.trail import Trail, trail_of
from agreements.selectors.drill import NOT_OPENED, Outcome
from agreements.selectors.report import report_of_round
from workflows.selectors.figure_cases import cases_of_figure
from workflows.views.agreements.round_page import RoundPage

Crumbs = list[dict[str, Any]]


class ReportDetails(RoundPage):
    """What stands below the rows of a report, as a file of its own."""

    right = Right.AUDIT

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        row = self.open_round(slug, pk)
        answer = HttpResponse(
            write_details_csv(content_of(report_of_round(row))), content_type="text/csv; charset=utf-8"
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{row.year}-details.csv"'
        return answer


class FigurePage(RoundPage):
    """A page about one figure; 404 where no clause of the report is measured by it."""

    right = Right.AUDIT
    report: Report

    def open_figure(self, slug: str, pk: int, key: str) -> Trail:
        self.report = report_of_round(self.open_round(slug, pk))
        if (found := trail_of(self.report, key)) is None:
            raise Http404
        return found

    @property
    def report_url(self) -> str:
        return reverse("round_report", args=[self.round.rule_set.slug, self.round.pk])

    def figure_url(self, name: str, *keys: Any) -> str:
        return reverse(name, args=[self.round.rule_set.slug, self.round.pk, *keys])

    def figure_crumbs(self, *more: tuple[str, str]) -> Crumbs:
        """`more`: label and address; the last one is the page itself."""
        lines = self.round_crumbs(_("Report"))
        lines[-1]["url"] = self.report_url
        lines += [{"label": label, "url": url} for label, url in more]
        lines[-1]["url"] = ""
        return lines


class FigureTrail(FigurePage):
    """The audit trail of a figure."""

    def get(self, request: HttpRequest, slug: str, pk: int, key: str) -> HttpResponse:
        trail = self.open_figure(slug, pk, key)
        unit = self.by.unit
        opens = trail.is_of_cases and key not in NOT_OPENED and may_drill(self.by, self.round.rule_set, unit)
        context = {
            "rule_set": self.round.rule_set,
            "round": self.round,
            "report": self.report,
            "trail": trail,
            "units": [indicator_row(trail.figure)] if trail.figure["parts"] else [],
            "own_unit": unit if opens else None,
            "figures_url": self.report_url + "figures/",
            "cases_url": self.figure_url("figure_cases", key, unit.pk) if opens else "",
            "report_url": self.report_url,
            "crumbs": self.figure_crumbs((str(trail.label), "")),
        }
        return render(request, "agreements/figure.html", context)


class FigureCases(FigurePage):
    """The cases behind a unit's part of a figure. To everybody but the unit's own manager there is no such page."""

    def get(self, request: HttpRequest, slug: str, pk: int, key: str, unit: int) -> HttpResponse:
        trail = self.open_figure(slug, pk, key)
        own = get_object_or_404(CareUnit, pk=unit)
        if not trail.is_of_cases or key in NOT_OPENED or not may_drill(self.by, self.round.rule_set, own):
            raise Http404
        asked = request.GET.get("outcome", "")
        outcome = Outcome(asked) if asked in Outcome.values else None
        first, last = self.report.period_from, self.report.period_to
        found = cases_of_figure(self.by, key, own, first, last, outcome)
        context = {
            "rule_set": self.round.rule_set,
            "trail": trail,
            "unit": own,
            "first": first,
            "last": last,
            "rows": found.rows,
            "whole": found.behind.whole,
            "more": found.behind.more,
            "outcome": outcome or "",
            "outcomes": [("", _("All")), *Outcome.choices],
            "crumbs": self.figure_crumbs((str(trail.label), self.figure_url("figure", key)), (own.name, "")),
        }
        return render(request, "agreements/figure_cases.html", context)
