"""The tables below the clauses on paper: by unit, by principal, by code, and what was answered in sheets."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.templatetags.samplan import percent_of
from agreements.reports.content import Content
from agreements.reports.figure_text import EMPTY, figure_text
from agreements.reports.page import CodeRow, IndicatorRow, indicator_row
from agreements.reports.sheet_page import SheetRow, sheet_page

Line = list[str]


def parts_on_paper(content: Content) -> list[Content]:
    found = []
    for clause in content["clauses"]:
        for each in clause["indicators"]:
            if each["parts"]:
                row = indicator_row(each)
                found.append(_table(f"{clause['code']} {row.label}", _columns(row), list(_lines(row))))
                if row.codes:
                    lines = [_code(code) for code in row.codes]
                    heading = f"{clause['code']} {row.label}. {row.by_code}"
                    found.append(_table(heading, [_("Provider"), str(row.by_code), _("Figure")], lines))
    return found


def sheets_on_paper(content: Content) -> list[Content]:
    page = sheet_page(content)
    tables = page.tables if page is not None else []
    return [_table(each.heading, [_("Unit"), *each.columns], [_answers(row) for row in each.rows]) for each in tables]


def _table(heading: str, columns: Line, rows: list[Line]) -> Content:
    """`widths`: of each column, in fractions."""
    return {"heading": heading, "columns": columns, "rows": rows, "widths": [3, *[1] * (len(columns) - 1)]}


def _columns(row: IndicatorRow) -> Line:
    if row.is_lead_time:
        return [_("Unit"), _("Days are known"), _("Median, days"), _("90th percentile, days")]
    return [_("Unit"), _("Figure"), _("Share")]


def _lines(row: IndicatorRow) -> Iterator[Line]:
    whole = pgettext("all units of a provider", "all units")
    for part in row.parts:
        yield [f"{part['provider']}, {part['name'] or whole}", figure_text(part), *_shares(part, row)]
    for part in row.principals:
        yield [part["principal"], figure_text(part), *_shares(part, row)]


def _shares(part: Content, row: IndicatorRow) -> Line:
    if not row.is_lead_time:
        return [percent_of(part["share"]) or EMPTY]
    return [EMPTY if part.get(name) is None else str(part[name]) for name in ("median", "ninetieth")]


def _code(code: CodeRow) -> Line:
    is_count = code.is_count and code.row["denominator"] is not None
    return [code.row["provider"], str(code.label), str(code.row["denominator"]) if is_count else figure_text(code.row)]


def _answers(row: SheetRow) -> Line:
    hidden = pgettext("figure", "Hidden")
    return [
        f"{row.provider}, {row.unit or row.whole}",
        *(hidden if each is None else str(each) for each in row.numbers),
    ]
