from typing import Any

from django.conf import settings
from django.http import HttpRequest


def acting(request: HttpRequest) -> dict[str, Any]:
    """Who acts, for the header of every page."""
    return {"acting": getattr(request, "acting", None), "IS_DEMO": settings.IS_DEMO}
