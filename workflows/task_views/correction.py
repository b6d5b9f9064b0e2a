"""A page that corrects what stands. Who comes second sees what a colleague wrote, and keeps the own words."""

from django.http import HttpResponse

from accounts.errors import AccountsError
from cases.errors import CaseError, StaleText
from cases.forms.base import StepForm
from workflows.task_views.page import StepPage
from workflows.task_views.stale import resolved_post


class CorrectionPage(StepPage):
    """`edition` of the form is the one that is corrected; sent once more after a conflict it is the newer one."""

    def refused(self, form: StepForm, refusal: AccountsError | CaseError) -> HttpResponse:
        return self.faster(refusal) if isinstance(refusal, StaleText) else super().refused(form, refusal)

    def faster(self, stale: StaleText) -> HttpResponse:
        """409 with what stands now above the form, which holds what was sent and the edition that stands."""
        data = resolved_post(self.request)
        data["edition"] = str(stale.current.edition)
        form = self.form(data)
        form.is_valid()
        return self.show(form, status=409, faster=stale.current)
