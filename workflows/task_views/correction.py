"""A page that corrects what stands. Who comes second sees what a colleague wrote, and keeps the own words."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cases.errors import CaseError, StaleText
from workflows.services.errors import FormSent
from workflows.task_views.page import StepPage
from workflows.task_views.stale import resolved_post


class CorrectionPage(StepPage):
    """`edition` of the form is the one that is corrected; sent once more after a conflict it is the newer one."""

    def post(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        self.case = self.get_case(pk)
        form = self.form(resolved_post(request))
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            with transaction.atomic():
                self.claim()
                return self.save(form)
        except FormSent as sent:
            return self.form_sent(sent, self.case)
        except StaleText as stale:
            return self.faster(stale)
        except CaseError as refused:
            form.refuse(refused)
            return self.show(form, status=422)

    def faster(self, stale: StaleText) -> HttpResponse:
        """409 with what stands now above the form, which holds what was sent and the edition that stands."""
        data = resolved_post(self.request)
        data["edition"] = str(stale.current.edition)
        form = self.form(data)
        form.is_valid()
        return self.show(form, status=409, faster=stale.current)
