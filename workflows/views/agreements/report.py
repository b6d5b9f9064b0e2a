"""The report as a page, and as files of the same content."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from agreements.models import Clause, Round
from agreements.permissions import Right, may, may_drill
from agreements.reports.behind import centres_behind
from agreements.reports.build import content_of
from agreements.reports.chart import chart_of
from agreements.reports.files import WRITERS
from agreements.reports.page import page_rows
from agreements.reports.sheet_page import sheet_page
from agreements.selectors.report import report_of_round
from workflows.views.agreements.round_page import RoundPage

TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class RoundReport(RoundPage):
    """What was promised and what is kept: a chart, its table, and every clause with its figures and its judgement."""

    right = Right.AUDIT

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        row = self.open_round(slug, pk)
        report = report_of_round(row)
        content = content_of(report)
        asked = request.GET.get("party", "")
        party = asked if asked in Clause.Party.values else ""
        rows = [each for part in page_rows(content) for clause in part.clauses for each in clause.indicators]
        shown = request.GET.get("figure", "")
        context = {
            "rule_set": row.rule_set,
            "round": row,
            "report": report,
            "content": content,
            "figures_url": f"{request.path}figures/",
            "own_unit": self.by.unit_id if may_drill(self.by, row.rule_set, self.by.unit) else None,
            "sheets": sheet_page(content),
            "chart": chart_of(content),
            "parties": page_rows(content, party),
            "units": [row for row in rows if row.parts],
            "party": party,
            "party_choices": [("", _("All parties")), *Clause.Party.choices],
            "drilled": shown,
            "drill": centres_behind(row, shown) if shown else [],
            "formats": [("pdf", "Pdf"), ("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON")],
            "may_adopt": may(self.by, Right.ADOPT, row.rule_set) and row.status == Round.Status.ASSESSING,
            "crumbs": self.round_crumbs(str(_("Report"))),
        }
        return render(request, "agreements/report.html", context)


class RoundReportFile(RoundPage):
    right = Right.AUDIT

    def get(self, request: HttpRequest, slug: str, pk: int, form: str) -> HttpResponse:
        if form not in WRITERS:
            raise Http404
        row = self.open_round(slug, pk)
        answer = HttpResponse(WRITERS[form](content_of(report_of_round(row))), content_type=TYPES[form])
        answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{row.year}.{form}"'
        return answer
