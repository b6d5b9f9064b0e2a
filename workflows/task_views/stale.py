"""A stale form: both texts side by side with their differences marked, and a third box to merge them in."""

from difflib import SequenceMatcher

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cases.errors import StaleText
from cases.models import Case

HIDDEN_BY_PAGE = ("csrfmiddlewaretoken", "version", "edition", "use")


def show_two_texts(
    request: HttpRequest,
    stale: StaleText,
    *,
    field: str,
    mine: str,
    case: Case,
    label: str = "",
    version_name: str = "edition",
    is_form_shown: bool = False,
) -> HttpResponse:
    """409 with the text sent and the text saved; what is chosen goes to the same address, with the edition now held.

    `is_form_shown`: what is chosen comes back into the form it was written in, and nothing is carried out yet.
    """
    row = stale.current
    theirs = str(getattr(row, "text", ""))
    my_marked, their_marked = mark_differences(mine, theirs)
    left_out = {*HIDDEN_BY_PAGE, field, version_name} | ({"save", "preview", "once"} if is_form_shown else set())
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in left_out]
    if is_form_shown:
        kept.append(("preview", "1"))
    context = {
        "case": case,
        "heading": _("The text was changed while you were writing"),
        "is_form_shown": is_form_shown,
        "texts": [
            {
                "label": label,
                "name": field,
                "mine": my_marked,
                "theirs": their_marked,
                "mine_plain": mine,
                "theirs_plain": theirs,
                "merged": mine,
            }
        ],
        "their_name": row.written_by.full_name,
        "their_first_name": row.written_by.first_name,
        "saved_at": time_format(timezone.localtime(row.written_at), "H.i"),
        "hidden": [*kept, (version_name, row.edition)],
        "action": request.get_full_path(),
        "draft_key": request.POST.get("draft_key", ""),
    }
    return render(request, "workflows/two_texts.html", context, status=409)


def resolved_post(request: HttpRequest) -> QueryDict:
    """What was sent, with the text in its field that the reader of two texts chose."""
    data = request.POST.copy()
    chosen = data.get("use")
    if chosen in ("mine", "theirs"):
        for name in [name for name in data if name.startswith(f"{chosen}_")]:
            data[name.removeprefix(f"{chosen}_")] = str(data[name])
    return data


def mark_differences(mine: str, theirs: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML, word by word, with <ins> round what the other has not."""
    left, right = mine.split(" "), theirs.split(" ")
    same = SequenceMatcher(None, left, right, autojunk=False) if len(left) * len(right) < 4_000_000 else None
    if same is None:
        return format_html("{}", mine), format_html("{}", theirs)
    blocks = same.get_matching_blocks()
    return _marked(left, [(block.a, block.size) for block in blocks]), _marked(
        right, [(block.b, block.size) for block in blocks]
    )


def _marked(words: list[str], same: list[tuple[int, int]]) -> SafeString:
    parts, at = [], 0
    for start, size in same:
        if start > at:
            parts.append(format_html("<ins>{}</ins>", " ".join(words[at:start])))
        if size:
            parts.append(format_html("{}", " ".join(words[start : start + size])))
        at = start + size
    return format_html_join(" ", "{}", ((part,) for part in parts))
