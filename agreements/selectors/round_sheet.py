"""The link by which parents answer, and how many gave each answer."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from accounts.models import Provider
from agreements.models import Questionnaire, Round, Sheet, SheetAnswer, SheetLink


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


@dataclass(slots=True)
class UnitSheets:
    """Of one unit: how many sheets, and question's key → code → how many gave it."""

    name: str
    sheets: int
    given: dict[str, dict[str, int]] = field(default_factory=dict)


def is_of_sheets(round_: Round | None) -> bool:
    """Whether persons answer, or records are reviewed, instead of centres."""
    return round_ is not None and round_.questionnaire.kind != Questionnaire.Kind.KAFO


def sheets_by_unit(round_: Round, provider: Provider) -> dict[int, UnitSheets]:
    """Unit's key → its sheets, by name. Not suppressed: for agreements/reports/sheets.py, never for a page as it is.

    Row policies show a provider its own units' sheets only: to others it is empty.
    """
    sheets = Sheet.objects.filter(round=round_, unit__provider=provider)
    rows = sheets.values_list("unit", "unit__name").annotate(number=Count("pk")).order_by("unit__name", "unit")
    found = {unit: UnitSheets(name, number) for unit, name, number in rows}
    answers = SheetAnswer.objects.filter(sheet__in=sheets).exclude(code="")
    for unit, key, code, number in answers.values_list("sheet__unit", "question__key", "code").annotate(
        number=Count("sheet")
    ):
        found[unit].given.setdefault(key, {})[code] = number
    return found
