"""What a provider lets go to a report, by its manager; and whether an adopted report follows from the data."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import number_of
from agreements.models import Report
from agreements.permissions import providers_to_release
from agreements.reports.preview import lettings
from agreements.reports.table import has_counts, is_over
from agreements.selectors.round_sheet import is_of_sheets
from agreements.services.report import release_counts
from cases.errors import CaseError
from workflows.selectors.compare_page import compared
from workflows.selectors.report_page import report_name, report_url
from workflows.services.errors import FormSent
from workflows.views.agreements.round_page import ReportPage


class ReleaseCounts(ReportPage):
    """Exactly what would be let go, provider by provider, with a button each; of whom one may release alone."""

    def open_report(self, slug: str, **keys: int) -> Report:
        report = super().open_report(slug, **keys)
        if report.pk is None:
            raise Http404
        if not providers_to_release(self.by, report.rule_set).exists():
            raise PermissionDenied
        return report

    def get(self, request: HttpRequest, slug: str, **keys: int) -> HttpResponse:
        self.open_report(slug, **keys)
        return self.show()

    def post(self, request: HttpRequest, slug: str, **keys: int) -> HttpResponse:
        report = self.open_report(slug, **keys)
        chosen = number_of(request.POST.get("provider", ""))
        own = providers_to_release(self.by, report.rule_set)
        provider = get_object_or_404(own, pk=chosen)
        try:
            with transaction.atomic():
                self.claim()
                release_counts(report=report, provider=provider, by=self.by, seen=request.POST.get("seen", ""))
        except FormSent as sent:
            return self.form_sent(sent)
        except CaseError as refused:
            return self.show(refused=str(refused.message), status=422)
        messages.success(request, _("The figures of %(provider)s are released.") % {"provider": provider})
        return redirect(report_url(report, "release"))

    def show(self, refused: str = "", status: int = 200) -> HttpResponse:
        report = self.report
        stands = is_over(report, timezone.localdate())
        asks = has_counts(report)
        context: dict[str, Any] = {
            "report": report,
            "name": report_name(report),
            "report_url": report_url(report),
            "is_draft": report.status == Report.Status.DRAFT,
            "is_over": stands,
            "is_of_sheets": is_of_sheets(report.round),
            "asks_cases": asks,
            "lettings": lettings(report, self.by) if asks and stands else [],
            "refused": refused,
            "crumbs": self.report_crumbs(str(_("Release figures"))),
        }
        return render(self.request, "agreements/release.html", context, status=status)


class CompareReport(ReportPage):
    """Whether an adopted report still follows from the data, or what changed which figure; 404 for a draft."""

    def get(self, request: HttpRequest, slug: str, **keys: int) -> HttpResponse:
        report = self.open_report(slug, **keys)
        if report.status != Report.Status.ADOPTED:
            raise Http404
        context = {
            "report": report,
            "name": report_name(report),
            "report_url": report_url(report),
            "result": compared(report, self.by),
            "crumbs": self.report_crumbs(str(_("Rebuild and compare"))),
        }
        return render(request, "agreements/compare.html", context)
