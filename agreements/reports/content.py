"""A report's content as plain data: what the page shows, the files hold and adoption freezes. Nothing here is read.

`{"agreement", "period", "status", "adopted", "header", "clauses"}`; a clause holds its wording, its assessment and its
indicators; an indicator holds its rule (target, cut-offs) and its figure. Numbers are None where they are hidden or
not known, which `suppressed` tells apart. Shares are 0–1 with four decimals; days are ISO text.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from agreements.indicators.definition import FOUR_DECIMALS, Figure, Source
from agreements.models import ClauseIndicator
from agreements.reports.codes import CODE, is_code, without_codes
from agreements.reports.release import PROVIDER

Content = dict[str, Any]
FORMAT = 2
UP, DOWN, SAME = "up", "down", "same"
MET, PARTLY, NOT_MET, NOT_ASSESSED = "met", "partly", "not_met", "not_assessed"
# The columns of a row as the command writes it, in this order.
COLUMNS = (
    "clause",
    "party",
    "indicator",
    "numerator",
    "denominator",
    "of_which_limited",
    "unknown",
    "words",
    "share",
    "assessment",
    "source",
    "suppressed",
)


def share_of(numerator: int | None, denominator: int | None) -> float | None:
    share = Figure(numerator, denominator).share
    return None if share is None else float(share)


def survey_numbers(figure: Figure) -> Content:
    """Of centres and health centres: never suppressed."""
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "of_which_limited": figure.of_which_limited,
        "unknown": figure.unknown,
        "share": share_of(figure.numerator, figure.denominator),
        "suppressed": False,
        "parts": [],
        "codes": [],
        "principals": [],
    }


def joint_numbers(
    released: Mapping[str, Iterable[Content]],
    *,
    has_share: bool = True,
    principals: Mapping[str, str] | None = None,
) -> Content:
    """From what providers released: name of provider → its rows of one indicator and period.

    The sum is over the providers whose numbers are shown, and says of how many. So it tells nothing that they do not;
    nor does the sum of each principal's. `principals`: name of provider → its principal's.
    """
    every = [row | {"provider": name} for name, rows in released.items() for row in rows]
    parts = without_codes(every)
    codes = [row | {"code": row["part"].removeprefix(CODE)} for row in every if is_code(row)]
    whole = [row for row in parts if row["part"] == PROVIDER]
    by_principal: dict[str, list[Content]] = {}
    for row in whole:
        if principals:
            by_principal.setdefault(principals[row["provider"]], []).append(row)
    return _sum_of(whole, has_share=has_share) | {
        "parts": [part_row(row, has_share=has_share) for row in parts],
        "codes": [part_row(row) for row in codes],
        "principals": [
            {"principal": name} | _sum_of(rows, has_share=has_share) for name, rows in sorted(by_principal.items())
        ],
    }


def _sum_of(whole: Sequence[Content], *, has_share: bool) -> Content:
    shown = [row for row in whole if row["numerator"] is not None and row["denominator"] is not None]
    unknown = [row["unknown"] for row in shown]
    numerator = sum(row["numerator"] for row in shown) if shown else None
    denominator = sum(row["denominator"] for row in shown) if shown else None
    return {
        "numerator": numerator,
        "denominator": denominator,
        "of_which_limited": None,
        "unknown": None if None in unknown or not shown else sum(unknown),
        "share": share_of(numerator, denominator) if has_share else None,
        "suppressed": bool(whole) and len(shown) < len(whole),
        "providers_shown": len(shown),
        "providers_released": len(whole),
    }


def part_row(row: Content, *, has_share: bool = True) -> Content:
    hidden = row["numerator"] is None or row["denominator"] is None
    share = None if hidden or not has_share else share_of(row["numerator"], row["denominator"])
    return row | {"suppressed": hidden, "share": share}


def trend_of(share: float | None, before: float | None) -> str | None:
    if share is None or before is None:
        return None
    return SAME if share == before else UP if share > before else DOWN


def proposed_level(indicators: Iterable[Content]) -> str:
    """What the agreed cut-offs say of the printed shares: the worst of them. Empty where nobody agreed on any.

    Of a hidden share nothing is proposed: the level would tell of it.
    """
    levels = [_level(each) for each in indicators if each["met_from"] is not None]
    if not levels or None in levels:
        return ""
    return max((level for level in levels if level), key=(MET, PARTLY, NOT_MET).index)


def _level(indicator: Content) -> str | None:
    if indicator["share"] is None:
        return None
    sign = 1 if indicator["more_is_better"] else -1
    share = sign * Decimal(str(indicator["share"]))
    if share >= sign * Decimal(str(indicator["met_from"])):
        return MET
    return PARTLY if share >= sign * Decimal(str(indicator["partly_from"])) else NOT_MET


def source_of(source: str, numerator: int | None, words: str | None, *, suppressed: bool) -> str:
    """Where a row's statement comes from: a figure that is only words stays words."""
    return Source.WORDS.value if numerator is None and words and not suppressed else source


def rows_of(content: Content) -> list[Content]:
    """One flat row per indicator, in the agreement's order, with COLUMNS."""
    return [
        {
            "clause": clause["code"],
            "party": clause["party"],
            "indicator": indicator["id"],
            **{name: indicator[name] for name in COLUMNS[3:9]},
            "assessment": assessment_text(clause["assessment"]),
            "source": indicator["source"],
            "suppressed": indicator["suppressed"],
        }
        for clause in content["clauses"]
        for indicator in clause["indicators"]
    ]


def assessment_text(assessment: Content | None) -> str | None:
    """The words of who assessed it, else the level's."""
    if assessment is None:
        return None
    level = assessment["level"]
    return assessment["text"] or (None if level == NOT_ASSESSED else level.replace("_", " "))


def flat(content: Content) -> Content:
    """The content as `compliance_report --format json` writes it."""
    head = {"agreement": content["agreement"]["slug"], "period": content["period"]["name"], "status": content["status"]}
    return head | {"rows": rows_of(content)}


def canonical(content: Content) -> bytes:
    """The one way to write it: sorted keys, no blanks, UTF-8. What the digest is over."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(content: Content) -> str:
    """SHA-256 over the canonical JSON, as 64 hexadecimal digits. It proves sameness, and is no signature."""
    return hashlib.sha256(canonical(content)).hexdigest()


def rule_of(row: ClauseIndicator) -> Content:
    """What an indicator is judged by."""
    return {
        "target": as_share(row.target),
        "met_from": as_share(row.met_from),
        "partly_from": as_share(row.partly_from),
        "more_is_better": row.more_is_better,
    }


def as_share(number: Decimal | None) -> float | None:
    return None if number is None else float(number.quantize(FOUR_DECIMALS))
