from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime

from accounts.templatetags.samplan import when
from cases.models import Case
from cases.permissions import visible_to
from workflows.services.draft import save_draft
from workflows.services.draft_key import draft_keys
from workflows.services.errors import DraftChanged
from workflows.task_views.page import ACTING_FIELD, ActingPage

LONGEST_DRAFT = 200_000
SKIPPED = ("csrfmiddlewaretoken", ACTING_FIELD, "once", "draft_key", "base", "edition")
SAVED = "Draft-Saved"


def storable(text: str) -> str:
    """Without what no text of the database can hold: forms leave it out as well."""
    return text.replace("\0", "")


class SaveDraft(ActingPage):
    """Keeps what is being typed, so that it survives an ended session. Says nothing but that it was kept, and when.

    A form that says which draft it goes on from (`base`, empty for none) overwrites no other: 412 with what is kept.
    """

    def post(self, request: HttpRequest) -> HttpResponse:
        key = storable(request.GET.get("key", ""))[:120]
        data = {
            storable(name): [storable(value) for value in values]
            for name, values in request.POST.lists()
            if name not in SKIPPED
        }
        length = sum(len(name) + sum(map(len, values)) for name, values in data.items())
        if not key or length > LONGEST_DRAFT:
            return HttpResponse(status=413 if key else 400)
        case = self.case()
        if case is None and self.base() and "case" in request.GET:
            raise Http404
        try:
            with transaction.atomic():
                draft = save_draft(key=key, data=data, case=case, by=self.by, **self.base())
        except DraftChanged as changed:
            kept = changed.draft
            body = {"at": kept.saved_at.isoformat(), "when": when(kept.saved_at).lower(), "values": kept.data}
            return JsonResponse(body, status=412, headers={"Cache-Control": "no-store"})
        return HttpResponse(status=204, headers={SAVED: draft.saved_at.isoformat()})

    def base(self) -> dict[str, datetime | None]:
        """What save_draft shall compare with; nothing of a form that does not say."""
        if "base" not in self.request.POST:
            return {}
        try:
            return {"base": parse_datetime(self.request.POST["base"])}
        except ValueError:
            return {"base": None}

    def case(self) -> Case | None:
        try:
            return visible_to(self.by).filter(pk=UUID(self.request.GET.get("case", ""))).first()
        except ValueError:
            return None


class DraftKey(ActingPage):
    """The keys for what is kept in the browser while there is no network: for who is signed in, never to be stored."""

    def post(self, request: HttpRequest) -> HttpResponse:
        body = {"user": str(self.by.user_id), "keys": draft_keys(self.by.user)}
        return JsonResponse(body, headers={"Cache-Control": "no-store"})
