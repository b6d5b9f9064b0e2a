"""Tagged PDF by typst (PDF/UA-1): the template is ours, what people wrote comes as data and is never markup."""

import json
from typing import Any

import typst
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language

TEMPLATES = settings.BASE_DIR / "templates" / "typst"
FONTS = settings.BASE_DIR / "static" / "vendor" / "inter"


def write_pdf(template: str, data: dict[str, Any]) -> bytes:
    """`data` rendered by templates/typst/<template>.typ, in the language that is active."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    content = json.dumps(data | {"lang": language}, default=_plain)
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": content},
    )


def _plain(value: object) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a PDF")
