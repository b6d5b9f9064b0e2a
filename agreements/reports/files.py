"""A report as files, all from the same content and so equally suppressed: JSON, CSV and Excel. The PDF lies beside."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter

from agreements.reports.content import COLUMNS, Content, flat, rows_of
from agreements.reports.details import ANSWERS, DETAILS, answers_of, as_lines, details_of
from agreements.reports.pdf import write_report_pdf

RULES = ("clause", "kind", "party", "text", "indicator", "target", "met_from", "partly_from", "more_is_better")
JUDGED = ("clause", "level", "proposed", "text", "why", "by", "at")
BEFORE = ("clause", "indicator", "previous", "numerator", "denominator", "share", "trend")
# A spreadsheet reads these as the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Sequence[Any]


def write_json(content: Content) -> bytes:
    """The rows, and under `details` and `answers` what stands below them, where there is any."""
    below = {"details": details_of(content), "answers": answers_of(content)}
    whole = flat(content) | {name: rows for name, rows in below.items() if rows}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def write_csv(content: Content) -> bytes:
    """One line per indicator, with COLUMNS: comma, UTF-8, empty where nothing is given."""
    return _csv(COLUMNS, as_lines(rows_of(content), COLUMNS))


def write_details_csv(content: Content) -> bytes:
    """What stands below the rows, with DETAILS; of a survey of parents or a review of records, with ANSWERS."""
    if content.get("sheets") is not None:
        return _csv(ANSWERS, as_lines(answers_of(content), ANSWERS))
    return _csv(DETAILS, as_lines(details_of(content), DETAILS))


def _csv(columns: Row, rows: Iterable[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_unformulated(each) for each in row] for row in rows)
    return out.getvalue().encode()


def write_xlsx(content: Content) -> bytes:
    """One sheet per table, numbers as numbers, and nothing that is a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        for name, columns, rows in _sheets(content):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, columns, bold)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, row)
            sheet.set_column(0, len(columns) - 1, 18)
    return out.getvalue()


WRITERS: dict[str, Callable[[Content], bytes]] = {
    "json": write_json,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "pdf": write_report_pdf,
}


def _sheets(content: Content) -> list[tuple[str, Row, Iterable[Row]]]:
    clauses = content["clauses"]
    pairs = [(clause["code"], each) for clause in clauses for each in clause["indicators"]]
    return [
        ("rows", COLUMNS, as_lines(rows_of(content), COLUMNS)),
        ("parts", DETAILS, as_lines(details_of(content), DETAILS)),
        *([("answers", ANSWERS, as_lines(answers_of(content), ANSWERS))] if content.get("sheets") else []),
        ("before", BEFORE, [_before(code, each) for code, each in pairs if each["previous"]]),
        ("assessments", JUDGED, [_judged(each) for each in clauses if each["assessment"]]),
        ("rules", RULES, [_rule(clause, each) for clause in clauses for each in clause["indicators"]]),
        ("about", ("what", "value"), _about(content)),
    ]


def _before(code: str, indicator: Content) -> Row:
    previous = indicator["previous"]
    numbers = [previous[name] for name in ("name", "numerator", "denominator", "share")]
    return [code, indicator["id"], *numbers, indicator["trend"]]


def _judged(clause: Content) -> Row:
    return [clause["code"], *(clause["assessment"][name] for name in JUDGED[1:])]


def _rule(clause: Content, indicator: Content) -> Row:
    rule = [indicator[name] for name in RULES[5:]]
    return [clause["code"], clause["kind"], clause["party"], clause["text"], indicator["id"], *rule]


def _about(content: Content) -> list[Row]:
    named = [*content["agreement"].items(), *content["period"].items(), *content["header"].items()]
    adopted = content["adopted"] or {"by": None, "at": None}
    return [("status", content["status"]), ("adopted_by", adopted["by"]), ("adopted_at", adopted["at"]), *named]


def _unformulated(value: Any) -> Any:
    """Words that would begin a formula begin with an apostrophe instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
