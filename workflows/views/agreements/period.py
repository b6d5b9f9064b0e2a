"""A report on whole quarters: begun here, and then a report like any other."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.forms.report import PeriodForm
from agreements.models import Report
from agreements.permissions import Right, may
from agreements.reports.quarters import quarters_over
from agreements.services.report import DRAFTED_BY, draft_period_report
from cases.forms.base import StepForm
from workflows.selectors.report_page import report_url
from workflows.views.agreements.page import AgreementStep


class StartReport(AgreementStep):
    right = Right.SEE
    heading = _("Start a report on a period")
    submit = _("Start the report")
    report: Report | None = None

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        if not any(may(self.by, right, self.rule_set) for right in DRAFTED_BY):
            raise PermissionDenied
        self.quarters = quarters_over(self.rule_set, timezone.localdate())

    @property
    def intro(self) -> Any:
        if not self.quarters:
            return _("No whole quarter is over yet since the agreement came into force. Come back when one is.")
        return _(
            "The report covers whole quarters that are over. Then each provider releases its figures from the cases, "
            "and the clauses are assessed. A report that is already begun is opened."
        )

    def form(self, data: Any = None) -> StepForm:
        last = self.quarters[0].first.isoformat() if self.quarters else ""
        initial = {"period_from": last, "period_to": last}
        return PeriodForm(data, quarters=self.quarters, initial=initial)

    def save(self, form: StepForm) -> None:
        period = form.period  # type: ignore[attr-defined]
        self.report = draft_period_report(
            rule_set=self.rule_set, first_day=period.first, last_day=period.last, by=self.by
        )

    @property
    def back_url(self) -> str:
        return report_url(self.report) if self.report else reverse("rounds", args=[self.rule_set.slug])
