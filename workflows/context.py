from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from workflows.navigation import links_for
from workflows.selectors.inbox import waiting_elsewhere


def header(request: HttpRequest) -> dict[str, Any]:
    """The main menu by role, and how much waits under one's other assignments; counted only where it is shown."""
    acting = getattr(request, "acting", None)
    if acting is None:
        return {}
    match = request.resolver_match
    here = match.url_name if match else ""
    nav = [
        {"url_name": link.url_name, "label": link.label, "current": here in (link.url_name, *link.pages)}
        for link in links_for(acting.rights)
    ]
    return {"nav": nav, "other_waiting": SimpleLazyObject(waiting_elsewhere)}
