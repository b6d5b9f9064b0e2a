"""The link by which parents answer, and how many gave each answer."""

from django.db.models import Count
from django.utils import timezone

from agreements.models import Round, SheetAnswer, SheetLink


def link_in_force(token: str) -> SheetLink | None:
    """The link that takes an answer today: a token nobody has, an ended round and a passed day all give None."""
    return (
        SheetLink.objects.select_related("round__questionnaire", "unit")
        .filter(token=token, valid_to__gte=timezone.localdate(), round__status=Round.Status.COLLECTING)
        .first()
    )


def sheet_counts(round_: Round) -> dict[str, dict[str, int]]:
    """Question's key → code → sheets that gave it; numbers are not counted. Not suppressed: never for a page as it is.

    Row policies show a provider its own units' sheets only.
    """
    rows = (
        SheetAnswer.objects.filter(sheet__round=round_)
        .exclude(code="")
        .values_list("question__key", "code")
        .annotate(sheets=Count("sheet"))
    )
    counts: dict[str, dict[str, int]] = {}
    for key, code, sheets in rows:
        counts.setdefault(key, {})[code] = sheets
    return counts
