"""What stands below a report's rows, flat as files want it: by principal, provider, unit, quarter, code and answer."""

from collections.abc import Iterator, Sequence
from typing import Any

from agreements.reports.content import Content
from agreements.reports.release import PROVIDER

# The columns of a detail, in this order. `kind` says what it is a part by; days are those of a lead time.
DETAILS = (
    "clause",
    "indicator",
    "kind",
    "principal",
    "provider",
    "part",
    "from",
    "to",
    "numerator",
    "denominator",
    "unknown",
    "share",
    "median_days",
    "ninetieth_days",
    "suppressed",
)
ANSWERS = ("question", "provider", "part", "answer", "number", "suppressed")


def details_of(content: Content) -> list[Content]:
    """One row per part of a figure, with DETAILS; None where a column says nothing, or its number is hidden."""
    return [
        dict.fromkeys(DETAILS) | {"clause": clause["code"], "indicator": each["id"]} | row
        for clause in content["clauses"]
        for each in clause["indicators"]
        for row in _of_indicator(each, content["period"])
    ]


def answers_of(content: Content) -> list[Content]:
    """One row per question, part and answer of a survey of parents or a review of records, with ANSWERS.

    The question is empty for how many sheets there are, the answer for those who did not answer; the provider is
    empty for all that show theirs together.
    """
    sheets = content.get("sheets")
    if sheets is None:
        return []
    rows = [_answer("", each) for each in sheets["parts"]]
    rows.append(_answer("", {"provider": "", "name": "", "option": ""} | sheets["sheets"]))
    for question in sheets["questions"]:
        rows += [_answer(question["key"], each) for each in question["parts"]]
        rows += [_answer(question["key"], {"provider": "", "name": ""} | each) for each in question["together"]]
    return rows


def as_lines(rows: Sequence[Content], columns: Sequence[str]) -> list[list[Any]]:
    return [[row[name] for name in columns] for row in rows]


def _of_indicator(indicator: Content, period: Content) -> Iterator[Content]:
    for row in indicator.get("principals", []):
        days = {"from": period["from"], "to": period["to"]}
        yield days | {"kind": "principal", "principal": row["principal"]} | _numbers(row)
    for row in indicator["parts"]:
        kind = "provider" if row["part"] == PROVIDER else "unit"
        days = {"median_days": row.get("median"), "ninetieth_days": row.get("ninetieth")}
        yield _place(row) | {"kind": kind, "part": row["name"]} | _numbers(row) | days
    for row in indicator.get("codes", []):
        yield _place(row) | {"kind": "code", "part": row["code"]} | _numbers(row)


def _place(row: Content) -> Content:
    return {name: row[name] for name in ("provider", "from", "to")}


def _numbers(row: Content) -> Content:
    return {name: row[name] for name in ("numerator", "denominator", "unknown", "share", "suppressed")}


def _answer(question: str, row: Content) -> Content:
    return {
        "question": question,
        "provider": row["provider"],
        "part": row["name"],
        "answer": row["option"],
        "number": row["number"],
        "suppressed": row["number"] is None,
    }
