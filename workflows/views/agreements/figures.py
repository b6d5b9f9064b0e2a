"""One figure of a report: how it came about, and for the manager of a unit the cases behind the unit's own part."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.models import CareUnit
from agreements.permissions import may_drill
from agreements.reports.build import content_of
from agreements.reports.files import write_details_csv
from agreements.reports.page import indicator_row
from agreements.reports.trail import Trail, trail_of
from agreements.selectors.drill import NOT_OPENED, Outcome
from workflows.selectors.figure_cases import cases_of_figure
from workflows.selectors.report_page import report_url
from workflows.views.agreements.round_page import ReportPage

Crumbs = list[dict[str, Any]]


class ReportDetails(ReportPage):
    """What stands below the rows of a report, as a file of its own."""

    def get(self, request: HttpRequest, slug: str, **keys: int) -> HttpResponse:
        report = self.open_report(slug, **keys)
        answer = HttpResponse(write_details_csv(content_of(report)), content_type="text/csv; charset=utf-8")
        name = report.round.year if report.round else f"{report.period_from}-{report.period_to}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{name}-details.csv"'
        return answer


class FigurePage(ReportPage):
    """A page about one figure; 404 where no clause of the report is measured by it."""

    def open_figure(self, slug: str, key: str, **keys: int) -> Trail:
        if (found := trail_of(self.open_report(slug, **keys), key)) is None:
            raise Http404
        return found

    def figure_crumbs(self, *more: tuple[str, str]) -> Crumbs:
        """`more`: label and address; the last one is the page itself."""
        lines = self.report_crumbs(*(label for label, _url in more))
        for line, (_label, url) in zip(lines[-len(more) :], more, strict=True):
            line["url"] = url
        return lines


class FigureTrail(FigurePage):
    """The audit trail of a figure."""

    def get(self, request: HttpRequest, slug: str, key: str, **keys: int) -> HttpResponse:
        trail = self.open_figure(slug, key, **keys)
        unit, rule_set = self.by.unit, self.report.rule_set
        opens = trail.is_of_cases and key not in NOT_OPENED and may_drill(self.by, rule_set, unit)
        context = {
            "rule_set": rule_set,
            "report": self.report,
            "trail": trail,
            "units": [indicator_row(trail.figure)] if trail.figure["parts"] else [],
            "own_unit": unit if opens else None,
            "figures_url": f"{report_url(self.report)}figures/",
            "cases_url": report_url(self.report, "figure_cases", key, unit.pk) if opens else "",
            "report_url": report_url(self.report),
            "crumbs": self.figure_crumbs((str(trail.label), "")),
        }
        return render(request, "agreements/figure.html", context)


class FigureCases(FigurePage):
    """The cases behind a unit's part of a figure. To everybody but the unit's own manager there is no such page."""

    def get(self, request: HttpRequest, slug: str, key: str, unit: int, **keys: int) -> HttpResponse:
        trail = self.open_figure(slug, key, **keys)
        own = get_object_or_404(CareUnit, pk=unit)
        if not trail.is_of_cases or key in NOT_OPENED or not may_drill(self.by, self.report.rule_set, own):
            raise Http404
        asked = request.GET.get("outcome", "")
        outcome = Outcome(asked) if asked in Outcome.values else None
        first, last = self.report.period_from, self.report.period_to
        found = cases_of_figure(self.by, key, own, first, last, outcome)
        context = {
            "rule_set": self.report.rule_set,
            "trail": trail,
            "unit": own,
            "first": first,
            "last": last,
            "rows": found.rows,
            "whole": found.behind.whole,
            "more": found.behind.more,
            "outcome": outcome or "",
            "outcomes": [("", _("All")), *Outcome.choices],
            "crumbs": self.figure_crumbs((str(trail.label), report_url(self.report, "figure", key)), (own.name, "")),
        }
        return render(request, "agreements/figure_cases.html", context)
