from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cases.models import Case
from cases.permissions import visible_to
from workflows.services.draft import save_draft
from workflows.task_views.page import ACTING_FIELD, ActingPage

LONGEST_DRAFT = 200_000
SKIPPED = ("csrfmiddlewaretoken", ACTING_FIELD, "once", "draft_key")


class SaveDraft(ActingPage):
    """Keeps what is being typed, so that it survives an ended session. Says nothing but that it was kept."""

    def post(self, request: HttpRequest) -> HttpResponse:
        key = request.GET.get("key", "")[:120]
        data = {name: values for name, values in request.POST.lists() if name not in SKIPPED}
        if not key or sum(len(value) for values in data.values() for value in values) > LONGEST_DRAFT:
            return HttpResponse(status=413 if key else 400)
        save_draft(key=key, data=data, case=self.case(), by=self.by)
        return HttpResponse(status=204)

    def case(self) -> Case | None:
        try:
            return visible_to(self.by).filter(pk=UUID(self.request.GET.get("case", ""))).first()
        except ValueError:
            return None
