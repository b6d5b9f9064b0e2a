"""What the family can ask for: who has read the case, and what was told to whom and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.models import AccessLogEntry, Case, Disclosure
from workflows.task_views.page import CasePage

SHOWN = 200


class Readers(CasePage):
    """The own provider's readings of the case, newest first."""

    what = "readers"
    kinds = (Case.Kind.PLAN, *Case.BY_NAME)

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        rows = AccessLogEntry.objects.filter(case_id=pk).select_related("user", "unit").order_by("-at")[:SHOWN]
        return render(request, "workflows/readers.html", {"case": case, "rows": rows})


class Disclosures(CasePage):
    """Every hand-over to another provider: what, to whom, on which ground, until when."""

    what = "disclosures"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        rows = Disclosure.objects.filter(case=case).select_related("sender_unit", "receiver_unit", "disclosed_by")
        return render(request, "workflows/disclosures.html", {"case": case, "rows": rows.order_by("-disclosed_at")})
