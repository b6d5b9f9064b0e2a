"""The report as a page, and as files of the same content. One page for a round's report and for a period's."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models import Clause, Release, Report, Round
from agreements.permissions import Right, may, may_drill, providers_to_release
from agreements.reports.behind import behind
from agreements.reports.build import content_of
from agreements.reports.chart import chart_of
from agreements.reports.files import WRITERS
from agreements.reports.judged import codes_left
from agreements.reports.page import page_rows
from agreements.reports.sheet_page import sheet_page
from agreements.reports.table import has_counts
from agreements.services.report import WORDED_BY
from workflows.selectors.report_page import report_name, report_url
from workflows.views.agreements.round_page import ReportPage

TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
FORMATS = {"pdf": "Pdf", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


class ReportOverview(ReportPage):
    """What was promised and what is kept: a chart, its table, and every clause with its figures and its judgement."""

    def get(self, request: HttpRequest, slug: str, **keys: int) -> HttpResponse:
        report = self.open_report(slug, **keys)
        content = content_of(report)
        asked = request.GET.get("party", "")
        party = asked if asked in Clause.Party.values else ""
        rows = [each for part in page_rows(content) for clause in part.clauses for each in clause.indicators]
        shown = request.GET.get("figure", "")
        context = {
            "rule_set": report.rule_set,
            "report": report,
            "name": report_name(report),
            "content": content,
            "figures_url": f"{report_url(report)}figures/",
            "details_url": report_url(report, "details"),
            "own_unit": self.by.unit_id if may_drill(self.by, report.rule_set, self.by.unit) else None,
            "sheets": sheet_page(content),
            "chart": chart_of(content),
            "parties": page_rows(content, party),
            "units": [row for row in rows if row.parts],
            "party": party,
            "party_choices": [("", _("All parties")), *Clause.Party.choices],
            "drilled": shown,
            "drill": behind(report, shown) if shown else [],
            "files": [(name, report_url(report, "file", form)) for form, name in FORMATS.items()],
            "crumbs": self.report_crumbs(),
        }
        return render(request, "agreements/report.html", context | self.ways_on() | self.releases())

    def ways_on(self) -> dict[str, Any]:
        """Addresses of what the reader can do with the report now, each empty where it is not for them."""
        report, rule_set = self.report, self.report.rule_set
        is_draft, round_ = report.status == Report.Status.DRAFT, report.round
        # A round's words and judgements are written at its own steps, which its page leads to.
        writes = is_draft and round_ is None
        is_ready = round_.status == Round.Status.ASSESSING if round_ else not codes_left(report)
        urls = {
            "words_url": writes and any(may(self.by, right, rule_set) for right in WORDED_BY) and "words",
            "assess_url": writes and may(self.by, Right.ASSESS, rule_set) and "assess",
            "adopt_url": is_draft and is_ready and may(self.by, Right.ADOPT, rule_set) and "adopt",
            "compare_url": not is_draft and "compare",
        }
        plan = reverse("action_plan", args=[rule_set.slug, round_.pk]) if round_ and not is_draft else ""
        return {name: report_url(report, what) if what else "" for name, what in urls.items()} | {"plan_url": plan}

    def releases(self) -> dict[str, Any]:
        """Who has let figures from the cases go, and the way to it for whom it is."""
        report = self.report
        if report.pk is None or not has_counts(report):
            return {"asks_cases": False}
        found = Release.objects.filter(report=report).select_related("provider", "released_by__user")
        releases = providers_to_release(self.by, report.rule_set).exists()
        return {
            "asks_cases": True,
            "released": found.order_by("provider__name"),
            "release_url": report_url(report, "release") if releases else "",
        }


class ReportFile(ReportPage):
    def get(self, request: HttpRequest, slug: str, form: str, **keys: int) -> HttpResponse:
        if form not in WRITERS:
            raise Http404
        report = self.open_report(slug, **keys)
        answer = HttpResponse(WRITERS[form](content_of(report)), content_type=TYPES[form])
        name = report.round.year if report.round else f"{report.period_from}-{report.period_to}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{name}.{form}"'
        return answer
