from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from workflows.selectors.inbox import waiting_elsewhere


def header(request: HttpRequest) -> dict[str, Any]:
    """The main menu by role, and how much waits under one's other assignments; counted only where it is shown."""
    acting = getattr(request, "acting", None)
    if acting is None:
        return {}
    match = request.resolver_match
    here = match.url_name if match else ""
    links: list[tuple[str, str, tuple[str, ...]]] = [("inbox", _("To do"), ("inbox", "task"))]
    if acting.rights.opens_cases:
        links += [
            ("cases", _("Cases"), ("case", "cases", "plan", "consent")),
            ("meetings", _("Meetings"), ("meetings", "meeting")),
        ]
    if acting.rights.opens_new:
        links.append(("archive", _("Archive"), ("archive", "open_archive")))
    links.append(("agreements", _("Agreements"), ("agreements", "agreement", "agreement_draft")))
    if acting.rights.reviews_log:
        links = [("log_review", _("Log review"), ("log_review",))]
    nav = [{"url_name": name, "label": label, "current": here in pages} for name, label, pages in links]
    return {"nav": nav, "other_waiting": SimpleLazyObject(waiting_elsewhere)}
