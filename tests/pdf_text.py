"""The words of a PDF, in the order they are drawn: what whoever opens the file reads."""

from io import BytesIO
from typing import Any

import pikepdf


def pdf_text(content: bytes) -> str:
    with pikepdf.open(BytesIO(content)) as pdf:
        return "\n".join(_page_text(page) for page in pdf.pages)


def _page_text(page: pikepdf.Page) -> str:
    fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    found, known = "", dict[int, str]()
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                known = fonts[str(operands[0])]
            case "Tj" | "TJ":
                shown = operands[0] if str(operator) == "TJ" else [operands[0]]
                found += "".join(_decoded(bytes(each), known) for each in shown if isinstance(each, pikepdf.String))
            case "ET":
                found += "\n"
    return found


def _decoded(codes: bytes, known: dict[int, str]) -> str:
    pairs = (codes[place : place + 2] for place in range(0, len(codes), 2))
    return "".join(known.get(int.from_bytes(pair, "big"), "") for pair in pairs)


def _characters(font: Any) -> dict[int, str]:
    """Code → what it stands for, as the font's own table says."""
    known: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(font.ToUnicode):
        last = operands[-1] if operands else None
        if str(operator) == "endbfchar":
            for code, text in zip(operands[::2], operands[1::2], strict=True):
                known[_number(code)] = bytes(text).decode("utf-16-be")
        elif str(operator) == "endbfrange" and last is not None:
            for first, end, text in zip(operands[::3], operands[1::3], operands[2::3], strict=True):
                for step in range(_number(end) - _number(first) + 1):
                    known[_number(first) + step] = chr(ord(bytes(text).decode("utf-16-be")) + step)
    return known


def _number(code: Any) -> int:
    return int.from_bytes(bytes(code), "big")
