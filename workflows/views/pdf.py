"""A PDF to download."""

from typing import Any

from django.http import HttpResponse

from accounts.paper import write_pdf


def pdf_response(template: str, data: dict[str, Any], *, name: str) -> HttpResponse:
    """`data` as `template` makes it (accounts/paper.py), named `name`.pdf: never a person's name in it."""
    return HttpResponse(
        write_pdf(template, data),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )
