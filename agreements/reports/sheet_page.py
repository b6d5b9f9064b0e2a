"""The results of a survey of parents or a review of records as a page shows them: a table per question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.templatetags.samplan import in_swedish
from agreements.reports.content import Content
from agreements.reports.release import PROVIDER
from agreements.reports.sheets import NOT_ANSWERED


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`numbers` in the order of the table's columns, None where hidden; `whole` is said where there is no unit."""

    provider: str
    unit: str
    whole: str
    numbers: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    heading: str
    has_several: bool
    columns: Sequence[str]
    rows: Sequence[SheetRow]


@dataclass(frozen=True, slots=True)
class SheetPage:
    tables: Sequence[SheetQuestion]


def sheet_page(content: Content) -> SheetPage | None:
    """None for a report that is of no such round. A question of which nothing is shown is left out."""
    sheets = content.get("sheets")
    if sheets is None:
        return None
    if not sheets["parts"]:
        return SheetPage([])
    how_many = SheetQuestion(
        _("Sheets"),
        False,
        [_("Sheets")],
        [*_rows(sheets["parts"], [NOT_ANSWERED]), *_together([sheets["sheets"] | {"option": ""}], [NOT_ANSWERED])],
    )
    questions = [_question(each) for each in sheets["questions"] if each["parts"]]
    return SheetPage([how_many, *questions])


def _question(question: Content) -> SheetQuestion:
    labels = {each["code"]: in_swedish(each["label"]) for each in question["options"]}
    if not question["has_several"]:
        labels[NOT_ANSWERED] = _("No answer")
    rows = [*_rows(question["parts"], list(labels)), *_together(question["together"], list(labels))]
    return SheetQuestion(in_swedish(question["text"]), question["has_several"], list(labels.values()), rows)


def _rows(parts: Iterable[Content], options: Sequence[str]) -> list[SheetRow]:
    found: dict[tuple[str, str, str], dict[str, int | None]] = {}
    for each in parts:
        found.setdefault((each["provider"], each["part"], each["name"]), {})[each["option"]] = each["number"]
    whole = pgettext("all units of a provider", "all units")
    return [
        SheetRow(provider, "" if part == PROVIDER else name, whole, [numbers.get(option) for option in options])
        for (provider, part, name), numbers in found.items()
    ]


def _together(together: Sequence[Content], options: Sequence[str]) -> list[SheetRow]:
    """The last row, where several providers show theirs."""
    by_option = {each["option"]: each for each in together}
    if not by_option or max(each["providers_shown"] for each in together) < 2:
        return []
    shown = _("Those that show theirs")
    return [SheetRow(_("Together"), "", shown, [by_option[option]["number"] for option in options])]
